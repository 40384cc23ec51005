/** A stack of clean-ups: push one after each thing acquired; closing runs them in reverse and gathers what fails. */
import { coerceError } from "../util/coerce-error.ts";

export interface Lifecycle {
  defer(name: string, cleanup: () => unknown): void;
  /** Runs every clean-up once, last first. Resolves with the failures; never throws. */
  close(): Promise<{ name: string; error: Error }[]>;
}

export function createLifecycle(): Lifecycle {
  const cleanups: { name: string; cleanup: () => unknown }[] = [];
  return {
    defer(name, cleanup) {
      cleanups.push({ name, cleanup });
    },
    async close() {
      const failures: { name: string; error: Error }[] = [];
      for (let top = cleanups.pop(); top; top = cleanups.pop()) {
        try {
          await top.cleanup();
        } catch (thrown) {
          failures.push({ name: top.name, error: coerceError(thrown) });
        }
      }
      return failures;
    },
  };
}
