import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { compileCatalog, createCatalog, loadCatalog } from "../../../src/catalog/load.ts";
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

async function mistakes(): Promise<string[]> {
  try {
    await loadCatalog(folder);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(AppError);
    expect((thrown as AppError).code).toBe("CATALOG");
    return (thrown as AppError).message.split("\n- ").slice(1);
  }
  return [];
}

describe("loadCatalog", () => {
  test("reads every YAML file in name order and fills in what may be left out", async () => {
    write("b.yaml", [makeEntry("unknown")]);
    write("a.yaml", [makeEntry("One", { codes: ["One"], transient: true, transientMinutes: 5 })]);
    write("notes.txt", "not a catalog");
    const catalog = await loadCatalog(folder);
    expect(catalog.entries.map((entry) => entry.id)).toEqual(["One", "unknown"]);
    expect(catalog.entry("unknown")).toEqual({
      id: "unknown",
      codes: [],
      signatures: [],
      aliases: [],
      varies: [],
      severityOn: {},
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
  });

  test.each<[name: string, changes: Record<string, unknown>, mistake: RegExp]>([
    ["an empty text", { nl: { ...makeText("w"), clears: "  " } }, /nl\.clears is empty: " {2}"/],
    ["an empty step", { en: { ...makeText("w"), remedy: [""] } }, /en\.remedy\.0 is empty/],
    ["no steps", { en: { ...makeText("w"), remedy: [] } }, /en\.remedy has no step/],
    ["a missing language", { nl: undefined }, /nl is missing\. Add it/],
    ["a language that nobody writes", { de: makeText("Wort") }, /de is not a known key/],
    [
      "a severity of another scale",
      { severity: "high" },
      /severity is not a known value: "high"\. Write one of/,
    ],
    ["a surface that doesn't exist", { surfaces: ["moon"] }, /surfaces\.0 is not a known value: "moon"/],
    ["a severity elsewhere", { severityOn: { graph: "info" } }, /severityOn is none of its surfaces: graph/],
    ["a title with a full stop", { en: { ...makeText("w"), title: "Word." } }, /en\.title is a title/],
    ["a signature that matches anything", { signatures: [["the"]] }, /signatures\.0\.0 is too short/],
    ["a signature of typographic signs", { signatures: [["isn’t it"]] }, /signatures\.0\.0 has < or >/],
    ["transient without a limit", { transient: true }, /transientMinutes does not go with/],
    ["a limit without transient", { transientMinutes: 3 }, /transientMinutes does not go with/],
    ["an address that isn't https", { url: "javascript:alert(1)" }, /url is of the wrong kind/],
    ["a code that is none", { codes: ["two words"] }, /codes\.0 is not a code: "two words"/],
    ["a family that is none", { families: ["a*b*c"] }, /families\.0 is neither/],
  ])("refuses %s", async (_name, changes, mistake) => {
    write("a.yaml", [makeEntry("One", changes), makeEntry("unknown")]);
    const found = await mistakes();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^a\.yaml, line 1: One: /);
    expect(found[0]).toMatch(mistake);
  });

  test("names every mistake of every file at once", async () => {
    write("a.yaml", [makeEntry("One", { severity: "bad", nl: undefined }), makeEntry("unknown"), { id: 7 }]);
    write("b.yaml", "- id: [broken\n");
    write("c.yaml", "id: not-a-list\n");
    write("d.yaml", [
      makeEntry("Two", { codes: ["Same"], families: ["Fam"], signatures: [["long enough"]] }),
      makeEntry("Three", { codes: ["sAME"], families: ["fam"], signatures: [["LONG enough"]] }),
      makeEntry("two"),
    ]);
    const found = (await mistakes()).join("\n");
    for (const part of [
      'a.yaml, line 1: One: severity is not a known value: "bad"',
      "a.yaml, line 1: One: nl is missing",
      "entry 3: id is of the wrong kind: 7",
      "entry 3: en is missing",
      "b.yaml, line 2: is not YAML",
      "c.yaml, line 1: is not a list of entries",
      "Three: codes is already taken by Two in d.yaml: sAME",
      "Three: families is already taken by Two in d.yaml: fam",
      "Three: signatures is already taken by Two in d.yaml: LONG enough",
      "two: id is already taken by Two in d.yaml: two",
    ]) {
      expect(found).toContain(part);
    }
  });

  test("one code may mean two things, but not on one surface", async () => {
    write("a.yaml", [
      makeEntry("One", { codes: ["Timeout"], surfaces: ["graph"] }),
      makeEntry("Two", { aliases: ["TimeOut"], surfaces: ["token"] }),
      makeEntry("unknown"),
    ]);
    expect(await mistakes()).toEqual([]);
  });

  test("one entry may spell a code twice, two entries may not", async () => {
    write("a.yaml", [makeEntry("One", { codes: ["TimeOut", "Timeout"] }), makeEntry("unknown")]);
    expect(await mistakes()).toEqual([]);
  });

  test("refuses data without the entry that explains the rest", async () => {
    write("a.yaml", [makeEntry("One")]);
    expect(await mistakes()).toEqual([expect.stringContaining("unknown")]);
    expect(() => createCatalog([])).toThrow(expect.objectContaining({ code: "CATALOG" }));
  });

  test("refuses a directory that isn't there", async () => {
    await expect(loadCatalog(path.join(folder, "nowhere"))).rejects.toMatchObject({ code: "CATALOG" });
  });
});

describe("the compiled catalog", () => {
  test("holds what the sources say", async () => {
    const compiled = await compileCatalog();
    const [head = "", ...lines] = compiled.split("\n");
    expect(Object.keys(JSON.parse(head))).toEqual(["sources", "entries"]);
    expect((await loadCatalog()).entries).toEqual(JSON.parse(lines.join("\n")));
  });

  test("sources that changed since are read themselves", async () => {
    write("a.yaml", [makeEntry("unknown")]);
    expect((await loadCatalog(folder)).entries.map(({ id }) => id)).toEqual(["unknown"]);
  });
});
