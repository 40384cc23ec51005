/**
 * Tries again where that can help: after Retry-After, or with growing, jittered pauses where it is missing.
 * Gives up at once when the pause would outlast the poll: a late answer is worth less than an honest "blind".
 */
import { backoffMs } from "../util/backoff.ts";
import type { Clock } from "../util/clock.ts";
import { GraphFault } from "./fault.ts";

export interface RetryContext {
  clock: Clock;
  /** Moment by which the poll must end. */
  deadline: number;
  signal: AbortSignal;
  maxAttempts: number;
  random: () => number;
}

/** Runs `work` until it succeeds, fails for good, or attempts or time run out; throws the last GraphFault. */
export async function withRetry<T>(context: RetryContext, work: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (thrown) {
      if (!(thrown instanceof GraphFault) || !(await pauseBeforeRetry(context, attempt, thrown)))
        throw thrown;
    }
  }
}

/** Waits as the fault asks; false, without waiting, when another attempt makes no sense. */
export async function pauseBeforeRetry(
  context: RetryContext,
  attempt: number,
  fault: GraphFault,
): Promise<boolean> {
  if (!fault.retryable || attempt >= limitFor(fault, context.maxAttempts) || context.signal.aborted)
    return false;
  const pauseMs = fault.retryAfterMs ?? backoffMs(attempt, context.random);
  if (context.clock.now() + pauseMs >= context.deadline) return false;
  try {
    await context.clock.sleep(pauseMs, context.signal);
    return true;
  } catch {
    return false;
  }
}

/** A garbled body gets one more try, not many: it is rarely an accident. */
function limitFor(fault: GraphFault, maxAttempts: number): number {
  return fault.reason === "malformed" ? Math.min(2, maxAttempts) : maxAttempts;
}
