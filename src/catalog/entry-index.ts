/** In: the catalog's entries. Out: look-ups by code, suffix, family and signature, independent of the entries' order. */
import type { CatalogEntry, MatchKind } from "../domain/catalog.ts";
import { AppError } from "../domain/errors.ts";

/** Connectors put a name before these codes (`ContosoTimeOut`); Graph's own codes and states come bare. */
const suffixSurfaces = new Set([
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

interface Signature {
  entry: CatalogEntry;
  group: SignatureGroup;
  fragments: string[];
  weight: number;
}

/** A match that says what in the input it rests on. */
export interface Hit {
  entry: CatalogEntry;
  by: MatchKind;
  matched: string;
}

export interface EntryIndex {
  unknown: CatalogEntry;
  /** The entry with this code, or with this id. */
  byCode(code: string): Hit | null;
  /** The longest known code that this one ends with, from a capital or a word boundary on. */
  bySuffix(code: string): Hit | null;
  /** The longest family prefix. */
  byFamily(code: string): Hit | null;
  /** Every entry of the group whose fragments all occur, the most telling first. */
  bySignature(text: string, group: SignatureGroup): Hit[];
}

export function indexEntries(entries: readonly CatalogEntry[]): EntryIndex {
  const unknown = entries.find((entry) => entry.id === "unknown");
  if (!unknown) throw new AppError("CATALOG", "the error catalog has no entry `unknown`");

  const codes = new Map<string, CatalogEntry>();
  const suffixes = new Map<string, CatalogEntry>();
  // Ids first, so that a code outranks an id of the same letters (`Unknown` the reason, `unknown` the entry).
  for (const entry of entries) if (entry !== unknown) codes.set(entry.id.toLowerCase(), entry);
  for (const entry of entries) {
    const takesPrefix = entry.surfaces.some((surface) => suffixSurfaces.has(surface));
    for (const code of entry.codes) {
      codes.set(code.toLowerCase(), entry);
      if (takesPrefix && code.length >= minSuffixLength) suffixes.set(code.toLowerCase(), entry);
    }
  }
  const suffixLengths = [...new Set([...suffixes.keys()].map((code) => code.length))].sort((a, b) => b - a);
  const suffixTails = new Set([...suffixes.keys()].map((code) => code.slice(-minSuffixLength)));
  const families = entries
    .flatMap((entry) => entry.families.map((prefix) => ({ prefix: prefix.toLowerCase(), entry })))
    .sort((a, b) => b.prefix.length - a.prefix.length || compareText(a.prefix, b.prefix));
  const signatures = entries
    .flatMap((entry) => entry.signatures.map((fragments) => toSignature(entry, fragments)))
    .sort((a, b) => b.weight - a.weight || compareText(a.entry.id, b.entry.id));

  return {
    unknown,
    byCode: (code) => {
      const entry = codes.get(code.toLowerCase());
      return entry ? { entry, by: "code", matched: code } : null;
    },
    bySuffix: (code) => {
      const lower = code.toLowerCase();
      if (!suffixTails.has(lower.slice(-minSuffixLength))) return null;
      for (const length of suffixLengths) {
        const start = code.length - length;
        if (start <= 0 || !startsWord(code, start)) continue;
        const entry = suffixes.get(lower.slice(start));
        if (entry) return { entry, by: "suffix", matched: code.slice(start) };
      }
      return null;
    },
    byFamily: (code) => {
      const lower = code.toLowerCase();
      const family = families.find(({ prefix }) => lower.length > prefix.length && lower.startsWith(prefix));
      return family ? { entry: family.entry, by: "family", matched: code } : null;
    },
    bySignature: (text, group) => {
      const lower = text.toLowerCase();
      return signatures
        .filter((it) => it.group === group && it.fragments.every((fragment) => lower.includes(fragment)))
        .map((it) => ({ entry: it.entry, by: "signature", matched: asWritten(text, lower, it.fragments) }));
    },
  };
}

function toSignature(entry: CatalogEntry, fragments: readonly string[]): Signature {
  // The most telling fragment first: it is the one that is shown.
  const lower = fragments
    .map((fragment) => fragment.toLowerCase())
    .sort((a, b) => b.length - a.length || compareText(a, b));
  const isWrapper = lower.some((fragment) => wrapperFragments.has(fragment));
  const group = isWrapper ? "wrapper" : entry.surfaces.includes("token") ? "token" : "job";
  return { entry, group, fragments: lower, weight: lower.reduce((sum, { length }) => sum + length, 0) };
}

function startsWord(code: string, start: number): boolean {
  return /[A-Z]/.test(code.charAt(start)) || /[^A-Za-z0-9]/.test(code.charAt(start - 1));
}

/** Lower case can change the length of a text (`İ`), and positions with it; then the catalog's words have to do. */
function asWritten(text: string, lower: string, fragments: readonly string[]): string {
  const fragment = fragments[0] ?? "";
  const at = lower.indexOf(fragment);
  return lower.length === text.length ? text.slice(at, at + fragment.length) : fragment;
}

/** By code units: the same on every host, whatever its locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
