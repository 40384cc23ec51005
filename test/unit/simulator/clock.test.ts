import { expect, test } from "vitest";
import { acceleratedClock } from "../../../src/simulator/clock.ts";
import { start } from "./setup.ts";

const factor = 100_000_000;

test("an accelerated clock begins at its start and passes a day in a millisecond", async () => {
  const clock = acceleratedClock({ start, factor });
  const before = clock.now();
  expect(before).toBeGreaterThanOrEqual(start);
  await clock.sleep(86_400_000);
  expect(clock.now() - before).toBeGreaterThanOrEqual(86_400_000);
  expect(Number.isInteger(clock.now())).toBe(true);
});

test("sleep ends with the signal's reason", async () => {
  const clock = acceleratedClock({ start, factor: 1 });
  const controller = new AbortController();
  const sleeping = clock.sleep(1_000_000_000, controller.signal);
  controller.abort(new Error("enough"));
  await expect(sleeping).rejects.toMatchObject({ cause: new Error("enough") });
});

test("a factor that is not positive is refused", () => {
  expect(() => acceleratedClock({ start, factor: 0 })).toThrow(RangeError);
});
