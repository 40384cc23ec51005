/** What a chart draws: round marks, lines that break where nobody looked, and a strip of states that adds up. */
import { describe, expect, test } from "vitest";
import type { HistoryPoint } from "../../../../src/domain/history.ts";
import { day, hour, minute } from "../../../../src/domain/instant.ts";
import type { TenantState } from "../../../../src/domain/report.ts";
import { areaPath, linePath, runsOf, xOf, yOf } from "../../../../src/status/pages/charts/line-path.ts";
import { roundCount, roundSpan, timeMarks } from "../../../../src/status/pages/charts/scale.ts";
import { stretchesOf } from "../../../../src/status/pages/charts/state-strip.ts";

const from = Date.parse("2026-09-14T00:00:00Z");
const frame = { from, to: from + 10 * minute, top: 100 };
const every = (stepMs: number, values: (number | null)[]) =>
  values.map((value, n) => ({ at: from + n * stepMs, value }));

describe("marks", () => {
  test.each([
    ["nothing", 0, 2],
    ["one", 1, 2],
    ["three", 3, 4],
    ["seven", 7, 10],
    ["ten and a bit", 10.5, 20],
    ["ten thousand", 10_432, 20_000],
  ])("a count: %s", (_name, highest, top) => {
    expect(roundCount(highest)).toBe(top);
    expect(Number.isInteger(top / 2)).toBe(true);
  });
  test.each([
    ["nothing", 0, 30 * minute],
    ["35 minutes", 35 * minute, hour],
    ["a day", day, day],
    ["three years", 1_000 * day, 3 * 365 * day],
  ])("a span: %s", (_name, highest, top) => expect(roundSpan(highest)).toBe(top));

  test.each([
    ["a day", day, 4],
    ["a fortnight", 14 * day, 7],
    ["a year", 365 * day, 6],
  ])("along %s: round moments of UTC, few enough to read", (_name, spanMs, atLeast) => {
    const marks = timeMarks(from + 7 * minute, from + 7 * minute + spanMs);
    expect(marks.length).toBeGreaterThanOrEqual(atLeast);
    expect(marks.length).toBeLessThanOrEqual(8);
    for (const mark of marks) expect(mark % hour).toBe(0);
  });
});

describe("a line", () => {
  test("goes from edge to edge; the highest value is at the top", () => {
    expect([xOf(frame.from, frame), xOf(frame.to, frame)]).toEqual([0, 1_000]);
    expect([yOf(100, frame), yOf(0, frame), yOf(250, frame)]).toEqual([0, 200, 0]);
    expect(linePath(every(5 * minute, [0, 50, 100]), frame)).toBe("M0 200L500 100L1000 0");
  });

  test("breaks at what is not known, and where no poll was", () => {
    expect(runsOf(every(minute, [1, 2, null, 3, 4])).map((run) => run.length)).toEqual([2, 2]);
    const gap = [...every(minute, [1, 2, 3]), { at: from + 30 * minute, value: 4 }];
    expect(runsOf(gap).map((run) => run.length)).toEqual([3, 1]);
  });

  test("zero is a value, and one point alone is seen", () => {
    expect(linePath([{ at: from, value: 0 }], frame)).toBe("M0 200h2");
    expect(areaPath([{ at: from, value: 0 }], frame)).toBe("");
  });

  test("nothing to draw draws nothing", () => {
    expect(linePath([], frame)).toBe("");
    expect(linePath(every(minute, [null, null]), frame)).toBe("");
    expect(linePath(every(minute, [0, 0]), { ...frame, top: 0 })).not.toContain("NaN");
  });
});

describe("the strip of states", () => {
  const points = (states: TenantState[]) =>
    states.map((state, n) => ({ state, at: from + n * 5 * minute }) as HistoryPoint);

  test("neighbours of one state are one stretch, and the last holds until now", () => {
    const to = from + 20 * minute;
    expect(stretchesOf(points(["ok", "ok", "critical", "ok"]), to)).toEqual([
      { state: "ok", from, to: from + 10 * minute },
      { state: "critical", from: from + 10 * minute, to: from + 15 * minute },
      { state: "ok", from: from + 15 * minute, to },
    ]);
  });

  test("while nobody looked there is no state", () => {
    const late = { state: "ok", at: from + hour } as HistoryPoint;
    const stretches = stretchesOf([...points(["ok", "ok"]), late], from + hour + minute);
    expect(stretches.map(({ from: begin, to }) => to - begin)).toEqual([10 * minute, minute]);
  });
});
