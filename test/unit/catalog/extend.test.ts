import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { loadCatalog, loadExtendedCatalog } from "../../../src/catalog/load.ts";
import { describeMistake } from "../../../src/catalog/parse.ts";

const shipped = await loadCatalog();

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "catalog-d-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: unknown) =>
  writeFileSync(path.join(folder, name), typeof content === "string" ? content : stringify(content));

const text = {
  title: "Our proxy says no",
  meaning: "The proxy of the head office refused the agent.",
  affected: "All.",
  stillWorks: "None.",
  remedy: ["Call the network team on 4711."],
  clears: "When they say so.",
};
const own = { id: "our-proxy", surfaces: ["quarantine-error"], severity: "critical", actor: "tenant" };

async function extend() {
  const { catalog, mistakes } = await loadExtendedCatalog(folder);
  return { catalog, told: mistakes.map(describeMistake) };
}

describe("catalog.d", () => {
  test("need not exist, and may be empty", async () => {
    expect((await extend()).catalog.entries).toEqual(shipped.entries);
    write("notes.yaml", "# nothing yet\n");
    expect(await extend()).toMatchObject({ told: [] });
    rmSync(folder, { recursive: true });
    expect((await extend()).catalog.entries).toEqual(shipped.entries);
  });

  test("adds an entry, in one language for both", async () => {
    write("own.yaml", [
      { ...own, codes: ["OurProxyDenied"], signatures: [["Forbidden by Contoso proxy"]], en: text },
    ]);
    const { catalog, told } = await extend();
    expect(told).toEqual([]);
    expect(catalog.entries).toHaveLength(shipped.entries.length + 1);
    expect(catalog.match({ code: "ourproxydenied", message: null })[0]?.entry.text.nl.title).toBe(text.title);
    expect(catalog.match({ code: null, message: "403: forbidden by contoso PROXY." })[0]?.entry.id).toBe(
      "our-proxy",
    );
  });

  test("takes over what it says of a shipped entry, and leaves the rest", async () => {
    write("own.yml", [
      { id: "timeout", severity: "critical", nl: { remedy: ["Bel het netwerkteam op 4711."] } },
    ]);
    const { catalog, told } = await extend();
    const entry = catalog.entry("TimeOut");
    expect(told).toEqual([]);
    expect(entry).toEqual({
      ...shipped.entry("TimeOut"),
      severity: "critical",
      text: {
        en: shipped.entry("TimeOut").text.en,
        nl: { ...shipped.entry("TimeOut").text.nl, remedy: ["Bel het netwerkteam op 4711."] },
      },
    });
  });

  test("makes a passing failure a lasting one, and the other way round", async () => {
    write("own.yaml", [
      { id: "TimeOut", transient: false },
      { id: "TooManyDeletes", transientMinutes: 15 },
    ]);
    const { catalog, told } = await extend();
    expect(told).toEqual([]);
    expect(catalog.entry("TimeOut")).toMatchObject({ transient: false, transientMinutes: null });
    expect(catalog.entry("TooManyDeletes")).toMatchObject({ transient: true, transientMinutes: 15 });
  });

  test("what a user's entry claims, the shipped one gives up", async () => {
    write("own.yaml", [
      {
        ...own,
        codes: ["timeout"],
        families: ["hybrididentityservice"],
        signatures: [["request TIMEOUT error when contacting the on-premises agent"]],
        en: text,
      },
    ]);
    const { catalog } = await extend();
    const first = (code: string | null, message: string | null) =>
      catalog.match({ code, message, surface: "quarantine-error" })[0]?.entry.id;
    expect(first("TimeOut", null)).toBe("our-proxy");
    expect(first("HybridIdentityServiceNews", null)).toBe("our-proxy");
    expect(first(null, "a request timeout error when contacting the on-premises agent")).toBe("our-proxy");
  });

  test("a signature of several pieces is given up, whatever their order, case and blanks", async () => {
    const shared = shipped.entries.find(({ signatures }) => signatures.some(({ length }) => length > 1));
    const pieces = shared?.signatures.find(({ length }) => length > 1) ?? [];
    write("own.yaml", [
      { ...own, signatures: [pieces.map((piece) => piece.toUpperCase()).toReversed()], en: text },
    ]);
    const { catalog, told } = await extend();
    expect(told).toEqual([]);
    expect(catalog.entry(shared?.id ?? "").signatures).not.toContainEqual(pieces);
    expect(catalog.entry("our-proxy").signatures[0]).toHaveLength(pieces.length);
  });

  test.each<[name: string, content: unknown, told: RegExp]>([
    ["no YAML", "- id: [TimeOut\n", /^own\.yaml, line 2: is not YAML/],
    ["no list", "id: TimeOut\n", /^own\.yaml, line 1: is not a list of entries/],
    [
      "a wrong value",
      [{ id: "TimeOut", severity: "high" }],
      /TimeOut: severity is not a known value: "high"/,
    ],
    ["a wrong kind", [{ id: "TimeOut", nl: "tekst" }], /TimeOut: nl is of the wrong kind: "tekst"/],
    ["an unknown key", [{ id: "TimeOut", colour: "red" }], /TimeOut: colour is not a known key/],
    ["a new entry without text", [own], /our-proxy: en is missing/],
    ["no entry at all", ["TimeOut"], /entry 1 is of the wrong kind/],
  ])("%s is told, and the shipped entry stays", async (_name, content, mistake) => {
    write("own.yaml", content);
    const { catalog, told } = await extend();
    expect(told.join("\n")).toMatch(mistake);
    expect(catalog.entries).toEqual(shipped.entries);
  });

  test("two of the user's entries that claim one code are told, whatever the files' order", async () => {
    write("a.yaml", [{ ...own, codes: ["Mine"], en: text }]);
    write("b.yaml", [{ ...own, id: "other", codes: ["mine"], en: text }]);
    const { catalog, told } = await extend();
    expect(told).toEqual([
      expect.stringMatching(/^b\.yaml, line 1: other: codes is already taken by our-proxy/),
    ]);
    expect(catalog.match({ code: "Mine", message: null })[0]?.entry.id).toBe("our-proxy");
  });

  test("a folder that can't be read is told", async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "a file");
    expect((await extend()).told).toEqual([expect.stringContaining("can not be read")]);
  });

  test("aliases without end do no harm", async () => {
    const levels = Array.from({ length: 9 }, (_, i) => `  l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}]`);
    write("own.yaml", `- id: TimeOut\n  l0: &l0 [x]\n${levels.join("\n")}\n`);
    const { catalog, told } = await extend();
    expect(told).not.toEqual([]);
    expect(catalog.entries).toEqual(shipped.entries);
  });
});

