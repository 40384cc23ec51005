import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explain } from "../../../src/catalog/explain.ts";
import { loadCatalog } from "../../../src/catalog/load.ts";
import { jobIdExample, seedMessages } from "./rows.ts";

const catalog = loadCatalog();
const found = (input: string) => explain(catalog, input).matches.map(({ id, code }) => ({ id, code }));

describe("explain", () => {
  test("has exactly the documented members", () => {
    const explained = explain(catalog, "TimeOut");
    expect(Object.keys(explained)).toEqual(["input", "matches", "extracted"]);
    expect(Object.keys(explained.matches[0] ?? {}).sort()).toEqual(
      ["id", "code", "title", "meaning", "remedy", "actor", "transient", "severity", "url"].sort(),
    );
    expect(Object.keys(explained.extracted)).toEqual([
      "jobId",
      "traceId",
      "correlationId",
      "trackingId",
      "timestamp",
    ]);
  });

  test.each([
    ["a code", "timeout", { id: "TimeOut", code: "TimeOut" }],
    ["a code with a prefix", "ContosoTimeOut", { id: "TimeOut", code: "ContosoTimeOut" }],
    ["a code in quotes", ' "TooManyDeletes", ', { id: "TooManyDeletes", code: "TooManyDeletes" }],
    ["an AADSTS number", "7000215", { id: "AADSTS7000215", code: "AADSTS7000215" }],
    ["an AADSTS code", "aadsts50012", { id: "AADSTS700011", code: "AADSTS50012" }],
    ["an unlisted AADSTS number", "50126", { id: "family-sign-in", code: "AADSTS50126" }],
    ["a finding", "sync-stale", { id: "sync-stale", code: null }],
    ["a code nobody knows", "NoSuchCode", { id: "unknown", code: "NoSuchCode" }],
    ["words nobody knows", "the printer is on fire", { id: "unknown", code: null }],
    ["nothing", "", { id: "unknown", code: null }],
  ])("explains %s", (_name, input, expected) => {
    expect(found(input)).toEqual([expected]);
  });

  test.each(seedMessages)("explains the message of %s", (id, message) => {
    expect(explain(catalog, message).matches.map((match) => match.id)).toEqual([id]);
  });

  test("finds the code in a pasted mail, and lifts the ids out", () => {
    const mail = `Dear administrator,\n\nYour job was put in quarantine.\nError code: HybridIdentityServiceNoActiveAgents\nJob: ${jobIdExample}\n\nTracking ID: 2b7e4c1a-93d5-4f0e-8a6b-71c0de5f3a94\n`;
    const explained = explain(catalog, mail);
    expect(explained.matches.map(({ id }) => id)).toEqual(["HybridIdentityServiceNoActiveAgents"]);
    expect(explained.extracted).toEqual({
      jobId: jobIdExample,
      traceId: null,
      correlationId: null,
      trackingId: "2b7e4c1a-93d5-4f0e-8a6b-71c0de5f3a94",
      timestamp: null,
    });
  });

  test("a bare number in a mail counts where nothing else does", () => {
    expect(found("error_codes: [7000222], ticket 123456")).toEqual([
      { id: "AADSTS7000222", code: "AADSTS7000222" },
    ]);
    expect(found("TimeOut 7000222")).toEqual([{ id: "TimeOut", code: "TimeOut" }]);
  });

  test("speaks the language asked for", () => {
    const { nl } = catalog.entry("TimeOut").text;
    expect(explain(catalog, "TimeOut", "nl").matches[0]).toMatchObject({
      title: nl.title,
      meaning: nl.meaning,
      remedy: nl.remedy,
    });
  });

  test("reads the first 2,000 characters", () => {
    const explained = explain(catalog, `${"x ".repeat(1_000)}TimeOut`);
    expect(explained.input).toHaveLength(2_000);
    expect(explained.matches[0]?.id).toBe("unknown");
  });

  test("never throws, and always explains", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 5_000 }), (input) => {
        expect(explain(catalog, input).matches.length).toBeGreaterThan(0);
      }),
    );
  });
});
