import { describe, expect, test } from "vitest";
import { hour, minute } from "../../../src/domain/instant.ts";
import { dueProbes } from "../../../src/schedule/due.ts";
import { jitterMs } from "../../../src/schedule/jitter.ts";

describe("jitterMs", () => {
  test("is the same for a tenant every time, and spreads a fleet", () => {
    const names = Array.from({ length: 200 }, (_, n) => `tenant-${n}`);
    const delays = names.map((name) => jitterMs(name, 10_000, 5 * minute));
    expect(names.map((name) => jitterMs(name, 10_000, 5 * minute))).toEqual(delays);
    expect(Math.max(...delays)).toBeLessThan(10_000);
    // Ten slots of a second each: none empty, none with a third of the fleet.
    const slots = Array.from(
      { length: 10 },
      (_, slot) => delays.filter((d) => Math.floor(d / 1_000) === slot).length,
    );
    expect(Math.min(...slots)).toBeGreaterThan(4);
    expect(Math.max(...slots)).toBeLessThan(66);
  });

  test("a fast schedule stays one: never more than a tenth of the interval", () => {
    expect(Math.max(...["a", "b", "c", "zz"].map((name) => jitterMs(name, 10_000, 1_000)))).toBeLessThan(100);
  });
});

describe("dueProbes", () => {
  const now = 100 * hour;
  const cadence = (everyMs: number | null, enabled = true) => ({ enabled, everyMs });
  const ran = (ago: number) => ({ organization: { lastRunAt: now - ago, lastSeenAt: null } });
  const cases: [name: string, everyMs: number | null, enabled: boolean, probes: object, due: boolean][] = [
    ["never ran", hour, true, {}, true],
    ["no cadence: every poll", null, true, ran(1), true],
    ["ran half its cadence ago", hour, true, ran(30 * minute), false],
    ["ran its cadence ago", hour, true, ran(hour), true],
    ["a little early still counts", hour, true, ran(55 * minute), true],
    ["switched off", null, false, {}, false],
    ["ran in the future: the clock was set back", hour, true, ran(-hour), true],
  ];
  test.each(cases)("%s", (_name, everyMs, enabled, probes, due) => {
    const cadences = { organization: cadence(everyMs, enabled), "provisioning-jobs": cadence(null, false) };
    expect(dueProbes(cadences, probes, now)).toEqual(due ? ["organization"] : []);
  });
});
