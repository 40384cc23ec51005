/**
 * In: a failure's code and message, both hostile. Out: every entry that explains it, the best first.
 * Codes decide; message text is the last resort, since Microsoft changes it and asks not to branch on it
 * (https://learn.microsoft.com/graph/errors). The order of the entries never matters.
 */
import type { Catalog, CatalogEntry, CatalogMatch } from "../domain/catalog.ts";
import { type Hit, indexEntries } from "./entry-index.ts";
import { isCodeShaped, maxScannedLength, readTokens } from "./tokens.ts";

/** Codes that say only "something failed": a message we know says more. */
const genericCodes = new Set([
  "unknown",
  "unknownerror",
  "generalexception",
  "encounteredquarantineexception",
  "quarantine",
  "quarantined",
  "failed",
]);
const maxCodeLength = 512;
/** Shorter plain words, such as "timeout" or "paused", are prose unless a label stands before them. */
const minPlainCodeLength = 12;

/** Matches failures against these entries, one of which must be `unknown`. The returned function never throws. */
export function createMatcher(entries: readonly CatalogEntry[]): Catalog["match"] {
  const index = indexEntries(entries);

  return ({ code, message }) => {
    const outer = (code ?? "").trim();
    const isOneWord = outer.length <= maxCodeLength && /^[A-Za-z0-9_.-]+$/.test(outer);
    const text = readable(isOneWord ? message : `${outer}\n${message ?? ""}`);
    const found = new Collector();

    const primary = isOneWord
      ? (index.byCode(outer) ?? index.bySuffix(outer) ?? index.byFamily(outer))
      : null;
    const isGeneric = primary !== null && genericCodes.has(primary.matched.toLowerCase());
    if (!isGeneric) found.add(primary);

    const nested = readNested(text);
    const sawCode = primary !== null && !isGeneric && primary.by !== "family";
    if (!isOneWord) for (const match of nested.codes) found.add(match);
    if (!sawCode) for (const match of index.bySignature(text, "job")) found.add(match);
    if (isGeneric) found.add(primary);
    for (const match of [...nested.codes, ...nested.signIns]) found.add(match);
    // A sign-in text without its number; with a number, the number has spoken.
    if (!sawCode && nested.signIns.length === 0) {
      for (const match of index.bySignature(text, "token")) found.add(match);
    }
    if (found.isEmpty) for (const match of index.bySignature(text, "wrapper")) found.add(match);
    if (found.isEmpty) found.add(nested.family);
    return found.isEmpty ? [{ entry: index.unknown, by: "unknown", matched: null }] : found.matches;
  };

  /** Known codes within running text; the outer failure often carries the one that caused it. */
  function readNested(text: string) {
    const codes: Hit[] = [];
    const signIns: Hit[] = [];
    let family: Hit | null = null;
    for (const { text: word, labelled } of readTokens(text)) {
      if (word.length < 4 || word.length > maxCodeLength) continue;
      const shaped = isCodeShaped(word);
      if (labelled || shaped || word.length >= minPlainCodeLength) {
        const exact = index.byCode(word);
        if (exact && !isSignInCode(word)) codes.push(exact);
        if (!exact && (labelled || shaped)) {
          const suffix = index.bySuffix(word);
          if (suffix && !genericCodes.has(suffix.matched.toLowerCase())) codes.push(suffix);
          else family ??= index.byFamily(word);
        }
      }
    }
    for (const [number] of text.matchAll(/AADSTS\d{4,8}(?!\d)/gi)) {
      const exact = index.byCode(number);
      if (exact) signIns.push(exact);
      else family ??= index.byFamily(number);
    }
    return { codes, signIns, family };
  }
}

/** Keeps the first explanation by each entry. */
class Collector {
  readonly matches: CatalogMatch[] = [];

  get isEmpty(): boolean {
    return this.matches.length === 0;
  }

  add(match: Hit | null): void {
    if (match && !this.matches.some(({ entry }) => entry.id === match.entry.id)) this.matches.push(match);
  }
}

function isSignInCode(word: string): boolean {
  return /^AADSTS\d+$/i.test(word);
}

/** Bounded, without `<pii>` marks, every run of blanks and line breaks as one space: wrapped mails match too. */
function readable(text: string | null): string {
  return (text ?? "")
    .slice(0, maxScannedLength)
    .replace(/<\/?pii>/gi, "")
    .replace(/\s+/g, " ");
}
