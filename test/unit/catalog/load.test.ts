import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { createCatalog, loadCatalog } from "../../../src/catalog/load.ts";
import { AppError } from "../../../src/domain/errors.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "catalog-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: unknown) =>
  writeFileSync(path.join(folder, name), typeof content === "string" ? content : stringify(content));

function makeText(word: string) {
  return { title: word, meaning: `${word}.`, affected: "a", stillWorks: "b", remedy: ["one"], clears: "c" };
}
function makeEntry(id: string, changes: Record<string, unknown> = {}) {
  return {
    id,
    surfaces: ["token"],
    severity: "info",
    actor: "both",
    en: makeText("word"),
    nl: makeText("woord"),
    ...changes,
  };
}

function mistakes(): string[] {
  try {
    loadCatalog(folder);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(AppError);
    expect((thrown as AppError).code).toBe("CATALOG");
    return (thrown as AppError).message.split("\n- ").slice(1);
  }
  return [];
}

describe("loadCatalog", () => {
  test("reads every YAML file in name order and fills in what may be left out", () => {
    write("b.yaml", [makeEntry("unknown")]);
    write("a.yaml", [makeEntry("One", { codes: ["One"], transient: true, transientMinutes: 5 })]);
    write("notes.txt", "not a catalog");
    const catalog = loadCatalog(folder);
    expect(catalog.entries.map((entry) => entry.id)).toEqual(["One", "unknown"]);
    expect(catalog.entry("unknown")).toEqual({
      id: "unknown",
      codes: [],
      signatures: [],
      families: [],
      surfaces: ["token"],
      severity: "info",
      actor: "both",
      transient: false,
      transientMinutes: null,
      legacy: false,
      url: null,
      text: { en: makeText("word"), nl: makeText("woord") },
    });
    expect(loadCatalog(pathToFileURL(folder)).entries).toEqual(catalog.entries);
  });

  test.each<[name: string, changes: Record<string, unknown>, mistake: RegExp]>([
    ["an empty text", { nl: { ...makeText("w"), clears: "  " } }, /a\.yaml: One: nl\.clears: is empty/],
    ["an empty step", { en: { ...makeText("w"), remedy: [""] } }, /a\.yaml: One: en\.remedy\.0: is empty/],
    ["no steps", { en: { ...makeText("w"), remedy: [] } }, /a\.yaml: One: en\.remedy: has no step/],
    [
      "steps missing in one language",
      { nl: { ...makeText("w"), remedy: ["een", "twee"] } },
      /One: nl\.remedy: has 2/,
    ],
    ["a missing language", { nl: undefined }, /a\.yaml: One: nl: /],
    ["a language that nobody writes", { de: makeText("Wort") }, /a\.yaml: One: entry: .*"de"/],
    ["a severity of another scale", { severity: "high" }, /a\.yaml: One: severity: /],
    ["a surface that doesn't exist", { surfaces: ["moon"] }, /a\.yaml: One: surfaces\.0: /],
    ["a title with a full stop", { en: { ...makeText("w"), title: "Word." } }, /One: en\.title: .*full stop/],
    ["a signature that matches anything", { signatures: [["the"]] }, /One: signatures\.0\.0: is too short/],
    ["transient without a limit", { transient: true }, /One: transientMinutes: /],
    ["a limit without transient", { transientMinutes: 3 }, /One: transientMinutes: /],
    ["an address that isn't https", { url: "javascript:alert(1)" }, /a\.yaml: One: url: /],
    ["a code that is none", { codes: ["two words"] }, /a\.yaml: One: codes\.0: /],
  ])("refuses %s", (_name, changes, mistake) => {
    write("a.yaml", [makeEntry("One", changes), makeEntry("unknown")]);
    const found = mistakes();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(mistake);
  });

  test("names every mistake of every file at once", () => {
    write("a.yaml", [makeEntry("One", { severity: "bad", nl: undefined }), makeEntry("unknown"), { id: 7 }]);
    write("b.yaml", "- id: [broken\n");
    write("c.yaml", "id: not-a-list\n");
    write("d.yaml", [
      makeEntry("Two", { codes: ["Same"], families: ["Fam"], signatures: [["long enough"]] }),
      makeEntry("Three", { codes: ["sAME"], families: ["fam"], signatures: [["LONG enough"]] }),
      makeEntry("two"),
    ]);
    const found = mistakes().join("\n");
    for (const part of [
      "a.yaml: One: severity: ",
      "a.yaml: One: nl: ",
      "a.yaml: entry 3: id: ",
      "a.yaml: entry 3: en: ",
      "b.yaml: ",
      "c.yaml: is not a list",
      "d.yaml: Three: codes: sAME is already taken by d.yaml: Two",
      "d.yaml: Three: families: fam is already taken by d.yaml: Two",
      "d.yaml: Three: signatures: LONG enough is already taken by d.yaml: Two",
      "d.yaml: two: id: two is already taken by d.yaml: Two",
    ]) {
      expect(found).toContain(part);
    }
    expect(found).toMatch(/b\.yaml: .*line 2/);
  });

  test("one entry may spell a code twice, two entries may not", () => {
    write("a.yaml", [makeEntry("One", { codes: ["TimeOut", "Timeout"] }), makeEntry("unknown")]);
    expect(mistakes()).toEqual([]);
  });

  test("refuses data without the entry that explains the rest", () => {
    write("a.yaml", [makeEntry("One")]);
    expect(mistakes()).toEqual([expect.stringContaining("unknown")]);
    expect(() => createCatalog([])).toThrow(expect.objectContaining({ code: "CATALOG" }));
  });

  test("refuses a directory that isn't there", () => {
    expect(() => loadCatalog(path.join(folder, "nowhere"))).toThrow(
      expect.objectContaining({ code: "CATALOG" }),
    );
  });
});
