import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explain } from "../../../src/catalog/explain.ts";
import { fingerprintOf } from "../../../src/catalog/fingerprint.ts";
import { createCatalog, loadCatalog } from "../../../src/catalog/load.ts";
import { createMatcher } from "../../../src/catalog/match.ts";
import type { Surface } from "../../../src/domain/catalog.ts";
import { factRows } from "./fact-rows.ts";
import { jobIdExample, reportLines, seedMessages, sharedOpening } from "./messages.ts";

const catalog = await loadCatalog();
const ids = (code: string | null, message: string | null = null) =>
  catalog.match({ code, message }).map((match) => match.entry.id);
const first = (code: string | null, message: string | null = null) => catalog.match({ code, message })[0];

/** On the surface that the facts name; what only finds of ours or other places show is asked for without one. */
const rows = factRows.flatMap(({ codes, id, where }) =>
  codes.map((code) => ({ code, id, surface: where === "unseen" || where === "finding" ? null : where })),
);
const prefixable = rows.filter(
  ({ code, surface }) =>
    code.length >= 6 &&
    !code.includes("-") &&
    (surface === "quarantine-error" ||
      surface === "quarantine-reason" ||
      surface === "provisioning-log" ||
      surface === "token"),
);
const on = (surface: Surface | null) => (surface === null ? {} : { surface });

describe("by code", () => {
  test.each(rows)("$code on $surface, in any case, is $id", ({ code, id, surface }) => {
    for (const written of [code, code.toLowerCase(), code.toUpperCase(), ` ${code}\n`]) {
      expect(catalog.match({ code: written, message: null, ...on(surface) })).toMatchObject([
        { entry: { id }, by: "code", matched: written.trim() },
      ]);
    }
  });

  test.each(rows)("$code, nobody knows where: $id is among the explanations", ({ code, id }) => {
    expect(ids(code)).toContain(id);
  });

  test.each(prefixable)("$code with a connector's prefix is $id", ({ code, id, surface }) => {
    for (const prefix of ["Contoso", "Box.", "some_connector_"]) {
      expect(catalog.match({ code: prefix + code, message: null, ...on(surface) })[0]).toMatchObject({
        entry: { id },
        by: "suffix",
      });
    }
    expect(
      catalog.match({ code: `Contoso${code}`.toUpperCase(), message: null, ...on(surface) })[0],
    ).toMatchObject({
      entry: { id },
      by: "suffix",
    });
  });

  test("every code of every entry leads to that entry", () => {
    for (const entry of catalog.entries) {
      for (const code of [...entry.codes, ...entry.aliases]) {
        for (const surface of entry.surfaces) {
          expect(catalog.match({ code, message: null, surface })[0]?.entry.id, `${code} on ${surface}`).toBe(
            entry.id,
          );
        }
      }
    }
  });

  test("an entry is found by its own id too, but a code goes first", () => {
    expect(first("sync-stale")).toMatchObject({ entry: { id: "sync-stale" }, by: "code" });
    expect(first("unknown")?.entry.id).toBe("UnknownQuarantineReason");
  });
});

describe("by suffix", () => {
  test("the longest wins", () => {
    const matcher = createMatcher([
      catalog.entry("unknown"),
      { ...catalog.entry("TimeOut"), id: "short", codes: ["ServerBusy"] },
      { ...catalog.entry("TimeOut"), id: "long", codes: ["DirectoryServerBusy"] },
    ]);
    const best = (code: string) => matcher({ code, message: null })[0];
    expect(best("ContosoDirectoryServerBusy")).toMatchObject({
      entry: { id: "long" },
      matched: "DirectoryServerBusy",
    });
    expect(best("ContosoServerBusy")).toMatchObject({ entry: { id: "short" }, matched: "ServerBusy" });
  });

  test.each([
    ["begins inside a word", "Contosotimeout"],
    ["is a job's state", "AccountDisabled"],
    ["is Graph's own code", "BoxActivityLimitReached"],
    ["is a finding's code", "ContosoQuarantinedAttributeValueMustBeUnique"],
    ["is at the front", "TimeOutContoso"],
  ])("no match where it %s", (_name, code) => {
    expect(ids(code)).toEqual(["unknown"]);
  });
});

