import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explain } from "../../../src/catalog/explain.ts";
import { loadCatalog } from "../../../src/catalog/load.ts";
import type { Language } from "../../../src/domain/catalog.ts";
import { jobIdExample, seedMessages } from "./messages.ts";

const catalog = await loadCatalog();
const found = (input: string) => explain(catalog, input).matches.map(({ id, code }) => ({ id, code }));

describe("explain", () => {
  test("has exactly the documented members", () => {
    const explained = explain(catalog, "TimeOut");
    expect(Object.keys(explained)).toEqual(["input", "matches", "suggestions", "extracted"]);
    expect(Object.keys(explained.matches[0] ?? {})).toEqual([
      "id",
      "code",
      "by",
      "matched",
      "title",
      "meaning",
      "affected",
      "stillWorks",
      "remedy",
      "clears",
      "actor",
      "transient",
      "transientMinutes",
      "legacy",
      "severity",
      "severityOn",
      "surfaces",
      "seenByGraph",
      "url",
    ]);
    expect(Object.keys(explained.extracted)).toEqual([
      "jobId",
      "traceId",
      "correlationId",
      "trackingId",
      "requestId",
      "timestamp",
    ]);
  });

  test.each([
    ["a code", "toomanydeletes", { id: "TooManyDeletes", code: "TooManyDeletes" }],
    ["a code with a prefix", "ContosoEntryConflict", { id: "EntryConflict", code: "ContosoEntryConflict" }],
    ["a code in quotes", ' "TooManyDeletes", ', { id: "TooManyDeletes", code: "TooManyDeletes" }],
    ["an AADSTS number", "7000215", { id: "AADSTS7000215", code: "AADSTS7000215" }],
    ["an AADSTS code", "aadsts50012", { id: "AADSTS700011", code: "AADSTS50012" }],
    ["an unlisted AADSTS number", "51004", { id: "family-sign-in", code: "AADSTS51004" }],
    ["an event of the Connect server", "6941", { id: "event-6941", code: "event-6941" }],
    ["a user's sign-in number", "50126", { id: "user-sign-in", code: "AADSTS50126" }],
    ["a finding", "sync-stale", { id: "sync-stale", code: null }],
    ["a code nobody knows", "NoSuchCode", { id: "unknown", code: "NoSuchCode" }],
    ["words nobody knows", "the printer is on fire", { id: "unknown", code: null }],
    ["nothing", "", { id: "unknown", code: null }],
  ])("explains %s", (_name, input, expected) => {
    expect(found(input)).toEqual([expected]);
  });

  test.each(seedMessages)("explains the message of %s", (id, message) => {
    const [first, ...others] = explain(catalog, message).matches.map((match) => match.id);
    expect(first).toBe(id);
    // The sign-in numbers within two of them are explained as such too.
    expect(others).toEqual(message.includes("AADSTS") ? ["user-sign-in"] : []);
  });

  test.each([
    [
      "entities of a page",
      "Tenant &#39;contoso&#39; not found. Error &quot;AADSTS90002&quot;",
      ["AADSTS90002"],
    ],
    ["escapes of JSON", '{"message":"Nope.\\r\\nTooManyDeletes\\r\\n"}', ["TooManyDeletes"]],
    [
      "a code broken by a table",
      "HybridIdentityServiceNo<wbr>ActiveAgents",
      ["HybridIdentityServiceNoActiveAgents"],
    ],
    [
      "a code broken over quoted lines",
      "> > HybridIdentityServiceNoAc\n> > tiveAgents\n> Do you see?",
      ["HybridIdentityServiceNoActiveAgents"],
    ],
    [
      "a code broken over an indented list",
      "code : HybridIdentityServiceNoActive\n               Agents\n",
      ["HybridIdentityServiceNoActiveAgents"],
    ],
    [
      "a code with invisible breaks",
      "Invitation\u200bCreation\u200bFailure\u200bAmbiguous\u200bUser",
      ["InvitationCreationFailureAmbiguousUser"],
    ],
    ["a number behind its word", "AADSTS 7000215", ["AADSTS7000215"]],
    ["an event in brackets", "event 654 (Directory Synchronization) ping end", ["event-654"]],
    [
      "a run's state broken at a hyphen",
      "stopped-deletion-\nthreshold-exceeded",
      ["connect-delete-threshold"],
    ],
    [
      "a page's tags between words",
      "check to see if the agents<br>have been <b>removed</b>",
      ["HybridIdentityServiceNoAgentsAssigned"],
    ],
    [
      "escapes before small letters, in JSON",
      '{"message": "The identity of the calling application could not be\\r\\nestablished"}',
      ["graph-identity-not-found"],
    ],
    [
      "a code cut in the midst of a text",
      'The portal shows "AzureDirectoryServiceAuthorizationFa..." since Monday',
      ["AzureDirectoryServiceAuthorizationFailed"],
    ],
    [
      "a connector's code in prose",
      "the log shows SalesforceTooManyRequests for 3 users",
      ["target-throttled"],
    ],
    ["a code in italics", "status is _TooManyDeletes_ now", ["TooManyDeletes"]],
    [
      "a blank before the break",
      "HybridIdentityServiceNo \nActiveAgents",
      ["HybridIdentityServiceNoActiveAgents"],
    ],
    [
      "quoting with bars",
      "> | HybridIdentityServiceNo\n> | ActiveAgents",
      ["HybridIdentityServiceNoActiveAgents"],
    ],
    ["an event's XML", '<EventID Qualifiers="49152">6941</EventID>', ["event-6941"]],
    ["a number of Windows", "0x8023134A", ["DeletingCloudOnlyObjectNotAllowed"]],
    ["soft hyphens", "Duplicate\u00adTarget\u00adEntries (SuccessFactors)", ["DuplicateTargetEntries"]],
    ["a list of numbers", '{"error_codes":[7000222, 700016]}', ["AADSTS7000222", "AADSTS700016"]],
    ["an address", "?error=%22Authorization_RequestDenied%22&x=%20", ["graph-permission-missing"]],
    ["hexadecimal entities", "tenant doesn&#x27;t have premium license", ["graph-licence-missing"]],
    ["a Dutch event", "Gebeurtenis-id: 6941", ["event-6941"]],
    [
      "an event with its error's name",
      "Event ID:      6941\nError Name: InvalidSoftMatch",
      ["InvalidSoftMatch", "event-6941"],
    ],
    [
      "a code that breaks off",
      "Error code: HybridIdentityServiceNoActiveAg…",
      ["HybridIdentityServiceNoActiveAgents"],
    ],
    [
      "words that break off",
      "There seems to be an issue with your cloud sync se...",
      ["HybridIdentityServiceInvalidResource"],
    ],
  ])("reads %s", (_name, input, ids) => {
    expect(found(input).map(({ id }) => id)).toEqual(ids);
  });

  test.each([
    "Invoice 7000215-B has been paid.",
    "Order number 90002 shipped to Utrecht",
    "He was not found in the directory of alumni.",
    "CSRF token is not within its valid time range",
    "Error: Timeout expired. The connection was unauthorized, and a conflict is in progress.",
    "HTTP 401 Unauthorized",
    "We see the entry\nconflict of interest, and we moved a large\nobject today.",
    "Postcode 1012 AB, huisnummer 50034, error rate 0.53003",
    "TCP 10.0.0.5:50012 to the printer had an error",
    "In the event 116 users can't sign in, call us.",
    "System.Net.Sockets.SocketTimeout while talking to the printer",
  ])("does not take for one of ours: %s", (input) => {
    expect(found(input)).toEqual([{ id: "unknown", code: null }]);
  });

  test("a sign-in number that we don't know is not told by another's words", () => {
    expect(found("AADSTS900384: JWT token failed signature validation")).toEqual([
      { id: "family-sign-in", code: "AADSTS900384" },
    ]);
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
      requestId: null,
      timestamp: null,
    });
  });

  test("a bare number in a mail counts where nothing else does", () => {
    expect(found("error_codes: [7000222], ticket 123456")).toEqual([
      { id: "AADSTS7000222", code: "AADSTS7000222" },
    ]);
    expect(found("TooManyDeletes 7000222")).toEqual([{ id: "TooManyDeletes", code: "TooManyDeletes" }]);
  });

  test("speaks the language asked for", () => {
    const { nl } = catalog.entry("TimeOut").text;
    expect(explain(catalog, "TimeOut", "nl").matches[0]).toMatchObject({
      title: nl.title,
      meaning: nl.meaning,
      remedy: nl.remedy,
    });
  });

  test("reads a whole mail, and shows the first 2,000 characters of it", () => {
    const explained = explain(catalog, `${"x ".repeat(20_000)}HybridIdentityServiceNoActiveAgents`);
    expect(explained.input).toHaveLength(2_000);
    expect(explained.matches[0]?.id).toBe("HybridIdentityServiceNoActiveAgents");
  });

  test("a code with two meanings is explained twice", () => {
    expect(found("TooManyRequests").map(({ id }) => id)).toEqual(["target-throttled", "graph-throttled"]);
    expect(found("Timeout").map(({ id }) => id)).toEqual(["TimeOut", "target-timeout"]);
    expect(found("BambooHRTimeout").map(({ id }) => id)).toEqual(["target-timeout", "TimeOut"]);
    expect(found("AADSTS50034").map(({ id }) => id)).toEqual([
      "AzureActiveDirectoryInvalidCredential",
      "user-sign-in",
    ]);
  });

  test("says whether Graph can see it", () => {
    const seen = (input: string) => explain(catalog, input).matches[0]?.seenByGraph;
    expect(seen("TimeOut")).toBe(true);
    expect(seen("InvalidSoftMatch")).toBe(false);
    expect(seen("stopped-server-down")).toBe(false);
  });

  test("never throws, and always explains", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 5_000 }), (input) => {
        expect(explain(catalog, input).matches.length).toBeGreaterThan(0);
      }),
    );
  });

  test("explains what our own alert mails say", () => {
    const mail = explain(
      catalog,
      "fabrikam: Provisioning for corp.fabrikam.example is in quarantine – TimeOut\n\nError code: TimeOut\nNext steps:\n1. Choose Clear quarantine.",
    );
    expect(mail.matches[0]?.id).toBe("TimeOut");
  });
});

