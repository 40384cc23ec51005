/** What becomes of a notification after a delivery: done, again later, or given up. Pure but for the dice it is handed. */
import { hour, type Instant, minute, second } from "../domain/instant.ts";
import type { RecipientResult } from "../domain/notification.ts";
import { backoffMs } from "../util/backoff.ts";

export interface RetryPlan {
  state: "sent" | "queued" | "dead";
  dueAt: Instant | null;
}

export interface RetryInput {
  results: readonly RecipientResult[];
  /** Some recipient has the mail from an earlier try. */
  acceptedBefore: boolean;
  /** Some recipient was not tried: it must get an earlier notification first. */
  heldBack: boolean;
  /** Deliveries tried before this one. */
  attempts: number;
  /** When it was first tried: a host that was off for days has tried nothing yet. */
  triedAt: Instant;
  /** After so long another way is taken, where there is one. */
  otherWayAfterMs: number | null;
  giveUpAfterMs: number;
  now: Instant;
  random: () => number;
}

/** From 5 s, doubling, to an hour: a server that restarts is met soon, one that is down is left in peace. */
const pauses = { baseMs: 5 * second, maxMs: hour };

export function planRetry(input: RetryInput): RetryPlan {
  const { results, now } = input;
  const waiting = results.some((result) => result.outcome === "deferred");
  if (!waiting && input.heldBack) return { state: "queued", dueAt: now };
  if (!waiting) {
    const anyAccepted = input.acceptedBefore || results.some((result) => result.outcome === "accepted");
    return { state: anyAccepted ? "sent" : "dead", dueAt: null };
  }
  if (now - input.triedAt >= input.giveUpAfterMs) return { state: "dead", dueAt: null };
  const dueAt = now + backoffMs(input.attempts + 1, input.random, pauses);
  // The next try is no later than the moment at which the other way may be taken.
  const otherWayAt = input.otherWayAfterMs === null ? null : input.triedAt + input.otherWayAfterMs;
  const isAhead = otherWayAt !== null && otherWayAt > now;
  return { state: "queued", dueAt: isAhead ? Math.min(dueAt, otherWayAt) : dueAt };
}

/**
 * A lease outlasts the slowest delivery, so that nobody else takes a mail that is still on its way: two ways, four
 * timeouts each, and another mail before it.
 */
export function leaseMs(timeoutMs: number): number {
  return 5 * minute + 20 * timeoutMs;
}
