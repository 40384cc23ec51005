/**
 * One bounded HTTP request to an address that an operator gave us. In go method, address, headers and body; out comes the
 * status with the beginning of the answer's text, or why there is none. Never throws. Web addresses of channels and
 * heartbeats hold secrets: nothing that comes out shows more of one than its host.
 */
import { createSecureContext, rootCertificates } from "node:tls";
import { type Dispatcher, EnvHttpProxyAgent } from "undici";
import { coerceError } from "./coerce-error.ts";

export interface HttpCall {
  method: "GET" | "HEAD" | "POST";
  /** http or https; a name and password in it are sent as Basic. */
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** PEM text of authorities to trust beside the usual ones. */
  caPem?: string | null;
  /** From the first byte sent to the last byte read. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** What is read of the answer; the rest is left. */
  maxResponseBytes?: number;
}

export interface HttpAnswer {
  /** A redirect is an answer too: it is never followed, as a document is for nobody but whom it was meant for. */
  status: number;
  /** As the other side wrote it, save for what it repeats of the address. */
  text: string;
  /** How long the other side asks to be left alone; null where it does not say. */
  retryAfterMs: number | null;
}
export type HttpReply = HttpAnswer | { error: string };

export async function callHttp(call: HttpCall): Promise<HttpReply> {
  if (!URL.canParse(call.url)) return { error: "the address is not a web address" };
  const url = new URL(call.url);
  if (!/^https?:$/.test(url.protocol)) return { error: "the address is neither http nor https" };
  const hide = createHide(url);
  const timeout = AbortSignal.timeout(call.timeoutMs);
  const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout;
  let dispatcher: Dispatcher | null = null;
  try {
    signal.throwIfAborted();
    dispatcher = createDispatcher(call);
    const answer = await exchange(dispatcher, call, url, signal);
    return { ...answer, text: hide(answer.text) };
  } catch (thrown) {
    if (call.signal?.aborted) return { error: "given up before an answer came" };
    if (timeout.aborted) return { error: `no answer within ${call.timeoutMs / 1_000} s` };
    return { error: hide(describe(thrown)) };
  } finally {
    // One request, one connection: these calls are rare, and nothing of them may hold up the end of the process.
    await dispatcher?.destroy().catch(() => {});
  }
}

function createDispatcher({ caPem, timeoutMs }: HttpCall): Dispatcher {
  const tls = caPem
    ? { secureContext: createSecureContext({ ca: [...rootCertificates, caPem] }), timeout: timeoutMs }
    : { timeout: timeoutMs };
  return new EnvHttpProxyAgent({
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    // The call's own time limit counts, however long it is.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

async function exchange(
  dispatcher: Dispatcher,
  call: HttpCall,
  url: URL,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { statusCode, headers, body } = await dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: call.method,
    headers: { ...basicOf(url), ...call.headers },
    body: call.body ?? null,
    signal,
  });
  const text = await readBounded(body, call.maxResponseBytes ?? 64 * 1024);
  return { status: statusCode, text, retryAfterMs: retryAfterOf(headers) };
}

/** The status has come and says what became of the request: an answer that breaks off afterwards changes nothing. */
async function readBounded(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= maxBytes) break;
    }
  } catch {
    // What has been read is what there is.
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString("utf8");
}

function basicOf({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const pair = `${decode(username)}:${decode(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

/** Seconds, or a date, which is measured by the other side's own clock; null where either is missing. */
function retryAfterOf(headers: Record<string, string | string[] | undefined>): number | null {
  const value = String(headers["retry-after"] ?? "").trim();
  if (value === "") return null;
  const waitMs = /^\d+$/.test(value)
    ? Number(value) * 1_000
    : Date.parse(value) - Date.parse(String(headers.date ?? ""));
  return waitMs > 0 ? waitMs : null;
}

/** What the library says of a broken connection, with the code where the words alone say little. */
function describe(thrown: unknown): string {
  const error = coerceError(thrown) as Error & { code?: string };
  // A name with several addresses fails once for each, and says nothing about all of them together.
  const words = error instanceof AggregateError ? error.errors.map(messageOf).join("; ") : error.message;
  const code = error.code && !words.includes(error.code) ? `${error.code}: ` : "";
  return `could not be reached: ${code}${words}`;
}

function messageOf(thrown: unknown): string {
  return coerceError(thrown).message;
}

/** Shorter parts of a path or query are words of everyday, and no secret. */
const shortestSecret = 6;

/** Takes everything out of a text that it repeats of an address's path, query, name and password. */
function createHide(url: URL): (text: string) => string {
  const { pathname, search, username, password } = url;
  const parts = [
    pathname + search,
    search,
    pathname,
    ...pathname.split("/"),
    ...url.searchParams.values(),
    ...search.slice(1).split(/[&=]/),
  ];
  const wanted = [
    ...parts.flatMap(spellings).filter((part) => part.length >= shortestSecret),
    ...[username, password, basicOf(url).authorization?.slice("Basic ".length) ?? ""].flatMap(spellings),
  ]
    .filter((part) => part !== "")
    .sort((a, b) => b.length - a.length)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"));
  if (wanted.length === 0) return (text) => text;
  const pattern = new RegExp(wanted.join("|"), "gi");
  return (text) => text.replace(pattern, "[hidden]");
}

/** As it is in the address, decoded, and as HTML has it. */
function spellings(part: string): string[] {
  return [part, decode(part), part.replaceAll("&", "&amp;")];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
