/** In: a clock and a period. Out: when something periodic last ran, worked out from the clock; there are no timers to stop. */
import type { Instant } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";

export interface Cycle {
  readonly periodMs: number;
  readonly running: boolean;
  /** The last run: while running, the last whole multiple of the period (or a later extra run). Null: never ran. */
  lastAt(): Instant | null;
  /** Regular runs after `from`, up to the last one. */
  runsSince(from: Instant): number;
  /** One extra run now; whether it goes on running does not change. */
  runNow(): void;
  /** No more runs; the last one stays as it is. */
  stop(): void;
  /** Runs now, and regularly from now on. */
  resume(): void;
  /** Stops, with this as the last run. */
  freezeAt(last: Instant | null): void;
}

export function createCycle({ clock, periodMs }: { clock: Clock; periodMs: number }, running = true): Cycle {
  let isRunning = running;
  /** The last extra run, or the last of all. Resuming sets it, so a gap is never filled afterwards. */
  let known: Instant | null = null;
  const lastMultiple = () => Math.floor(clock.now() / periodMs) * periodMs;

  const cycle: Cycle = {
    periodMs,
    get running() {
      return isRunning;
    },
    lastAt() {
      if (!isRunning) return known;
      return known === null ? lastMultiple() : Math.max(known, lastMultiple());
    },
    runsSince(from) {
      const last = cycle.lastAt();
      return last === null ? 0 : Math.max(0, Math.floor(last / periodMs) - Math.floor(from / periodMs));
    },
    runNow() {
      known = clock.now();
    },
    stop() {
      known = cycle.lastAt();
      isRunning = false;
    },
    resume() {
      known = clock.now();
      isRunning = true;
    },
    freezeAt(last) {
      known = last;
      isRunning = false;
    },
  };
  return cycle;
}