describe("files that are no catalog", () => {
  test("one that can't be read costs only itself", async () => {
    write("own.yaml", [{ id: "TimeOut", severity: "critical" }]);
    write(".#own.yaml", "an editor's lock");
    mkdirSync(path.join(folder, "old.yaml"));
    writeFileSync(path.join(folder, "utf16.yaml"), Buffer.from("\ufeff- id: TimeOut\n", "utf16le"));
    const { catalog, told } = await extend();
    expect(catalog.entry("TimeOut").severity).toBe("critical");
    expect(told).toEqual([
      expect.stringMatching(/^old\.yaml, line 1: is not a regular file\. Make it a YAML file/),
      expect.stringMatching(/^utf16\.yaml, line 1: is not UTF-8 text/),
    ]);
  });

  test("a byte order mark is none of its content", async () => {
    write("own.yaml", "\ufeff- id: TimeOut\n  severity: critical\n");
    const { catalog, told } = await extend();
    expect(told).toEqual([]);
    expect(catalog.entry("TimeOut").severity).toBe("critical");
  });

  test.each([
    ["a mapping that holds itself", "- &a {id: TimeOut, severity: [*a]}\n"],
    ["an id that is a mapping", "- id: {toString: 1}\n"],
    ["a prototype's name", "- {id: __proto__, constructor: 1}\n"],
  ])("%s is a mistake like any other", async (_name, text) => {
    write("own.yaml", text);
    const { catalog, told } = await extend();
    expect(told.length).toBeGreaterThan(0);
    expect(catalog.entries).toEqual(shipped.entries);
  });

  test("an entry that is left out takes nothing from those behind it", async () => {
    write("own.yaml", [
      { ...own, id: "own-a", codes: ["Mine"], en: text },
      { ...own, id: "own-b", codes: ["mine", "Other"], en: text },
      { ...own, id: "own-c", codes: ["Other"], en: text },
    ]);
    const { catalog, told } = await extend();
    expect(told).toHaveLength(1);
    expect(catalog.match({ code: "Other", message: null })[0]?.entry.id).toBe("own-c");
  });
});
