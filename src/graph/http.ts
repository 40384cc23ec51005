/**
 * One HTTP exchange with Graph: bounded in time and size, through the proxy of the environment, trusting the
 * cloud's own CA. Comes in as a middleware of Microsoft's Graph client; the answer leaves as status, headers, JSON.
 */
import { createSecureContext, rootCertificates } from "node:tls";
import type { Context, Middleware } from "@microsoft/microsoft-graph-client";
import { type Dispatcher, EnvHttpProxyAgent } from "undici";
import { cleanLine } from "../util/clean-text.ts";
import { coerceError } from "../util/coerce-error.ts";
import type { Cloud } from "./clouds.ts";
import { type GraphAnswer, GraphFault } from "./fault.ts";

export interface HttpLimits {
  /** From the first byte sent to the last byte read. */
  requestTimeoutMs: number;
  /** Largest body read; a larger one is a fault, not a crash. */
  maxBodyBytes: number;
}

/** What the middleware leaves as `context.response`; read it back with `answerOf`. */
type RawAnswer = { raw: GraphAnswer } | { fault: GraphFault };

/**
 * The first middleware of the chain. The Graph client turns what a middleware throws into an error of its own that
 * forgets the cause, so our faults travel as the response.
 */
export function createFaultCarrier(next: Middleware): Middleware {
  return {
    async execute(context: Context) {
      try {
        await next.execute(context);
      } catch (thrown) {
        if (!(thrown instanceof GraphFault)) throw thrown;
        leave(context, { fault: thrown });
      }
    },
  };
}

export function createDispatcher(cloud: Cloud): EnvHttpProxyAgent {
  // Made once: given as `ca`, every new connection would parse all the authorities again.
  const tls =
    cloud.caPem === null
      ? {}
      : { secureContext: createSecureContext({ ca: [...rootCertificates, cloud.caPem] }) };
  return new EnvHttpProxyAgent({
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    keepAliveTimeout: 30_000,
    // A poll every five minutes finds idle sockets closed by the far side; new ones are cheap then.
    keepAliveMaxTimeout: 600_000,
  });
}

/** The last middleware of the chain: sends the request and reads the answer. */
export function createHttpMiddleware(dispatcher: Dispatcher, limits: HttpLimits): Middleware {
  return {
    async execute(context: Context) {
      const url = typeof context.request === "string" ? context.request : context.request.url;
      const { method = "GET", headers, body, signal } = context.options ?? {};
      const raw = await exchange(dispatcher, limits, {
        url,
        method: method as Dispatcher.HttpMethod,
        headers: headers as Record<string, string>,
        body: (body as string | undefined) ?? null,
        signal: signal ?? null,
      });
      leave(context, { raw });
    },
  };
}

/** The answer inside what a RAW Graph request returned; throws the GraphFault where there is none. */
export function answerOf(response: unknown): GraphAnswer {
  const carried = response as RawAnswer;
  if ("fault" in carried) throw carried.fault;
  return carried.raw;
}

/** Nothing downstream reads this as a fetch Response: requests ask for ResponseType.RAW. */
function leave(context: Context, answer: RawAnswer): void {
  (context as { response?: unknown }).response = answer;
}

async function exchange(
  dispatcher: Dispatcher,
  limits: HttpLimits,
  request: {
    url: string;
    method: Dispatcher.HttpMethod;
    headers: Record<string, string>;
    body: string | null;
    signal: AbortSignal | null;
  },
): Promise<GraphAnswer> {
  const timeout = AbortSignal.timeout(limits.requestTimeoutMs);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  const { origin, pathname, search } = new URL(request.url);
  let status = 0;
  let headers: Record<string, string> = {};
  let text: string;
  try {
    const response = await dispatcher.request({
      origin,
      path: pathname + search,
      method: request.method,
      headers: request.headers,
      body: request.body,
      signal,
    });
    status = response.statusCode;
    headers = flatten(response.headers);
    text = await readBounded(response.body, limits.maxBodyBytes);
  } catch (thrown) {
    if (thrown instanceof GraphFault) throw thrown;
    throw new GraphFault({
      reason: "unreachable",
      detail: describeFailure(thrown, signal, timeout, limits),
      status: status || null,
      requestId: headers["request-id"] ?? null,
      retryable: true,
      cause: thrown,
    });
  }
  return { status, headers, body: parse(text, status, headers) };
}

function parse(text: string, status: number, headers: Record<string, string>): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    // An error page of a proxy or gateway still has a status to go by; a success must be JSON.
    if (status >= 400) return null;
    const seen = headers["content-type"] ?? "no content type";
    throw new GraphFault({
      reason: "malformed",
      detail: cleanLine(
        `Graph answered ${status} with a body that is not JSON (${seen}, ${text.length} characters)`,
      ),
      status,
      requestId: headers["request-id"] ?? null,
      // A cut-off body is worth one more try; the retry loop bounds how often.
      retryable: true,
      cause,
    });
  }
}

async function readBounded(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new GraphFault({
        reason: "malformed",
        detail: `Graph answered with more than ${maxBytes} bytes`,
      });
    }
    chunks.push(chunk);
  }
  return (chunks.length === 1 && chunks[0] ? Buffer.from(chunks[0]) : Buffer.concat(chunks)).toString("utf8");
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}

function describeFailure(
  thrown: unknown,
  signal: AbortSignal,
  timeout: AbortSignal,
  limits: HttpLimits,
): string {
  if (timeout.aborted) return `Graph did not answer within ${limits.requestTimeoutMs / 1000} s`;
  if (signal.aborted) return "the time limit of the poll ran out while waiting for Graph";
  const error = coerceError(thrown) as Error & { code?: string };
  return cleanLine(`Graph could not be reached: ${error.code ?? error.name}: ${error.message}`, 300);
}
