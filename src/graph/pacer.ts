/**
 * Keeps the reports interface (`/auditLogs`) below a tenth of its limit of 5 requests in 10 seconds per app and tenant:
 * one in 20 seconds (https://learn.microsoft.com/graph/throttling-limits). One pacer per tenant, for all its polls.
 */
import { type Instant, second } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";

const intervalMs = 20 * second;

export interface Pacer {
  /** Notes a request that is about to be made, whatever the pace. */
  note(path: string): void;
  /** Waits for this request's turn; at once for interfaces that need no pacing. Rejects when `signal` aborts. */
  turn(path: string, signal: AbortSignal): Promise<void>;
}

export function createPacer(clock: Clock): Pacer {
  let lastAt: Instant = Number.NEGATIVE_INFINITY;
  const isPaced = (path: string) => path.toLowerCase().includes("/auditlogs/");
  return {
    note(path) {
      if (isPaced(path)) lastAt = clock.now();
    },
    async turn(path, signal) {
      if (!isPaced(path)) return;
      const waitMs = lastAt + intervalMs - clock.now();
      lastAt = Math.max(clock.now(), lastAt + intervalMs);
      if (waitMs > 0) await clock.sleep(waitMs, signal);
    },
  };
}
