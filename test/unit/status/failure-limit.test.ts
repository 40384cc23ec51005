import { expect, test } from "vitest";
import { minute } from "../../../src/domain/instant.ts";
import { createFailureLimit, limitedForMs, maxFailures } from "../../../src/status/failure-limit.ts";

const fail = (limit: ReturnType<typeof createFailureLimit>, address: string, times: number, now: number) => {
  for (let n = 0; n < times; n += 1) limit.count(address, now);
};

test("an address is limited from its last allowed failure on, until its while is over", () => {
  const limit = createFailureLimit();
  fail(limit, "a", maxFailures - 1, 0);
  expect(limit.limitedMs("a", minute)).toBe(0);
  limit.count("a", minute);
  expect(limit.limitedMs("a", minute)).toBe(limitedForMs - minute);
  expect(limit.limitedMs("b", minute)).toBe(0);
  expect(limit.limitedMs("a", limitedForMs - 1)).toBe(1);
  expect(limit.limitedMs("a", limitedForMs)).toBe(0);
});

test("a failure after the while begins another one", () => {
  const limit = createFailureLimit();
  fail(limit, "a", maxFailures, 0);
  fail(limit, "a", maxFailures - 1, limitedForMs);
  expect(limit.limitedMs("a", limitedForMs)).toBe(0);
});

test("asking is no failure", () => {
  const limit = createFailureLimit();
  fail(limit, "a", maxFailures - 1, 0);
  for (let n = 0; n < 100; n += 1) limit.limitedMs("a", 1);
  expect(limit.limitedMs("a", 1)).toBe(0);
});

test("a thousand addresses are remembered: the one that began first makes room", () => {
  const limit = createFailureLimit();
  fail(limit, "first", maxFailures, 0);
  for (let n = 0; n < 999; n += 1) limit.count(`n${n}`, 1);
  expect(limit.limitedMs("first", 2)).toBeGreaterThan(0);
  limit.count("one more", 2);
  expect(limit.limitedMs("first", 2)).toBe(0);
});
