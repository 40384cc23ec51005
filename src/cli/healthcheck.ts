/**
 * `healthcheck`: for container health checks. Asks the running daemon's /healthz; exit 0 when it is well or has no
 * status page to ask, 1 when it is stalled or does not answer.
 */
import { second } from "../domain/instant.ts";
import { coerceError } from "../util/coerce-error.ts";
import { type ConfigOption, loadForCommand } from "./load.ts";

const limitMs = 5 * second;

/** Where "listen on every address" is reached from the same machine. */
const loopbackOf: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

export async function runHealthcheck(options: ConfigOption): Promise<number> {
  const { config } = await loadForCommand(options);
  const { listen } = config.status;
  // Port 0 is whatever was free: nobody outside the daemon knows it.
  if (!listen || listen.port === 0) {
    console.log("no status page to ask: status.listen is off, or has no fixed port");
    return 0;
  }
  const host = loopbackOf[listen.host] ?? listen.host;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${listen.port}/healthz`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(limitMs) });
    console.log(`${url}: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
    return answer.ok ? 0 : 1;
  } catch (thrown) {
    console.error(`${url}: no answer: ${coerceError(thrown).message}`);
    return 1;
  }
}