describe("by family", () => {
  test.each([
    ["HybridIdentityServiceSomethingNew", "family-hybrid-identity-service"],
    ["HybridSynchronizationActiveDirectorySomethingNew", "family-hybrid-synchronization-active-directory"],
    ["HybridSynchronizationSomethingNew", "family-hybrid-synchronization"],
    ["AzureDirectoryServiceSomethingNew", "family-azure-directory-service"],
    ["azureactivedirectorysomethingnew", "family-azure-active-directory"],
    ["AADSTS51004", "family-sign-in"],
    ["SystemForCrossDomainIdentityManagementNews", "family-scim-target"],
    ["InvitationRedeemedTwice", "family-invitation"],
    ["stopped-by-a-meteor", "run-stopped"],
    ["completed-meteor-errors", "completed-with-errors"],
    ["completed-meteor-warnings", "completed-with-warnings"],
  ])("%s is %s", (code, id) => {
    expect(first(code)).toMatchObject({ entry: { id }, by: "family", matched: code });
  });

  test("a known suffix is closer than a family", () => {
    expect(ids("HybridIdentityServiceTooManyDeletes")[0]).toBe("TooManyDeletes");
  });

  test("but a name that all software has is not", () => {
    expect(ids("HybridIdentityServiceUnauthorized")).toEqual(["family-hybrid-identity-service"]);
    expect(ids("SystemForCrossDomainIdentityManagementMethodNotAllowed")[0]).toBe("MethodNotAllowed");
  });

  test("a known message adds to a family", () => {
    const message = seedMessages[2]?.[1] ?? "";
    expect(ids("HybridIdentityServiceSomethingNew", message)).toEqual([
      "family-hybrid-identity-service",
      "HybridIdentityServiceNoAgentsAssigned",
    ]);
  });
});

describe("by signature", () => {
  test.each(seedMessages)("%s from its message alone, on one line or wrapped", (id, message) => {
    const said = (code: string | null, text: string) =>
      catalog.match({ code, message: text, surface: "quarantine-error" }).map(({ entry }) => entry.id);
    for (const code of [null, "", "  ", "SomethingNobodyKnows"]) {
      expect(said(code, message)).toEqual([id]);
      expect(said(code, message.replaceAll(" ", "\r\n"))).toEqual([id]);
      expect(said(code, message.toUpperCase())).toEqual([id]);
    }
    expect(first(null, message)?.by).toBe(id === "unknown" ? "unknown" : "signature");
  });

  test.each(reportLines)("a report's line about %s", (_name, expected, line) => {
    expect(ids(null, line)).toEqual(expected);
    expect(ids(null, line.replaceAll(" ", "\n"))).toEqual(expected);
  });

  test("the matched fragment is shown as it was written", () => {
    expect(first(null, "… THERE seems\nto be an issue with your Cloud Sync setup.")?.matched).toBe(
      "THERE seems to be an issue with your Cloud Sync setup",
    );
  });

  test.each(seedMessages.filter(([id]) => id !== "unknown"))("%s by code needs no message", (id, message) => {
    const matches = catalog.match({ code: id, message, surface: "quarantine-error" });
    expect(matches.map(({ entry }) => entry.id)).toEqual([id]);
  });

  test("the sentence that five messages share decides nothing", () => {
    expect(ids(null, sharedOpening)).toEqual(["unknown"]);
  });

  test("a code outranks another failure's message", () => {
    for (const [id] of seedMessages.filter(([id]) => id !== "unknown")) {
      for (const [, message] of seedMessages) expect(ids(id, message)[0]).toBe(id);
    }
  });

  test("the text that wraps other failures steps back for them", () => {
    const wrapped = `${seedMessages[1]?.[1]} INSUFF_ACCESS_RIGHTS`;
    expect(ids(null, wrapped)).toEqual(["HybridSynchronizationActiveDirectoryInsufficientAccessRights"]);
  });

  test("words that tell more of a code outrank it, wherever the code stands", () => {
    const code = "AzureActiveDirectoryCannotUpdateObjectsOriginatedInExternalService";
    for (const failure of [
      { code, message: "The property showInAddressList is read-only." },
      { code: null, message: `${code}: showInAddressList` },
    ]) {
      expect(catalog.match({ ...failure, surface: "provisioning-log" })).toMatchObject([
        { entry: { id: "exchange-authority-enforced" }, by: "signature" },
        { entry: { id: code }, by: "code" },
      ]);
    }
    const [first] = catalog.match({ code, message: "The property showInAddressList is read-only." });
    expect(first?.matched).toBe("showInAddressList");
    expect(ids(code, "The property mail is read-only.")).toEqual([code]);
  });

  test("a generic code gives way to a known message, and stays in the list", () => {
    const message = seedMessages[0]?.[1] ?? "";
    expect(ids("EncounteredQuarantineException", message)).toEqual([
      "TimeOut",
      "EncounteredQuarantineException",
    ]);
    expect(ids("Unknown", message)).toEqual(["TimeOut", "UnknownQuarantineReason"]);
  });
});

