/**
 * The outbound heartbeat, as Healthchecks and its like take it: one call after each round, to one address when all is well
 * and to another when not. In goes the outcome with a few lines of text, out comes whether it was heard. Never throws, and
 * shows no more of an address than its host. https://healthchecks.io/docs/http_api/
 */
import { second } from "../domain/instant.ts";
import { backoffMs } from "../util/backoff.ts";
import { cleanLine } from "../util/clean-text.ts";
import type { Clock } from "../util/clock.ts";
import { callHttp, type HttpReply } from "../util/http-call.ts";

export interface HeartbeatOptions {
  url: string;
  failUrl: string;
  /** POST carries the text, as the log of this call; GET nothing. */
  method: "GET" | "POST";
  /** PEM text of authorities to trust beside the usual ones. */
  caPem: string | null;
  /** One try. */
  timeoutMs: number;
  random?: () => number;
}

export interface Heartbeat {
  ping(
    outcome: { ok: boolean; text: string },
    signal: AbortSignal,
  ): Promise<{ ok: boolean; response: string }>;
}

const maxAttempts = 3;
/** What Healthchecks shows of a log. */
const maxTextBytes = 10_000;
const maxResponseLength = 200;

export function createHeartbeat(options: HeartbeatOptions, clock: Clock): Heartbeat {
  const { method, caPem, timeoutMs, random = Math.random } = options;
  return {
    async ping({ ok, text }, signal) {
      const url = ok ? options.url : options.failUrl;
      for (let attempt = 1; ; attempt += 1) {
        const reply = await callHttp({
          method,
          url,
          headers: {
            "user-agent": "sync-health-monitor",
            ...(method === "POST" ? { "content-type": "text/plain; charset=utf-8" } : {}),
          },
          ...(method === "POST" ? { body: cutToBytes(text, maxTextBytes) } : {}),
          caPem,
          timeoutMs,
          signal,
        });
        const isLast = attempt === maxAttempts || !mayPass(reply);
        if (isLast || !(await pause(attempt))) return { ok: isHeard(reply), response: describe(url, reply) };
      }

      async function pause(attempt: number): Promise<boolean> {
        const pauseMs = backoffMs(attempt, random, { baseMs: second, maxMs: 4 * second });
        return clock.sleep(pauseMs, signal).then(
          () => true,
          () => false,
        );
      }
    },
  };
}

function isHeard(reply: HttpReply): boolean {
  return "status" in reply && reply.status >= 200 && reply.status < 300;
}

/** Another try can help: nobody answered, or somebody who is busy. */
function mayPass(reply: HttpReply): boolean {
  return "error" in reply || reply.status === 408 || reply.status === 429 || reply.status >= 500;
}

function describe(url: string, reply: HttpReply): string {
  const host = URL.canParse(url) ? new URL(url).host : "an unreadable address";
  if ("error" in reply) return cleanLine(`${host}: ${reply.error}`, maxResponseLength);
  const said = reply.text.trim() === "" ? "" : `: ${reply.text}`;
  return cleanLine(`${host} answered ${reply.status}${said}`, maxResponseLength);
}

/** Never ends within a character. */
function cutToBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  return new TextDecoder().decode(bytes.subarray(0, maxBytes), { stream: true });
}
