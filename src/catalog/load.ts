/**
 * In: a directory of YAML files, each a list of entries (the product's own: config/catalog). Out: the Catalog.
 * A mistake in the data is ours, so it stops the start; all mistakes are named at once.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseDocument } from "yaml";
import type { Catalog, CatalogEntry } from "../domain/catalog.ts";
import { AppError } from "../domain/errors.ts";
import { coerceError } from "../util/coerce-error.ts";
import { extractIds } from "./extract.ts";
import { createMatcher } from "./match.ts";
import { parseEntry } from "./schema.ts";

/** The same from src/catalog and from dist/catalog. */
const ownDirectory = new URL("../../config/catalog/", import.meta.url);

/** Reads every *.yaml of the directory, in name order. Throws AppError("CATALOG") naming file, entry and field. */
export function loadCatalog(directory: URL | string = ownDirectory): Catalog {
  const folder = typeof directory === "string" ? directory : fileURLToPath(directory);
  const mistakes: string[] = [];
  const origin = new Map<CatalogEntry, string>();
  for (const { name, text } of readFiles(folder)) {
    // Counting lines takes time on every start, so it is left to the rare start that fails.
    const document = parseDocument(text, { prettyErrors: false });
    if (document.errors.length > 0) {
      const { errors } = parseDocument(text);
      mistakes.push(...errors.map((error) => `${name}: ${error.message.split("\n")[0]}`));
      continue;
    }
    const list: unknown = document.toJS();
    if (!Array.isArray(list)) {
      mistakes.push(`${name}: is not a list of entries`);
      continue;
    }
    for (const [index, raw] of list.entries()) {
      const result = parseEntry(raw);
      const label = `${name}: ${nameOf(raw, index)}`;
      if (result.mistakes) {
        mistakes.push(...result.mistakes.map(({ field, problem }) => `${label}: ${field}: ${problem}`));
      } else {
        origin.set(result.entry, label);
      }
    }
  }
  mistakes.push(...findClashes(origin));
  if (![...origin.keys()].some((entry) => entry.id === "unknown")) {
    mistakes.push("unknown: id: no valid entry has the id `unknown`");
  }
  if (mistakes.length > 0) {
    throw new AppError("CATALOG", `error catalog in ${folder}:\n${mistakes.map((m) => `- ${m}`).join("\n")}`);
  }
  return createCatalog([...origin.keys()]);
}

/** The catalog over these entries; one of them must be `unknown`. */
export function createCatalog(entries: readonly CatalogEntry[]): Catalog {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return {
    entries,
    entry: (id) => {
      const entry = byId.get(id);
      if (!entry) throw new AppError("INTERNAL", `the error catalog has no entry ${JSON.stringify(id)}`);
      return entry;
    },
    match: createMatcher(entries),
    extract: extractIds,
  };
}

function readFiles(folder: string): { name: string; text: string }[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
    return names.sort().map((name) => ({ name, text: readFileSync(path.join(folder, name), "utf8") }));
  } catch (thrown) {
    const cause = coerceError(thrown);
    throw new AppError("CATALOG", `error catalog in ${folder}: cannot be read: ${cause.message}`, { cause });
  }
}

function nameOf(raw: unknown, index: number): string {
  const id = typeof raw === "object" && raw !== null ? (raw as { id?: unknown }).id : undefined;
  return typeof id === "string" && id !== "" ? id : `entry ${index + 1}`;
}

/** An id, code, prefix or signature that two entries claim would make the match depend on file order. */
function findClashes(origin: ReadonlyMap<CatalogEntry, string>): string[] {
  const clashes: string[] = [];
  const owners = new Map<string, CatalogEntry>();
  for (const [entry, label] of origin) {
    const claims = [
      { field: "id", value: entry.id },
      ...entry.codes.map((value) => ({ field: "codes", value })),
      ...entry.families.map((value) => ({ field: "families", value })),
      ...entry.signatures.map((fragments) => ({
        field: "signatures",
        value: [...fragments].sort().join(" + "),
      })),
    ];
    for (const { field, value } of claims) {
      const key = `${field} ${value.toLowerCase()}`;
      const owner = owners.get(key);
      if (owner && owner !== entry) {
        clashes.push(`${label}: ${field}: ${value} is already taken by ${origin.get(owner)}`);
      } else {
        owners.set(key, entry);
      }
    }
  }
  return clashes;
}
