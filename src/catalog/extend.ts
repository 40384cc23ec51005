/**
 * In: the shipped entries and a folder of the user's own. Out: both as one list. A user's entry with a shipped id takes
 * over what it says and leaves the rest; any other is new. What it claims, the shipped entries give up.
 */
import type { CatalogEntry } from "../domain/catalog.ts";
import { coerceError } from "../util/coerce-error.ts";
import { type CatalogMistake, claimsOf, findClashes, parseEntries, signatureKey } from "./parse.ts";
import { type CatalogFile, readCatalogFiles } from "./read-files.ts";

type Raw = Record<string, unknown>;

/** Never throws. */
export function extendEntries(
  shipped: readonly CatalogEntry[],
  folder: string,
): { entries: CatalogEntry[]; mistakes: CatalogMistake[] } {
  const read = readUserFiles(folder);
  const byId = new Map(shipped.map((entry) => [entry.id.toLowerCase(), entry]));
  const { entries: parsed, mistakes } = parseEntries(read.files, (raw) =>
    complete(raw, typeof raw.id === "string" ? byId.get(raw.id.toLowerCase()) : undefined),
  );
  const clashes = findClashes(parsed);
  for (const { loser } of clashes) parsed.delete(loser);
  const own = [...parsed.keys()];
  const ownIds = new Set(own.map((entry) => entry.id));
  const taken = new Set(own.flatMap((entry) => claimsOf(entry).map(({ key }) => key)));
  return {
    entries: [
      ...shipped.filter((entry) => !ownIds.has(entry.id)).map((entry) => giveUp(entry, taken)),
      ...own,
    ],
    mistakes: [...read.mistakes, ...mistakes, ...clashes.map(({ loser: _, ...mistake }) => mistake)],
  };
}

/** A file that can't be read costs only itself. */
function readUserFiles(folder: string): { files: CatalogFile[]; mistakes: CatalogMistake[] } {
  const place = { line: 1, entry: "", field: "", value: "(not shown)" };
  try {
    const { files, unread } = readCatalogFiles(folder);
    const remedy = "Make it a YAML file in UTF-8 that the service's account may read, or take it away.";
    return {
      files,
      mistakes: unread.map(({ name, problem }) => ({ ...place, file: name, problem, remedy })),
    };
  } catch (thrown) {
    const problem = `can not be read: ${coerceError(thrown).message}`;
    const remedy = "Make it a folder that the service's account may read.";
    return { files: [], mistakes: [{ ...place, file: "", problem, remedy }] };
  }
}

/** What a user's entry leaves out: the shipped entry's word, or of a new entry the other language's text. */
function complete(raw: Raw, shipped: CatalogEntry | undefined): Raw {
  if (!shipped) return { ...raw, en: raw.en ?? raw.nl, nl: raw.nl ?? raw.en };
  const { text, ...facts } = shipped;
  return {
    ...facts,
    ...raw,
    id: shipped.id,
    en: mergeText(text.en, raw.en),
    nl: mergeText(text.nl, raw.nl),
    ...transience(raw),
  };
}

/** Anything but a mapping is left for the schema to refuse. */
function mergeText(shipped: object, own: unknown): unknown {
  if (own === undefined) return shipped;
  return typeof own === "object" && own !== null && !Array.isArray(own) ? { ...shipped, ...own } : own;
}

/** Saying one of the two says the other. */
function transience({ transient, transientMinutes }: Raw): Raw {
  if (transient === false) return { transient, transientMinutes: transientMinutes ?? null };
  return transientMinutes === undefined ? {} : { transient: transient ?? transientMinutes !== null };
}

function giveUp(entry: CatalogEntry, taken: ReadonlySet<string>): CatalogEntry {
  const lost = claimsOf(entry).filter(({ field, key }) => field !== "id" && taken.has(key));
  if (lost.length === 0) return entry;
  const keep = (field: "codes" | "aliases" | "families") =>
    entry[field].filter((value) => !lost.some((claim) => claim.field === field && claim.value === value));
  const signatures = entry.signatures.filter((fragments) => !taken.has(signatureKey(fragments)));
  return { ...entry, codes: keep("codes"), aliases: keep("aliases"), families: keep("families"), signatures };
}
