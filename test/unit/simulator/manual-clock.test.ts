import { expect, test } from "vitest";
import { createManualClock } from "../../../src/simulator/manual-clock.ts";

test("stands still, moves when told, and whoever sleeps moves it", async () => {
  const clock = createManualClock(1_000);
  expect(clock.now()).toBe(1_000);
  clock.advance(500);
  await clock.sleep(250);
  await clock.sleep(0);
  expect([clock.now(), clock.pauses]).toEqual([1_750, [250]]);
});

test("nobody sleeps under a signal that has ended", async () => {
  const clock = createManualClock(1_000);
  await expect(clock.sleep(250, AbortSignal.abort())).rejects.toThrow("aborted");
  expect(clock.now()).toBe(1_000);
});
