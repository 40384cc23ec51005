/** When a maintenance window holds: one span, and those that recur, over summer time and back. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, hour, minute, second } from "../../../src/domain/instant.ts";
import type { MaintenanceWindow } from "../../../src/domain/silence.ts";
import { activeWindow, nextWindow, type Span } from "../../../src/schedule/maintenance.ts";

const at = (iso: string) => Date.parse(iso);

function recurring(cron: string, durationMs: number, timeZone = "Europe/Amsterdam"): MaintenanceWindow {
  return {
    name: "window",
    tenants: [],
    findings: [],
    when: { type: "recurring", cron, timeZone, durationMs },
  };
}

function say(span: Span | null): string | null {
  return span && `${new Date(span.from).toISOString()} ${new Date(span.to).toISOString()}`;
}

describe("one span", () => {
  const from = at("2026-12-01T19:00:00Z");
  const to = at("2026-12-02T05:00:00Z");
  const window: MaintenanceWindow = { ...recurring("", 0), when: { type: "once", from, to } };

  test.each([
    ["a moment before", from - 1, null, { from, to }],
    ["its first moment", from, { from, to }, null],
    ["its last moment", to - 1, { from, to }, null],
    ["its end", to, null, null],
  ])("%s", (_name, now, active, next) => {
    expect(activeWindow(window, now)).toEqual(active);
    expect(nextWindow(window, now)).toEqual(next);
  });
});

describe("recurring", () => {
  const tuesdays = recurring("0 22 * * 2", 4 * hour);
  const first = "2026-09-15T20:00:00.000Z 2026-09-16T00:00:00.000Z";
  const second = "2026-09-22T20:00:00.000Z 2026-09-23T00:00:00.000Z";

  test.each([
    ["the last millisecond before it begins", "2026-09-15T19:59:59.999Z", null, first],
    ["the second in which it begins", "2026-09-15T20:00:00.000Z", first, second],
    ["half a second into it", "2026-09-15T20:00:00.500Z", first, second],
    ["its last millisecond, after midnight", "2026-09-15T23:59:59.999Z", first, second],
    ["its end", "2026-09-16T00:00:00.000Z", null, second],
  ])("%s", (_name, now, active, next) => {
    expect(say(activeWindow(tuesdays, at(now)))).toBe(active);
    expect(say(nextWindow(tuesdays, at(now)))).toBe(next);
  });

  test("the fields are read in the window's zone", () => {
    expect(say(activeWindow(recurring("0 22 * * *", hour, "UTC"), at("2026-09-15T22:30:00Z")))).toBe(
      "2026-09-15T22:00:00.000Z 2026-09-15T23:00:00.000Z",
    );
  });

  test("six fields begin with seconds", () => {
    expect(say(activeWindow(recurring("30 0 22 * * *", minute, "UTC"), at("2026-09-15T22:00:31Z")))).toBe(
      "2026-09-15T22:00:30.000Z 2026-09-15T22:01:30.000Z",
    );
  });

  test("longer than its interval: on all the time, and each start moves the end", () => {
    const always = recurring("0 * * * *", 90 * minute, "UTC");
    // Half a second before a start, too, when another is still on.
    for (let now = at("2026-09-14T23:59:59.500Z"); now < at("2026-09-16T00:00:00Z"); now += 7 * minute) {
      const active = activeWindow(always, now);
      expect(active?.from).toBe(Math.floor(now / hour) * hour);
      expect(active?.to).toBe(Math.floor(now / hour) * hour + 90 * minute);
    }
  });

  test("a day that never comes: never on, and nothing to wait for", () => {
    const never = recurring("0 0 30 2 *", 365 * day);
    expect(activeWindow(never, at("2026-09-15T00:00:00Z"))).toBeNull();
    expect(nextWindow(never, at("2026-09-15T00:00:00Z"))).toBeNull();
  });
});

describe("the change to summer time in Amsterdam, 29 March 2026: 02:00 to 03:00 are left out", () => {
  test.each([
    ["22:00 the evening before, over the change", "0 22 28 3 *", "2026-03-28T21:00:00.000Z", 6],
    ["02:30, which does not come: when the gap is over", "30 2 * * *", "2026-03-29T01:00:00.000Z", 1],
    ["a list with such an hour", "30 2,14 * * *", "2026-03-29T01:00:00.000Z", 1],
    ["04:00 is two hours after midnight in UTC", "0 4 * * *", "2026-03-29T02:00:00.000Z", 1],
  ])("%s", (_name, cron, start, hours) => {
    const window = recurring(cron, hours * hour);
    const from = at(start);
    expect(activeWindow(window, from - 1)).toBeNull();
    expect(activeWindow(window, from)).toEqual({ from, to: from + hours * hour });
    // So many hours go by on a watch, whatever the clock on the wall says.
    expect(activeWindow(window, from + hours * hour - 1)).toEqual({ from, to: from + hours * hour });
    expect(activeWindow(window, from + hours * hour)).toBeNull();
  });
});

describe("the change back in Amsterdam, 25 October 2026: 02:00 to 03:00 come twice", () => {
  test("02:30 begins once, the first time", () => {
    const window = recurring("30 2 * * *", 45 * minute);
    const from = at("2026-10-25T00:30:00Z");
    expect(activeWindow(window, from)).toEqual({ from, to: from + 45 * minute });
    expect(activeWindow(window, at("2026-10-25T01:30:00Z"))).toBeNull();
    expect(say(nextWindow(window, from))).toBe("2026-10-26T01:30:00.000Z 2026-10-26T02:15:00.000Z");
  });

  test("every hour means every hour that passes", () => {
    const window = recurring("0 * * * *", minute);
    const starts = ["2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"].map(at);
    for (const start of starts) expect(activeWindow(window, start)?.from).toBe(start);
  });
});

describe("whatever the pattern", () => {
  const crons = [
    "0 22 * * 2",
    "30 2 * * *",
    "*/15 * * * *",
    "30 2,14 * * *",
    "0 */3 * * 1-5",
    "15 3 1 * *",
    "0 0 L * *",
  ];
  const zones = ["Europe/Amsterdam", "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"];
  const arbitrary = fc.record({
    cron: fc.constantFrom(...crons),
    timeZone: fc.constantFrom(...zones),
    durationMs: fc.integer({ min: 1, max: 3 * day }),
    // Two years, with four changes of summer time in each.
    now: fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2028-01-01T00:00:00Z") }),
  });

  test("a span holds from its start until its end, and not outside them", () => {
    fc.assert(
      fc.property(arbitrary, ({ cron, timeZone, durationMs, now }) => {
        const window = recurring(cron, durationMs, timeZone);
        const span = activeWindow(window, now);
        if (span) {
          expect(span.to - span.from).toBe(durationMs);
          expect(span.from <= now && now < span.to).toBe(true);
        }
        // The start comes from the schedule, seen from the other side: it is what comes next just before it.
        const next = nextWindow(window, (span?.from ?? now) - (span ? 1 : 0));
        if (span) expect(next?.from).toBe(span.from);
        else expect(next === null || next.from > now).toBe(true);
      }),
    );
  });

  test("outside a span, the schedule had no start within a duration before", () => {
    fc.assert(
      fc.property(arbitrary, ({ cron, timeZone, durationMs, now }) => {
        const window = recurring(cron, durationMs, timeZone);
        const next = nextWindow(window, now - durationMs);
        const hasBegun = next !== null && next.from <= now;
        expect(activeWindow(window, now) !== null).toBe(hasBegun);
      }),
    );
  });

  test("the span that comes next is on from its first millisecond, and not before", () => {
    fc.assert(
      fc.property(arbitrary, ({ cron, timeZone, now }) => {
        const window = recurring(cron, second, timeZone);
        const next = nextWindow(window, now);
        expect(activeWindow(window, next?.from ?? 0)?.from).toBe(next?.from);
        expect(activeWindow(window, (next?.from ?? 0) - 1)).toBeNull();
      }),
    );
  });
});
