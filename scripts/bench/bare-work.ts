/**
 * The least a program can do for what a poll learns: the same requests, byte for byte, by `fetch`, and `JSON.parse` of
 * the answers. In: the requests of one real poll, as seen on their way out. Out: a function that repeats them.
 */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { Agent, fetch } from "undici";

interface SentRequest {
  url: string;
  method: string;
  headers: [string, string][];
  body: string;
}

/** What undici announces on `undici:request:create`; headers are names and values by turns. */
interface AnnouncedRequest {
  origin: string | URL;
  path: string;
  method: string;
  headers: string[];
  body: Uint8Array | null;
}

/** Runs `poll` once; resolves with every request that it sent to Graph. */
export async function captureRequests(poll: () => Promise<unknown>): Promise<SentRequest[]> {
  const sent: SentRequest[] = [];
  const listen = (message: unknown) => {
    const { origin, path, method, headers, body } = (message as { request: AnnouncedRequest }).request;
    sent.push({
      url: String(new URL(path, origin)),
      method,
      headers: headers.flatMap((name, index) =>
        index % 2 === 0 ? [[name, headers[index + 1] ?? ""] as [string, string]] : [],
      ),
      body: body === null ? "" : Buffer.from(body).toString("utf8"),
    });
  };
  subscribe("undici:request:create", listen);
  try {
    await poll();
  } finally {
    unsubscribe("undici:request:create", listen);
  }
  if (sent.some(({ method, body }) => method !== "POST" || !body.includes('"requests"'))) {
    throw new Error("a warm poll should send nothing but batches");
  }
  return sent;
}

export interface BareWork {
  repeat(): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Sends them side by side over kept connections, as a poll does. Throws when an answer is not 200. */
export function createBareWork(requests: readonly SentRequest[], caFile: string): BareWork {
  const ca = [...rootCertificates, readFileSync(caFile, "utf8")];
  const dispatcher = new Agent({ connect: { ca }, keepAliveTimeout: 30_000 });
  async function send({ url, method, headers, body }: SentRequest): Promise<unknown> {
    const response = await fetch(url, { method, headers, body, dispatcher });
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
    return JSON.parse(await response.text());
  }
  return {
    repeat: () => Promise.all(requests.map(send)),
    close: () => dispatcher.close(),
  };
}
