/** In: a start moment and a factor. Out: a Clock that runs that many times faster than the real one (demo, benchmarks). */
import { setTimeout as delay } from "node:timers/promises";
import type { Instant } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";

/**
 * `now()` begins at `start` and gains `factor` milliseconds per real millisecond; `sleep(ms)` really waits `ms / factor`.
 * It measures with performance.now() on purpose: this clock is a source of time itself, like util/clock.ts, and a
 * monotonic source keeps a demo from jumping when the host's wall clock is set.
 */
export function acceleratedClock({ start, factor }: { start: Instant; factor: number }): Clock {
  if (!(factor > 0)) throw new RangeError(`an accelerated clock needs a positive factor, not ${factor}`);
  const origin = performance.now();
  const elapsed = () => (performance.now() - origin) * factor;
  return {
    now: () => Math.round(start + elapsed()),
    sleep: async (ms, signal) => {
      const due = elapsed() + Math.max(0, ms);
      // Timers may fire up to a millisecond early, which is minutes here; a sleeper must never wake before its time.
      do {
        await delay(Math.max(0, due - elapsed()) / factor, undefined, signal ? { signal } : {});
      } while (elapsed() < due);
    },
  };
}
