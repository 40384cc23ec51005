/** In: the catalog's entries. Out: the words to look for in a text, and what each means; independent of the entries' order. */
import { type CatalogEntry, type Surface, surfaces } from "../domain/catalog.ts";
import { AppError } from "../domain/errors.ts";
import { type Automaton, createAutomaton } from "./automaton.ts";

/** Connectors put a name before these codes (`ContosoTimeOut`); Graph's own codes and states come bare. */
const prefixedSurfaces = new Set<Surface>([
  "quarantine-error",
  "execution-error",
  "quarantine-reason",
  "provisioning-log",
  "token",
]);
const minSuffixLength = 6;

/** Opening texts that several failures share: they explain only what nothing else explains. */
const wrapperFragments = new Set(["processing of the http request resulted in an exception"]);

/** `job` texts outrank sign-in numbers in the same message, `token` texts do not, `wrapper` texts come last. */
export type SignatureGroup = "job" | "token" | "wrapper";

export interface Signature {
  entry: CatalogEntry;
  group: SignatureGroup;
  /** Fragments that must occur. */
  needs: number;
  /** How telling it is: the length of its fragments. */
  weight: number;
  /** One of its fragments is a code, which the others tell more of: it outranks that code. */
  refinesCode: boolean;
}

/** What a word means when it is found; a word may be a code and a fragment at once. */
export interface WordMeaning {
  text: string;
  /** The entries that have it as a code or alias, by surface, then by id; and those that have it behind a connector's name. */
  code: { entries: CatalogEntry[]; prefixed: CatalogEntry[]; isSignIn: boolean } | null;
  /** Codes that begin so, and end so where an end is asked for. */
  families: { ending: string; entry: CatalogEntry }[];
  /** Signatures that it is a fragment of. */
  signatures: number[];
}

export interface EntryIndex {
  unknown: CatalogEntry;
  words: readonly WordMeaning[];
  signatures: readonly Signature[];
  automaton: Automaton;
  /** The words before numbers of Windows events, in the languages we speak. */
  eventLabels: ReadonlySet<number>;
  /** Entries with this code or, where no code is spelled so, with this id. */
  byCode(code: string): readonly CatalogEntry[];
}

/** Throws AppError("CATALOG") without an entry `unknown`. */
export function indexEntries(entries: readonly CatalogEntry[]): EntryIndex {
  const unknown = entries.find((entry) => entry.id === "unknown");
  if (!unknown) throw new AppError("CATALOG", "the error catalog has no entry `unknown`");
  const sorted = [...entries].sort((a, b) => compareText(a.id, b.id));
  const words = new Map<string, WordMeaning>();
  const meaningOf = (text: string): WordMeaning => {
    const key = text.toLowerCase();
    const known = words.get(key) ?? { text: key, code: null, families: [], signatures: [] };
    words.set(key, known);
    return known;
  };
  const signatures: Signature[] = [];
  const codes = new Set(
    entries.flatMap((entry) => [...entry.codes, ...entry.aliases]).map((code) => code.toLowerCase()),
  );
  for (const entry of sorted) {
    for (const code of [...entry.codes, ...entry.aliases]) addCode(meaningOf(code), entry);
    for (const family of entry.families) addFamily(meaningOf(family.split("*")[0] ?? ""), family, entry);
    for (const fragments of entry.signatures) {
      const index = signatures.push(toSignature(entry, fragments, codes)) - 1;
      for (const fragment of new Set(fragments.map(normalizeFragment)))
        meaningOf(fragment).signatures.push(index);
    }
  }
  for (const { text, code } of words.values()) {
    code?.entries.sort(bySurface);
    if (code && text.length >= minSuffixLength) code.prefixed = code.entries.filter(takesPrefix);
  }
  // An id is as good as a code, but a code outranks an id of the same letters (`Unknown` the reason, `unknown` the entry).
  for (const entry of sorted) {
    if (entry === unknown) continue;
    const meaning = meaningOf(entry.id);
    meaning.code ??= { entries: [entry], prefixed: [], isSignIn: false };
  }
  const labels = ["event", "gebeurtenis"].map(meaningOf);
  const list = [...words.values()];
  return {
    unknown,
    words: list,
    signatures,
    eventLabels: new Set(labels.map((label) => list.indexOf(label))),
    automaton: createAutomaton(
      list.map((word) => word.text),
      ownersOf(list, signatures),
    ),
    byCode: (code) => words.get(code.toLowerCase())?.code?.entries ?? [],
  };
}

function addCode(meaning: WordMeaning, entry: CatalogEntry): void {
  meaning.code ??= { entries: [], prefixed: [], isSignIn: /^aadsts\d+$/.test(meaning.text) };
  if (!meaning.code.entries.includes(entry)) meaning.code.entries.push(entry);
}

function takesPrefix(entry: CatalogEntry): boolean {
  return entry.surfaces.some((surface) => prefixedSurfaces.has(surface));
}

function addFamily(meaning: WordMeaning, family: string, entry: CatalogEntry): void {
  meaning.families.push({ ending: (family.split("*")[1] ?? "").toLowerCase(), entry });
  meaning.families.sort((a, b) => b.ending.length - a.ending.length || compareText(a.ending, b.ending));
}

function toSignature(
  entry: CatalogEntry,
  fragments: readonly string[],
  codes: ReadonlySet<string>,
): Signature {
  const distinct = [...new Set(fragments.map(normalizeFragment))];
  const isWrapper = distinct.some((fragment) => wrapperFragments.has(fragment));
  const group = isWrapper ? "wrapper" : entry.surfaces.includes("token") ? "token" : "job";
  return {
    entry,
    group,
    needs: distinct.length,
    weight: distinct.reduce((sum, { length }) => sum + length, 0),
    refinesCode: distinct.length > 1 && distinct.some((fragment) => codes.has(fragment)),
  };
}

/** As texts are read: without case, every run of blanks as one. */
export function normalizeFragment(fragment: string): string {
  return fragment.toLowerCase().replace(/\s+/g, " ");
}

function bySurface(a: CatalogEntry, b: CatalogEntry): number {
  return firstSurface(a) - firstSurface(b) || compareText(a.id, b.id);
}

function firstSurface(entry: CatalogEntry): number {
  return Math.min(...entry.surfaces.map((surface) => surfaces.indexOf(surface)));
}

/** A word that was cut off is told by its beginning only where one entry alone is meant, and it takes the whole word to mean it. */
function ownersOf(words: readonly WordMeaning[], signatures: readonly Signature[]): (word: number) => number {
  const numbers = new Map<CatalogEntry, number>();
  const owners = words.map(({ code, families, signatures: parts }) => {
    const meant = new Set([
      ...(code?.entries ?? []),
      ...parts.flatMap((index) => signatures[index]?.entry ?? []),
    ]);
    const [entry] = meant;
    const isWhole = parts.every(
      (index) => signatures[index]?.needs === 1 && signatures[index]?.group !== "wrapper",
    );
    if (!entry || meant.size > 1 || families.length > 0 || code?.isSignIn || !isWhole) return -1;
    if (!numbers.has(entry)) numbers.set(entry, numbers.size);
    return numbers.get(entry) as number;
  });
  return (word) => owners[word] as number;
}

/** By code units: the same on every host, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
