/** Entries, findings, pages and anchors: each leads to the other, both ways. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../src/catalog/load.ts";
import { surfaces, varyingParts } from "../../src/domain/catalog.ts";
import { type FindingId, findingIds } from "../../src/domain/finding.ts";
import {
  anchorsOf,
  firstCellsOf,
  headingsOf,
  projectRoot,
  readPage,
  sectionOf,
} from "../support/markdown.ts";

const catalog = await loadCatalog();
const ids = catalog.entries.map(({ id }) => id);

/** Findings that are explained by what Microsoft calls them, or by one entry for each kind. */
const explainedBy: Partial<Record<FindingId, readonly string[]>> = {
  "job-quarantine": ["quarantine"],
  "job-delete-threshold": ["TooManyDeletes"],
  "credential-expiry": ["credential-expiry-monitor", "credential-expiry-connect"],
  "object-errors": ["object-errors", "object-error-upn", "object-error-proxy"],
};
const entriesOf = (finding: FindingId) => explainedBy[finding] ?? [finding];

describe.each(["en", "nl"] as const)("docs/catalog.%s.md", (language) => {
  const page = `docs/catalog.${language}.md`;

  test("has a heading for every entry, and none for anything else", () => {
    expect(headingsOf(page, "###").toSorted()).toEqual(ids.toSorted());
  });

  test("gives every entry an anchor of its own", () => {
    const anchors = anchorsOf(page);
    expect(anchors.filter((anchor, at) => anchors.indexOf(anchor) !== at)).toEqual([]);
    for (const id of ids) expect(anchors).toContain(id.toLowerCase());
  });

  test("says of each entry what the catalog says", () => {
    for (const { id, text } of catalog.entries) {
      const section = sectionOf(page, id);
      const { title, meaning, affected, stillWorks, remedy, clears } = text[language];
      for (const part of [title, meaning, affected, stillWorks, ...remedy, clears])
        expect(section, id).toContain(part);
    }
  });

  test("lists every code and alias", () => {
    const listed = firstCellsOf(readPage(page));
    for (const { codes, aliases } of catalog.entries)
      expect(listed).toEqual(expect.arrayContaining([...codes, ...aliases]));
  });

  test("is small enough for a forge to show", () => {
    expect(statSync(join(projectRoot, page)).size).toBeLessThan(512 * 1024);
  });
});

describe("findings and entries", () => {
  test.each(findingIds)("%s has its entries", (finding) => {
    for (const id of entriesOf(finding)) expect(ids).toContain(id);
  });

  test("every entry that calls itself a finding belongs to one", () => {
    const own = catalog.entries.filter((entry) => entry.surfaces.includes("finding")).map(({ id }) => id);
    const known = findingIds.flatMap(entriesOf);
    expect(own.filter((id) => !known.includes(id))).toEqual([]);
  });

  test.each(findingIds)("docs/alerts.md sends readers of %s to its entries", (finding) => {
    const section = sectionOf("docs/alerts.md", finding);
    const named = [...section.matchAll(/`(?:sync-health explain )?([\w-]+)`/g)].map(([, name]) => name ?? "");
    const fromMail = section.includes("with the code from the mail");
    expect(fromMail || entriesOf(finding).some((id) => named.includes(id))).toBe(true);
  });
});

test("docs/own-entries.md names every key's words", () => {
  const page = readPage("docs/own-entries.md");
  for (const surface of surfaces) expect(page).toContain(`\`${surface}\``);
  for (const part of varyingParts) expect(page).toContain(`\`${part}\``);
});
