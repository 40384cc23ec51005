import { describe, expect, test } from "vitest";
import { day, hour, minute } from "../../../src/domain/instant.ts";
import { type ProbeId, probeIds } from "../../../src/domain/probes.ts";
import { type Cadence, dueProbes } from "../../../src/schedule/due.ts";
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
  type Sight = { lastRunAt: number; lastSeenAt: number | null };
  const seen = (ago: number): Sight => ({ lastRunAt: now - ago, lastSeenAt: now - ago });
  const off = Object.fromEntries(probeIds.map((id) => [id, { enabled: false, everyMs: null }]));

  interface Case {
    name: string;
    everyMs?: number | null;
    enabled?: boolean;
    sight?: Sight;
    others?: Partial<Record<ProbeId, Sight>>;
    blind?: boolean;
    attention?: "open" | "recovering";
    due: boolean;
  }
  const cases: Case[] = [
    { name: "never ran", due: true },
    { name: "no cadence: every poll", everyMs: null, sight: seen(1), due: true },
    { name: "ran half its cadence ago", sight: seen(30 * minute), due: false },
    { name: "ran its cadence ago", sight: seen(hour), due: true },
    { name: "a little early still counts", sight: seen(55 * minute), due: true },
    { name: "switched off", enabled: false, due: false },
    { name: "ran in the future: the clock was set back", sight: seen(-hour), due: true },
    { name: "blind: asked again at every poll", sight: seen(5 * minute), blind: true, due: true },
    { name: "a daily probe rests", everyMs: day, sight: seen(2 * hour), due: false },
    {
      name: "… but not while its alert is open",
      everyMs: day,
      sight: seen(2 * hour),
      attention: "open",
      due: true,
    },
    {
      name: "… which is hourly, no oftener",
      everyMs: day,
      sight: seen(20 * minute),
      attention: "open",
      due: false,
    },
    {
      name: "a recovery seen once is confirmed at the next poll",
      everyMs: day,
      sight: seen(5 * minute),
      attention: "recovering",
      due: true,
    },
    {
      name: "refused from the first, and not missed: hourly",
      everyMs: null,
      sight: { lastRunAt: now - 5 * minute, lastSeenAt: null },
      others: { organization: seen(5 * minute) },
      due: false,
    },
    {
      name: "the last poll saw nothing at all: everybody is asked",
      everyMs: day,
      sight: seen(2 * hour),
      others: { organization: { lastRunAt: now - 5 * minute, lastSeenAt: now - 10 * minute } },
      due: true,
    },
  ];
  test.each(cases)("$name", ({ everyMs = hour, enabled = true, sight, others, blind, attention, due }) => {
    const cadences = { ...off, "object-counts": { enabled, everyMs } } as Record<ProbeId, Cadence>;
    const streak = { polls: 1, since: now, reason: "unreachable" as const };
    const memory = {
      probes: { ...others, ...(sight ? { "object-counts": sight } : {}) },
      blind: blind ? { "object-counts": streak } : {},
    };
    const watched = new Map(attention ? [["object-counts" as const, attention]] : []);
    expect(dueProbes({ cadences, memory, attention: watched, now })).toEqual(due ? ["object-counts"] : []);
  });
});
