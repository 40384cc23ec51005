/** In: YAML files, each a list of entries. Out: the entries and every mistake, with file, line, entry, field and remedy. */
import { type Document, LineCounter, parseDocument, type YAMLSeq } from "yaml";
import type { CatalogEntry } from "../domain/catalog.ts";
import { cleanLine } from "../util/clean-text.ts";
import { normalizeFragment } from "./entry-index.ts";
import type { CatalogFile } from "./read-files.ts";
import { parseEntry } from "./schema.ts";

/** A mistake in one of the files; told as `<file>, line <line>: <entry>: <field> <problem>: <value>`, then the remedy. */
export interface CatalogMistake {
  file: string;
  /** From 1. */
  line: number;
  /** The entry's id, else its place in the list; empty: the file as a whole. */
  entry: string;
  /** `en.remedy`; empty: the entry as a whole. */
  field: string;
  /** As it may be shown: JSON, cut; `(missing)`. */
  value: string;
  /** Completes the sentence "<field> …". */
  problem: string;
  remedy: string;
}

/** Where an entry stands, for mistakes that show only beside others. */
export type EntryPlace = Pick<CatalogMistake, "file" | "line" | "entry">;

export interface ParsedEntries {
  /** In the files' order. */
  entries: Map<CatalogEntry, EntryPlace>;
  mistakes: CatalogMistake[];
}

/** `complete`: what an entry leaves out, by its id; the schema is asked afterwards. Never throws. */
export function parseEntries(
  files: readonly CatalogFile[],
  complete: (raw: Record<string, unknown>) => Record<string, unknown> = (raw) => raw,
): ParsedEntries {
  const parsed: ParsedEntries = { entries: new Map(), mistakes: [] };
  for (const { name, text } of files) {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const whole = { file: name, line: 1, entry: "", field: "" };
    if (document.errors.length > 0) {
      parsed.mistakes.push(
        ...document.errors.map((error) => ({
          ...whole,
          line: lines.linePos(error.pos[0]).line,
          value: "(not shown)",
          problem: `is not YAML: ${error.message.split("\n")[0]}`,
          remedy: "Correct the line; indentation and unquoted colons are the usual causes.",
        })),
      );
      continue;
    }
    const list = toData(document);
    // A file with nothing but comments says nothing.
    if (list === null || list === undefined) continue;
    if (!Array.isArray(list)) {
      const remedy = "Begin each entry with `- id: NAME`.";
      parsed.mistakes.push({ ...whole, value: "(not shown)", problem: "is not a list of entries", remedy });
      continue;
    }
    const items = (document.contents as unknown as YAMLSeq<{ range?: [number, number, number] }>).items;
    for (const [index, raw] of list.entries()) {
      const line = lines.linePos(items[index]?.range?.[0] ?? 0).line;
      addEntry(parsed, { file: name, line, entry: nameOf(raw, index) }, raw, complete);
    }
  }
  return parsed;
}

/** Aliases within aliases can grow without end; what does is no list. */
function toData(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return "aliases without end";
  }
}

function addEntry(
  parsed: ParsedEntries,
  place: EntryPlace,
  raw: unknown,
  complete: (raw: Record<string, unknown>) => Record<string, unknown>,
): void {
  const isMapping = typeof raw === "object" && raw !== null && !Array.isArray(raw);
  try {
    const result = parseEntry(isMapping ? complete(raw as Record<string, unknown>) : raw);
    if (result.mistakes)
      parsed.mistakes.push(...result.mistakes.map((mistake) => ({ ...place, ...mistake })));
    else parsed.entries.set(result.entry, place);
  } catch {
    // YAML can make a mapping that holds itself, and others that nothing can be done with.
    const remedy = "Write it out, without anchors and aliases.";
    const problem = "can not be read as an entry";
    parsed.mistakes.push({ ...place, field: "", value: "(not shown)", problem, remedy });
  }
}

function nameOf(raw: unknown, index: number): string {
  const id = typeof raw === "object" && raw !== null ? (raw as { id?: unknown }).id : undefined;
  return typeof id === "string" && id !== "" ? id.slice(0, 100) : `entry ${index + 1}`;
}

/** An id, code, family or signature that two entries claim would make the match depend on the files' order. */
export function findClashes(entries: ParsedEntries["entries"]): (CatalogMistake & { loser: CatalogEntry })[] {
  const clashes: (CatalogMistake & { loser: CatalogEntry })[] = [];
  const owners = new Map<string, CatalogEntry>();
  for (const [entry, place] of entries) {
    const claims = claimsOf(entry);
    const told = new Set<string>();
    for (const { field, value, key } of claims) {
      const owner = owners.get(key);
      const ownerPlace = owner && entries.get(owner);
      if (!ownerPlace || told.has(`${field} ${value}`)) continue;
      told.add(`${field} ${value}`);
      clashes.push({
        ...place,
        field,
        value,
        problem: `is already taken by ${ownerPlace.entry} in ${ownerPlace.file}`,
        remedy: "Leave it to one of the two.",
        loser: entry,
      });
    }
    // What is left out claims nothing from those behind it.
    if (told.size === 0) for (const { key } of claims) owners.set(key, entry);
  }
  return clashes;
}

/** What an entry wants to be recognized by; two claims with one key can't both be granted. */
export function claimsOf(entry: CatalogEntry): { field: keyof CatalogEntry; value: string; key: string }[] {
  // Two services may use one code for two failures; on one surface it must mean one.
  const ofCodes = (field: "codes" | "aliases") =>
    entry[field].flatMap((value) =>
      entry.surfaces.map((surface) => ({ field, value, key: `code ${value.toLowerCase()} ${surface}` })),
    );
  return [
    { field: "id", value: entry.id, key: `id ${entry.id.toLowerCase()}` },
    ...ofCodes("codes"),
    ...ofCodes("aliases"),
    ...entry.families.map((value) => ({
      field: "families" as const,
      value,
      key: `family ${value.toLowerCase()}`,
    })),
    ...entry.signatures.map((fragments) => ({
      field: "signatures" as const,
      value: fragments.join(" + "),
      key: signatureKey(fragments),
    })),
  ];
}

/** The same for the same fragments, whatever their order, case and blanks. */
export function signatureKey(fragments: readonly string[]): string {
  return `signature ${[...new Set(fragments.map(normalizeFragment))].sort().join(" + ")}`;
}

/** One line, safe for a terminal. */
export function describeMistake(mistake: CatalogMistake): string {
  const { file, line, entry, field, value, problem, remedy } = mistake;
  const place = file === "" ? "the folder" : `${file}, line ${line}`;
  const subject = [entry, field].filter((part) => part !== "").join(": ");
  const shown = value === "(missing)" || value === "(not shown)" ? "" : `: ${value}`;
  return cleanLine(`${place}: ${subject}${subject === "" ? "" : " "}${problem}${shown}. ${remedy}`, 600);
}
