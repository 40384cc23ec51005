import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../../src/catalog/load.ts";
import { type CatalogText, isSeenByGraph } from "../../../src/domain/catalog.ts";
import { findingIds } from "../../../src/domain/finding.ts";
import { factRows } from "./fact-rows.ts";

const catalog = await loadCatalog();

/** Entries that answer for no row: families, and what only this product says. */
const ownIds = [
  "quarantine",
  "job-disabled",
  "job-stalled",
  "graph-unsupported",
  "graph-malformed",
  "family-hybrid-identity-service",
  "family-hybrid-synchronization-active-directory",
  "family-hybrid-synchronization",
  "family-azure-directory-service",
  "family-azure-active-directory",
  "family-scim-target",
  "family-invitation",
  "family-sign-in",
  "sign-in-unreachable",
  "sign-in-unusable",
  "sync-disabled",
  "credential-expiry-monitor",
  "notification-gap",
  "blind",
  "unknown",
];

describe("the catalog's data", () => {
  test.each(factRows)("$row: $id explains it, and says where it shows", ({ id, where }) => {
    const entry = catalog.entry(id);
    if (where === "unseen") expect(isSeenByGraph(entry)).toBe(false);
    else expect(entry.surfaces).toContain(where);
  });

  test("what Graph can see has an entry for each row", () => {
    const ids = factRows.filter(({ where }) => where !== "unseen").map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test("has no entry that nobody asked for", () => {
    const expected = new Set([...factRows.map(({ id }) => id), ...ownIds]);
    expect(new Set(catalog.entries.map((entry) => entry.id))).toEqual(expected);
  });

  test("an id that no entry has is our own mistake", () => {
    expect(() => catalog.entry("no-such-entry")).toThrow(expect.objectContaining({ code: "INTERNAL" }));
  });

  test("findings of our own without a code of Microsoft's have an entry named like the finding", () => {
    const byCode = ["job-quarantine", "job-delete-threshold"];
    const byOwner = ["credential-expiry-monitor", "credential-expiry-connect"];
    const named = findingIds.filter((id) => !byCode.includes(id) && id !== "credential-expiry");
    for (const id of [...named, ...byOwner]) {
      expect(catalog.entry(id).text.en.title).not.toBe("");
      if (!id.startsWith("job-")) expect(catalog.entry(id).surfaces, id).toContain("finding");
    }
  });

  test("nobody is sent to `check` for what `doctor` tells better", () => {
    for (const { id, text } of catalog.entries) {
      const steps = [...text.en.remedy, ...text.nl.remedy].join(" ");
      expect(steps, id).not.toContain("`sync-health check`");
    }
  });

  test("only codes that left Microsoft's pages are legacy", () => {
    const legacy = catalog.entries.filter((entry) => entry.legacy).map((entry) => entry.id);
    expect(legacy.sort()).toEqual([
      "AzureActiveDirectoryExpiredCredentials",
      "AzureActiveDirectoryInvalidCredential",
      "FederatedDomainChangeError",
    ]);
  });
});

const texts = catalog.entries.flatMap((entry) =>
  (["en", "nl"] as const).map((language) => ({
    name: `${entry.id} ${language}`,
    text: entry.text[language],
  })),
);

const sentences = ({ meaning, affected, stillWorks, remedy, clears }: CatalogText) => [
  meaning,
  affected,
  stillWorks,
  ...remedy,
  clears,
];

describe("the catalog's texts", () => {
  test.each(texts)("$name: short title, whole sentences, balanced marks, bounded", ({ text }) => {
    expect(text.title.length).toBeLessThanOrEqual(64);
    for (const sentence of sentences(text)) {
      expect(sentence).toMatch(/^[A-Z]/);
      expect(sentence).toMatch(/[.!]$/);
      expect(sentence.length).toBeLessThanOrEqual(420);
      expect(sentence.split("`").length % 2, sentence).toBe(1);
      expect(sentence).not.toMatch(/%[A-Z]|\.\.|\s{2}/);
      // Unverified names of the agents' services must not be given as fact.
      expect(sentence).not.toMatch(/AADConnectProvisioningAgent/);
      expect(sentence).not.toMatch(/Azure AD\b/);
    }
    expect(text.remedy.length).toBeGreaterThanOrEqual(2);
    expect(text.remedy.length).toBeLessThanOrEqual(6);
  });

  test.each(catalog.entries.map((entry) => ({ name: entry.id, entry })))(
    "$name: no Dutch sentence is the English one, and commands are the same in both",
    ({ entry: { text } }) => {
      const english = new Set([text.en.title, ...sentences(text.en)]);
      for (const sentence of [text.nl.title, ...sentences(text.nl)]) expect(english).not.toContain(sentence);
      // Placeholders in capitals are translated; everything else between marks is to be typed as it stands.
      const commands = (side: CatalogText) =>
        side.remedy.map((step) =>
          [...step.matchAll(/`([^`]+)`/g)].map(([, code]) => code?.replace(/\b[A-Z][A-Z-]{3,}\b/g, "X")),
        );
      expect(text.nl.remedy).toHaveLength(text.en.remedy.length);
      expect(commands(text.nl)).toEqual(commands(text.en));
    },
  );

  test("Dutch addresses the reader with u, and has none of the machine translation's words", () => {
    for (const { name, text } of texts.filter(({ name }) => name.endsWith(" nl"))) {
      const all = [text.title, ...sentences(text)].join(" ");
      expect(all, name).not.toMatch(/\b(je|jij|jouw|jullie)\b/i);
      expect(all, name).not.toMatch(/fout code|fout bericht|wacht woord|richt lijn|service account\b/i);
    }
  });
});
