/** From our values to JSON: moments by their names, lines without tricks, lists with an end. */
import { expect, test } from "vitest";
import { maxListed, toPlain } from "../../../src/status/api/plain.ts";

const at = Date.parse("2026-09-14T08:00:00Z");
const iso = "2026-09-14T08:00:00.000Z";

test("moments are known by their names, at any depth; other numbers stay", () => {
  expect(
    toPlain({
      at,
      raisedAt: at,
      since: at,
      staleAfter: at,
      format: 5,
      rows: [{ notBefore: at, notAfter: at }],
    }),
  ).toEqual({
    at: iso,
    raisedAt: iso,
    since: iso,
    staleAfter: iso,
    format: 5,
    rows: [{ notBefore: iso, notAfter: iso }],
  });
});

test("a moment that no calendar has is null, and the answer goes on", () => {
  expect(toPlain({ lastAt: 9e15, total: 9e15 })).toEqual({ lastAt: null, total: 9e15 });
});

test("null, true and false stay what they are", () => {
  expect(toPlain({ resolvedAt: null, watched: false, flag: true })).toEqual({
    resolvedAt: null,
    watched: false,
    flag: true,
  });
});

test("a text is one line with an end, and turns no reading direction", () => {
  const { name, long } = toPlain({ name: "a\r\nb\u202etxt.exe", long: "x".repeat(50_000) });
  expect(name).toBe("a btxt.exe");
  expect(long).toHaveLength(1_000);
});

test("a list has an end", () => {
  const { codes } = toPlain({ codes: Array.from({ length: 5_000 }, (_, n) => n) });
  expect(codes).toHaveLength(maxListed);
});
