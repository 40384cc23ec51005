import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  readCount,
  readDurationMs,
  readEnum,
  readInstant,
  readText,
} from "../../../src/probes/graph-shapes.ts";

describe("readInstant", () => {
  const cases: [unknown, string | null][] = [
    ["2026-09-14T06:41:09Z", "2026-09-14T06:41:09.000Z"],
    ["2026-09-14T06:58:02.1Z", "2026-09-14T06:58:02.100Z"],
    ["2026-09-14T06:58:02.1957721Z", "2026-09-14T06:58:02.195Z"],
    ["2026-09-14T07:00:11", "2026-09-14T07:00:11.000Z"],
    ["2026-09-14T08:58:02+02:00", "2026-09-14T06:58:02.000Z"],
    ["0001-01-01T00:00:00Z", null],
    ["", null],
    [null, null],
    [undefined, null],
    [1_700_000_000, null],
    ["yesterday", null],
    ["2026-13-45T99:99:99Z", null],
  ];
  test.each(cases)("%j is %s", (value, want) => {
    const instant = readInstant(value);
    expect(instant === null ? null : new Date(instant).toISOString()).toBe(want);
  });
});

describe("readDurationMs", () => {
  const cases: [unknown, number | null][] = [
    ["PT2M", 120_000],
    ["PT40M", 2_400_000],
    ["PT1H30M", 5_400_000],
    ["P1DT2H", 93_600_000],
    ["PT0.5S", 500],
    ["P10675199DT2H48M5.4775807S", null],
    ["PT0S", null],
    ["PT", null],
    ["P", null],
    ["", null],
    [null, null],
    ["40 minutes", null],
  ];
  test.each(cases)("%j is %s", (value, want) => expect(readDurationMs(value)).toBe(want));
});

test("enums are read without regard to case, and never throw", () => {
  expect(readEnum("quarantine", ["Active", "Quarantine"], "unknown")).toBe("Quarantine");
  expect(readEnum("unknownFutureValue", ["Active"], "unknown")).toBe("unknown");
  expect(readEnum(7, ["Active"], null)).toBeNull();
});

test("counts come as numbers or as text; anything else is zero", () => {
  expect([7, "7", 7.9, null, "x", Number.NaN, {}].map(readCount)).toEqual([7, 7, 7, 0, 0, 0, 0]);
});

test("texts lose marks, controls and excess, and are null when nothing is left", () => {
  expect(readText("<pii>mara</pii>\r\n@x")).toBe("mara @x");
  expect(readText(" \u202e\n")).toBeNull();
  expect(readText("x".repeat(999))?.length).toBe(300);
});

test("nothing that Graph could send makes a reader throw", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      for (const read of [readInstant, readDurationMs, readText, readCount]) read(value);
    }),
  );
});
