/**
 * Keeps the reports interface (`/auditLogs`) below a tenth of its limit of 5 requests in 10 seconds per app and tenant:
 * one in 20 seconds (https://learn.microsoft.com/graph/throttling-limits). One pacer per tenant, for all its polls.
 */
import { type Instant, second } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";
import { GraphFault } from "./fault.ts";

const intervalMs = 20 * second;

export interface Pacer {
  open(poll: { signal: AbortSignal; deadline: Instant }): Pace;
}

/** The pace of one poll; its requests for pages come one after the other. */
export interface Pace {
  /** Notes a request that is made in any case. */
  note(path: string): void;
  /**
   * Waits for this request's turn; at once for the poll's first, and for interfaces that need no pacing. Throws
   * GraphFault `outOfTime` where the turn would come too late for the poll, without having waited for it.
   */
  turn(path: string): Promise<void>;
}

export function createPacer(clock: Clock): Pacer {
  let lastAt: Instant = Number.NEGATIVE_INFINITY;

  function open({ signal, deadline }: { signal: AbortSignal; deadline: Instant }): Pace {
    let isFirst = true;
    return {
      note(path) {
        if (isPaced(path)) lastAt = clock.now();
      },
      async turn(path) {
        if (!isPaced(path)) return;
        // Never longer than one interval: the clock may have been set back.
        const waitMs = isFirst ? 0 : Math.min(lastAt + intervalMs - clock.now(), intervalMs);
        isFirst = false;
        if (waitMs > 0) {
          if (clock.now() + waitMs >= deadline)
            throw outOfTime("no time left in this poll for the next page");
          await pause(waitMs);
        }
        lastAt = clock.now();
      },
    };

    async function pause(ms: number): Promise<void> {
      try {
        await clock.sleep(ms, signal);
      } catch (cause) {
        throw outOfTime("the time limit of the poll ran out while waiting for the next page's turn", cause);
      }
    }
  }

  return { open };
}

function isPaced(path: string): boolean {
  return path.toLowerCase().includes("/auditlogs/");
}

function outOfTime(detail: string, cause?: unknown): GraphFault {
  return new GraphFault({ reason: "unreachable", detail, outOfTime: true, cause });
}
