/**
 * What the webhook and Teams transports share: one POST of a document, and what its status means for the outbox. In goes
 * a post, out comes one result for its channel. Nothing returned shows more of the address than its host.
 */
import type { Post, RecipientResult, Transport } from "../../domain/notification.ts";
import { cleanLine } from "../../util/clean-text.ts";
import { callHttp, type HttpReply } from "../../util/http-call.ts";

export interface HttpPostOptions {
  url: string;
  /** PEM text of authorities to trust beside the usual ones. */
  caPem: string | null;
  timeoutMs: number;
}

export interface HttpPostFormat {
  name: "webhook" | "teams";
  /** The request, or why the post can't be made into one. */
  prepare(post: Post): { body: string; headers: Record<string, string> } | { refusal: string };
  /** An answer that looks final but that an operator can mend. */
  canBeMended?(status: number, text: string): boolean;
}

type Outcome = RecipientResult["outcome"];

const maxResponseLength = 300;
const userAgent = "sync-health-monitor";

export function createHttpPostTransport(
  { url, caPem, timeoutMs }: HttpPostOptions,
  { name, prepare, canBeMended = () => false }: HttpPostFormat,
): Transport<Post> {
  const target = URL.canParse(url) ? new URL(url).host : "an unreadable address";
  const closing = new AbortController();

  function judge(reply: HttpReply): { outcome: Outcome; response: string } {
    const response = describe(target, reply);
    if ("error" in reply) return { outcome: "deferred", response };
    const outcome = judgeStatus(reply.status);
    const isPassing = outcome === "refused" && canBeMended(reply.status, reply.text);
    return { outcome: isPassing ? "deferred" : outcome, response };
  }

  return {
    name,
    target,
    async send(post, signal) {
      const request = prepare(post);
      const { outcome, response } =
        "refusal" in request
          ? { outcome: "refused" as const, response: request.refusal }
          : judge(
              await callHttp({
                method: "POST",
                url,
                body: request.body,
                headers: { "user-agent": userAgent, ...request.headers },
                caPem,
                timeoutMs,
                signal: AbortSignal.any([signal, closing.signal]),
              }),
            );
      return post.to.map((address) => ({ address, outcome, response, via: name }));
    },
    /** Asks the host for its front page: any answer shows that name, way, TLS and proxy are right. Nothing is posted. */
    async verify() {
      if (!URL.canParse(url)) return { works: false, response: target };
      const reply = await callHttp({
        method: "HEAD",
        url: new URL(url).origin,
        headers: { "user-agent": userAgent },
        caPem,
        timeoutMs,
        signal: closing.signal,
      });
      if ("error" in reply || proxyTroubles.has(reply.status))
        return { works: false, response: describe(target, reply) };
      return {
        works: true,
        response: `${target} answers; whether it takes a post shows only when one is sent`,
      };
    },
    async close() {
      closing.abort();
    },
  };
}

/**
 * Refused is final, so it means that the receiver will never take this document. An address that moved, a sign-in, a
 * permission or a missing page can be mended by an operator, and everything else passes by itself.
 */
export function judgeStatus(status: number): Outcome {
  if (status >= 200 && status < 300) return "accepted";
  return status >= 400 && status < 500 && !passing.has(status) ? "refused" : "deferred";
}

const passing = new Set([401, 403, 404, 407, 408, 409, 421, 423, 425, 429]);
/** Said by whoever stands between us and the host. */
const proxyTroubles = new Set([407, 502, 504]);

function describe(target: string, reply: HttpReply): string {
  if ("error" in reply) return cleanLine(`${target}: ${reply.error}`, maxResponseLength);
  const { status, text, retryAfterMs } = reply;
  const redirect = status >= 300 && status < 400 ? " (a redirect, which is not followed)" : "";
  const wait = retryAfterMs === null ? "" : ` (asks to wait ${Math.round(retryAfterMs / 1_000)} s)`;
  const said = text.trim() === "" ? "" : `: ${text}`;
  return cleanLine(`${target} answered ${status}${redirect}${wait}${said}`, maxResponseLength);
}
