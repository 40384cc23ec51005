import { expect, test } from "vitest";
import { noteUnknownErrors } from "../../../src/app/unknown-errors.ts";
import { loadCatalog } from "../../../src/catalog/load.ts";
import type { Finding } from "../../../src/domain/finding.ts";
import { day, hour } from "../../../src/domain/instant.ts";

const catalog = await loadCatalog();
const now = Date.parse("2026-09-14T08:00:00Z");

const finding = (id: string, facts: Record<string, unknown>) =>
  ({ id, subject: { key: "job", name: "job" }, facts }) as unknown as Finding;
const note = (findings: Finding[], seen: Record<string, number> = {}, at = now) =>
  noteUnknownErrors(catalog, findings, seen, at);
const failing = (errorCode: string | null, errorMessage: string | null = null) =>
  finding("job-failing", { errorCode, errorMessage });

test("an unknown error is news once, until it was gone for a day", () => {
  const first = note([failing("FluxEmpty")]);
  expect(first.fresh).toMatchObject([{ finding: "job-failing", code: "FluxEmpty", family: null }]);
  const later = note([failing("FluxEmpty")], first.seen, now + 20 * hour);
  expect(later.fresh).toEqual([]);
  expect(note([failing("FluxEmpty")], later.seen, now + 30 * hour).fresh).toEqual([]);
  expect(note([failing("FluxEmpty")], later.seen, now + 20 * hour + day + 1).fresh).toHaveLength(1);
});

test("two that take turns are news once each", () => {
  const one = note([failing("FluxEmpty")]);
  const two = note([failing("FluxFull")], one.seen, now + hour);
  expect(two.fresh).toHaveLength(1);
  expect(note([failing("FluxEmpty")], two.seen, now + 2 * hour).fresh).toEqual([]);
});

test("of objects the code counts, and not the wording that names them", () => {
  const log = (reason: string) =>
    finding("job-entry-errors", {
      codes: [{ code: "FluxEmpty", count: 2 }],
      sample: [{ code: "FluxEmpty", reason }],
    });
  const first = note([log("Anna has no plutonium.")]);
  expect(first.fresh).toMatchObject([{ code: "FluxEmpty" }]);
  expect(note([log("Bob has no plutonium.")], first.seen).fresh).toEqual([]);
});

test.each([
  [
    "a quarantine's reason",
    finding("job-quarantine", { errorCode: null, errorMessage: null, reason: "EncounteredSomethingNew" }),
    null,
  ],
  ["what only begins like a known code", failing("MandatoryFields"), null],
  ["a code of a known family", failing("HybridIdentityServiceMoonPhase"), "family-hybrid-identity-service"],
  ["an answer of Graph's", finding("blind", { errorCode: "Printer_OnFire" }), null],
])("%s is unknown too", (_name, unknown, family) => {
  expect(note([unknown]).fresh).toMatchObject([{ family }]);
});

test.each([
  ["a known code", failing("ContosoTimeOut")],
  ["known words", failing(null, "There seems to be an issue with your cloud sync setup.")],
  ["nothing said", failing(null)],
  ["another finding", finding("sync-stale", {})],
])("%s is not", (_name, known) => {
  expect(note([known]).fresh).toEqual([]);
});

test("what is remembered is bounded", () => {
  const many = Array.from({ length: 500 }, (_, n) => failing(`Flux${"x".repeat(n)}y`));
  expect(Object.keys(note(many).seen)).toHaveLength(200);
});