describe("explain, where the catalog has no answer", () => {
  const suggested = (input: string, language: Language = "en") =>
    explain(catalog, input, language).suggestions.map(({ id }) => id);

  test.each([
    ["a slip of the pen", "HybridIdentityServiceNoActivAgent", "HybridIdentityServiceNoActiveAgents"],
    ["letters swapped", "TooManyDeltees", "TooManyDeletes"],
    ["a finding's name, nearly", "sync-stael", "sync-stale"],
    ["a code in three words", "Too Many Deletez", "TooManyDeletes"],
    ["a family, and a slip", "HybridIdentityServiceNoActiveAgentz", "HybridIdentityServiceNoActiveAgents"],
  ])("%s: names the nearest", (_name, input, id) => {
    expect(suggested(input)[0]).toBe(id);
  });

  test.each<[string, string, Language, string]>([
    ["English words", "our quota of objects is exceeded", "en", "object-quota"],
    ["Dutch words", "welke kenmerken worden gesynchroniseerd", "nl", "synced-attributes"],
    ["words of a seed", "I need to know which attributes are synchronized", "en", "synced-attributes"],
  ])("%s: names what is about that", (_name, input, language, id) => {
    expect(suggested(input, language)).toContain(id);
  });

  test("a family says what the code looks like", () => {
    const { matches, suggestions } = explain(catalog, "HybridIdentityServiceMoonPhaseWrong");
    expect(matches).toMatchObject([{ id: "family-hybrid-identity-service", by: "family" }]);
    expect(suggestions.length).toBeGreaterThan(0);
  });

  test("nothing is near what is nothing", () => {
    expect(suggested("xqzw")).toEqual([]);
    expect(suggested("")).toEqual([]);
    expect(suggested("x".repeat(100_000))).toEqual([]);
  });

  test("what is known needs no suggestion", () => {
    expect(suggested("TimeOut")).toEqual([]);
  });
});
