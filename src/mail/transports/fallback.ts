/**
 * Two ways in one transport: what the first defers goes to the second, once the first has failed for long enough. The
 * first is still tried with every mail, so that it is taken again by itself as soon as it works.
 */
import type { Instant } from "../../domain/instant.ts";
import type { Mail, RecipientResult, Transport } from "../../domain/notification.ts";
import { cleanLine } from "../../util/clean-text.ts";
import type { Clock } from "../../util/clock.ts";

export interface FallbackOptions {
  first: Transport;
  second: Transport;
  /** So long the first must have failed without a success between, or have deferred this very mail. */
  afterMs: number;
  clock: Clock;
  /** Called once for each change, with the moment since when the first has been failing. */
  onSwitch(to: "fallback" | "first", since: Instant): void;
}

/** More mails than wait at once; memory only, so that a restart begins to count anew. */
const maxMails = 1_000;

export function createFallbackTransport(options: FallbackOptions): Transport {
  const { first, second, afterMs, clock, onSwitch } = options;
  /** Since when nothing at all has left by the first. */
  let failingSince: Instant | null = null;
  let isSwitched = false;
  /** When each mail was first deferred, the oldest first. */
  const deferredSince = new Map<string, Instant>();

  function noteFirst(results: readonly RecipientResult[], now: Instant): void {
    // A refusal is an answer too: the way works.
    if (results.every(({ outcome }) => outcome === "deferred")) {
      failingSince = earliest(failingSince, now);
      return;
    }
    if (isSwitched && failingSince !== null) onSwitch("first", failingSince);
    failingSince = null;
    isSwitched = false;
  }

  function noteMail(messageId: string, isDeferred: boolean, now: Instant): Instant {
    const since = earliest(deferredSince.get(messageId) ?? null, now);
    if (!isDeferred) deferredSince.delete(messageId);
    else deferredSince.set(messageId, since);
    const oldest = deferredSince.size > maxMails ? deferredSince.keys().next().value : undefined;
    if (oldest !== undefined) deferredSince.delete(oldest);
    return since;
  }

  async function send(mail: Mail, signal: AbortSignal): Promise<RecipientResult[]> {
    const results = await first.send(mail, signal);
    // Cut off by ourselves: that says nothing about the way.
    if (signal.aborted || results.length === 0) return results;
    const now = clock.now();
    const waiting = results.filter(({ outcome }) => outcome === "deferred");
    noteFirst(results, now);
    const mailSince = noteMail(mail.messageId, waiting.length > 0, now);
    const isFirstDown = failingSince !== null && now - failingSince >= afterMs;
    if (waiting.length === 0 || !(isFirstDown || now - mailSince >= afterMs)) return results;
    if (isFirstDown && !isSwitched && failingSince !== null) {
      isSwitched = true;
      onSwitch("fallback", failingSince);
    }
    return sendRest(mail, results, signal);
  }

  async function sendRest(mail: Mail, results: RecipientResult[], signal: AbortSignal) {
    const to = results.flatMap(({ address, outcome }) => (outcome === "deferred" ? [address] : []));
    const others = await second.send({ ...mail, to }, signal);
    return results.map((own) => {
      const other = others.find(({ address }) => address === own.address);
      return own.outcome === "deferred" && other ? join(own, other) : own;
    });
  }

  return {
    name: `${first.name}, else ${second.name}`,
    target: `${first.target}, else ${second.target}`,
    send,
    async verify() {
      const [own, other] = await Promise.all([first.verify(), second.verify()]);
      return {
        works: own.works && other.works,
        response: `${first.name}: ${shorten(own)}; fallback ${second.name}: ${shorten(other)}`,
      };
    },
    async close() {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

/**
 * A refusal by the second alone is not the last word: a relay in reserve may serve other recipients than the first, which
 * is only busy, would.
 */
function join(own: RecipientResult, other: RecipientResult): RecipientResult {
  if (other.outcome === "accepted") return other;
  const response = `${own.via}: ${shorten(own)}; ${other.via}: ${shorten(other)}`;
  return { ...other, outcome: "deferred", response };
}

/** Two of them make one bounded line. */
function shorten({ response }: { response: string }): string {
  return cleanLine(response, 130);
}

/** The clock may have been set back. */
function earliest(since: Instant | null, now: Instant): Instant {
  return since === null ? now : Math.min(since, now);
}
