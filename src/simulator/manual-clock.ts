/** A clock that stands still until told otherwise. Whoever sleeps moves it: days pass in milliseconds. */
import type { Clock } from "../util/clock.ts";

export interface ManualClock extends Clock {
  advance(ms: number): void;
  /** Every pause somebody made, in order. */
  pauses: number[];
}

export function createManualClock(start: number): ManualClock {
  let now = start;
  const pauses: number[] = [];
  return {
    pauses,
    now: () => now,
    advance(ms) {
      now += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      if (ms > 0) {
        pauses.push(ms);
        now += ms;
      }
      // Sockets get a turn, as they would during a real pause.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
