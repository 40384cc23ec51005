/**
 * `healthcheck`: for container health checks. Asks the running daemon's /healthz; exit 0 when it is well or has no
 * status page to ask, 1 when it is stalled or does not answer.
 */
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Config } from "../config/config.ts";
import { second } from "../domain/instant.ts";
import { coerceError } from "../util/coerce-error.ts";
import { type ConfigOption, loadForCommand } from "./load.ts";

const limitMs = 5 * second;
/** More than we ever answer. */
const maxShown = 500;

/** Where "listen on every address" is reached from the same machine. */
const loopbackOf: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

export async function runHealthcheck(options: ConfigOption): Promise<number> {
  const { config } = await loadForCommand(options);
  const { listen, tls } = config.status;
  // Port 0 is whatever was free: nobody outside the daemon knows it.
  if (!listen || listen.port === 0) {
    console.log("no status page to ask: status.listen is off, or has no fixed port");
    return 0;
  }
  const host = loopbackOf[listen.host] ?? listen.host;
  const scheme = typeof tls === "object" && tls !== null ? "https" : "http";
  const url = `${scheme}://${host.includes(":") ? `[${host}]` : host}:${listen.port}/healthz`;
  try {
    const { status, text } = await ask(url, tls);
    console.log(`${url}: ${status} ${text}`);
    return status >= 200 && status < 300 ? 0 : 1;
  } catch (thrown) {
    console.error(`${url}: no answer: ${coerceError(thrown).message}`);
    return 1;
  }
}

async function ask(url: string, tls: Config["status"]["tls"]): Promise<{ status: number; text: string }> {
  const signal = AbortSignal.timeout(limitMs);
  const isEncrypted = typeof tls === "object" && tls !== null;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    // The certificate is for the name that people use, and may have expired, or be renewed on disk and not yet taken up:
    // no reason to restart anything. Nothing secret is sent, and the question stays on this machine.
    const sent = isEncrypted
      ? requestHttps(url, { signal, agent: false, rejectUnauthorized: false })
      : requestHttp(url, { signal, agent: false });
    sent.once("response", resolve).once("error", reject).end();
  });
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) {
    text += chunk;
    if (text.length > maxShown) break;
  }
  return { status: response.statusCode ?? 0, text: text.slice(0, maxShown) };
}