describe("several explanations", () => {
  test("the outer code first, then sign-in numbers inside, each once", () => {
    const message = "Failed: AADSTS7000222: keys are expired. AADSTS7000222 again, then AADSTS90033.";
    expect(catalog.match({ code: "AzureActiveDirectoryAuthenticationFailed", message })).toMatchObject([
      { entry: { id: "AzureActiveDirectoryAuthenticationFailed" }, by: "code" },
      { entry: { id: "AADSTS7000222" }, by: "code", matched: "AADSTS7000222" },
      { entry: { id: "AADSTS90033" }, by: "code", matched: "AADSTS90033" },
    ]);
  });

  test("a code named in the message is listed after the outer one", () => {
    expect(ids("TooManyDeletes", "after ContosoHybridIdentityServiceNoActiveAgents.")).toEqual([
      "TooManyDeletes",
      "HybridIdentityServiceNoActiveAgents",
    ]);
  });

  test.each([
    ["AADSTS50034", "AzureActiveDirectoryInvalidCredential"],
    ["AADSTS50055", "AzureActiveDirectoryExpiredCredentials"],
  ])("%s inside a job's message is %s, not a sign-in of ours", (number, id) => {
    const inJob = catalog.match({
      code: "AzureActiveDirectoryAuthenticationFailed",
      message: `Details: ${number}: …`,
      surface: "execution-error",
    });
    expect(inJob.map(({ entry }) => entry.id)).toEqual(["AzureActiveDirectoryAuthenticationFailed", id]);
    expect(catalog.match({ code: null, message: number, surface: "quarantine-error" })).toMatchObject([
      { entry: { id } },
    ]);
    // Nobody knows where it stood: then both are told.
    expect(ids(null, `Details: ${number}: …`)).toEqual([id, "user-sign-in"]);
    expect(catalog.match({ code: number, message: null, surface: "token" })).toMatchObject([
      { entry: { id: "user-sign-in" } },
    ]);
  });

  test("a sign-in number outranks the loose texts of other sign-in errors", () => {
    expect(ids(null, "AADSTS500011: The resource was not found in the directory.")).toEqual(["AADSTS500011"]);
    expect(ids(null, "The application was not found in the directory 'Contoso'.")).toEqual(["AADSTS700016"]);
  });

  test("prose that happens to use a code's word explains nothing", () => {
    expect(ids(null, "The job was paused after a timeout, for an unknown reason; it is disabled.")).toEqual([
      "unknown",
    ]);
  });

  test("behind a label a plain word is a code", () => {
    expect(ids(null, "Error code: Timeout")).toEqual(["TimeOut", "target-timeout"]);
    expect(ids(null, '{"error":{"code":"UnknownError","message":""}}')).toEqual(["graph-permission-missing"]);
  });

  test("the name of a member says nothing, unless its value is true", () => {
    expect(ids(null, '{"escrowsPruned": false, "code": "TooManyDeletes"}')).toEqual(["TooManyDeletes"]);
    expect(ids(null, '{"escrowsPruned": true}')).toEqual(["job-escrows-pruned"]);
  });

  test("a path that Graph does not know is told from a permission that is missing", () => {
    const message = "Resource not found for the segment 'onPremisesSynchronization'.";
    expect(ids("BadRequest", message)).toEqual(["graph-unsupported"]);
  });

  test("a sentence in the place of the code is read as text", () => {
    expect(ids("AADSTS7000215: Invalid client secret provided.")).toEqual(["AADSTS7000215"]);
  });

  test("marks of personal data don't hide a code", () => {
    expect(ids(null, "seen <pii>AADSTS</pii>53003")).toEqual(["AADSTS53003"]);
  });
});

describe("for any input", () => {
  const pieces = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom(...catalog.entries.flatMap((entry) => [...entry.codes, ...entry.families])),
    fc.constantFrom(...catalog.entries.flatMap((entry) => entry.signatures.flat())),
    fc.constantFrom("Contoso", " ", ": ", "code", "İ", "AADSTS", "50034", "<pii>", jobIdExample),
  );
  const text = fc.option(fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join("")));

  test("there is at least one explanation, each entry once, and unknown only alone", () => {
    fc.assert(
      fc.property(text, text, (code, message) => {
        const matched = ids(code, message);
        expect(matched.length).toBeGreaterThan(0);
        expect(new Set(matched).size).toBe(matched.length);
        if (matched.length > 1) expect(matched).not.toContain("unknown");
      }),
      { numRuns: 500 },
    );
  });

  test("up to a megabyte of anything is read", () => {
    const length = fc.integer({ min: 1, max: 1_048_576 });
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }), length, (parts, size) => {
        const unit = parts.join("") || "x";
        const huge = unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
        expect(ids(null, huge).length).toBeGreaterThan(0);
        expect(explain(catalog, huge).matches.length).toBeGreaterThan(0);
        expect(fingerprintOf(null, huge)).toHaveLength(16);
      }),
      { numRuns: 25 },
    );
  });

  test("the order of the entries does not matter", () => {
    const order = fc.shuffledSubarray([...catalog.entries], { minLength: catalog.entries.length });
    fc.assert(
      fc.property(order, text, text, (entries, code, message) => {
        expect(createCatalog(entries).match({ code, message })).toEqual(catalog.match({ code, message }));
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ["one endless word", "A"],
    ["dots", "."],
    ["capitals and dots", "A."],
    ["half a sign-in number", "AADSTS9"],
    ["ends of codes", "xTimeOut"],
    ["known codes", "TimeOut "],
    ["labels", "code: "],
    ["blanks", " \n"],
    ["marks", "<pii>"],
  ])("megabytes of %s are read in one pass", (_name, unit) => {
    const huge = unit.repeat(Math.ceil(3_000_000 / unit.length));
    expect(ids(huge, huge).length).toBeGreaterThan(0);
  });

  test("what lies behind the first megabyte is not read", () => {
    expect(ids(null, `${" x".repeat(524_288)} AADSTS7000215`)).toEqual(["unknown"]);
  });
});
