/**
 * In: the product's own entries (config/catalog/*.yaml, or config/catalog.json, which is made from them and read in a
 * tenth of the time) and the user's (catalog.d/*.yaml beside the configuration). Out: the Catalog.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Catalog, CatalogEntry } from "../domain/catalog.ts";
import { AppError } from "../domain/errors.ts";
import { coerceError } from "../util/coerce-error.ts";
import { extractIds } from "./extract.ts";
import { createMatcher } from "./match.ts";
import type { CatalogMistake } from "./parse.ts";
import { type CatalogFile, readCatalogFiles } from "./read-files.ts";

/** The same from src/catalog and from dist/catalog. */
const ownDirectory = fileURLToPath(new URL("../../config/catalog/", import.meta.url));
const compiledFile = fileURLToPath(new URL("../../config/catalog.json", import.meta.url));

/** The shipped catalog. Throws AppError("CATALOG") naming every mistake: they are ours. */
export async function loadCatalog(directory: string = ownDirectory): Promise<Catalog> {
  return createCatalog(await loadEntries(directory));
}

/**
 * The shipped catalog with the user's entries from `folder`, which need not exist. A mistake in those costs only its
 * own entry: the shipped one stays. Throws only as `loadCatalog` does.
 */
export async function loadExtendedCatalog(
  folder: string,
): Promise<{ catalog: Catalog; mistakes: CatalogMistake[] }> {
  const shipped = await loadEntries(ownDirectory);
  if (!existsSync(folder)) return { catalog: createCatalog(shipped), mistakes: [] };
  const { extendEntries } = await import("./extend.ts");
  const { entries, mistakes } = extendEntries(shipped, folder);
  return { catalog: createCatalog(entries), mistakes };
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

/** The text of config/catalog.json: a line with checksums, then the entries. Throws as `loadCatalog` does. */
export async function compileCatalog(directory: string = ownDirectory): Promise<string> {
  const files = readOwnFiles(directory);
  const entries = await parseFiles(directory, files);
  const lines = `[\n${entries.map((entry) => JSON.stringify(entry)).join(",\n")}\n]\n`;
  return `${JSON.stringify({ sources: digestFiles(files), entries: digest(lines) })}\n${lines}`;
}

/** From the compiled file as long as it was made from these very sources, and is whole. */
async function loadEntries(directory: string): Promise<readonly CatalogEntry[]> {
  const files = readOwnFiles(directory);
  return readCompiled(files) ?? parseFiles(directory, files);
}

function readCompiled(files: readonly CatalogFile[]): CatalogEntry[] | null {
  try {
    const text = readFileSync(compiledFile, "utf8");
    const headEnd = text.indexOf("\n") + 1;
    const head = JSON.parse(text.slice(0, headEnd)) as { sources?: string; entries?: string };
    const lines = text.slice(headEnd);
    if (head.sources !== digestFiles(files) || head.entries !== digest(lines)) return null;
    return JSON.parse(lines);
  } catch {
    // It only saves time.
    return null;
  }
}

function readOwnFiles(directory: string): CatalogFile[] {
  const { files, unread } = listOwnFiles(directory);
  if (unread.length === 0) return files;
  const told = unread.map(({ name, problem }) => `- ${name} ${problem}`).join("\n");
  throw new AppError("CATALOG", `error catalog in ${directory}: cannot be read:\n${told}`);
}

function listOwnFiles(directory: string): ReturnType<typeof readCatalogFiles> {
  try {
    return readCatalogFiles(directory);
  } catch (thrown) {
    const cause = coerceError(thrown);
    throw new AppError("CATALOG", `error catalog in ${directory}: cannot be read: ${cause.message}`, {
      cause,
    });
  }
}

async function parseFiles(directory: string, files: readonly CatalogFile[]): Promise<CatalogEntry[]> {
  // YAML and schema take longer to load than all else that `explain` does.
  const { describeMistake, findClashes, parseEntries } = await import("./parse.ts");
  const { entries, mistakes } = parseEntries(files);
  const told = [...mistakes, ...findClashes(entries)].map(describeMistake);
  if (![...entries.keys()].some(({ id }) => id === "unknown"))
    told.push("no valid entry has the id `unknown`");
  if (told.length > 0) {
    const list = told.map((mistake) => `- ${mistake}`).join("\n");
    throw new AppError("CATALOG", `error catalog in ${path.resolve(directory)}:\n${list}`);
  }
  return [...entries.keys()];
}

/** Of the entry's shape too: what another version of this program compiled is not read. */
const shape = 1;

function digestFiles(files: readonly CatalogFile[]): string {
  return digest(`${shape}\0${files.map(({ name, text }) => `${name}\0${text}\0`).join("")}`);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
