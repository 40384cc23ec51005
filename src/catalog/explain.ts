/**
 * In: what an administrator has at hand: a code, an AADSTS number, or a message or mail with a code somewhere in it.
 * Out: the object that `explain --json` prints (design, section 5), the best match first.
 */
import type { Catalog, CatalogEntry, CatalogMatch, ExtractedIds, Language } from "../domain/catalog.ts";
import { extractIds } from "./extract.ts";
import { readTokens } from "./tokens.ts";

const maxInputLength = 2_000;

export interface Explanation {
  /** The input, cut to 2,000 characters. */
  input: string;
  /** At least one; the entry `unknown` when nothing is known. */
  matches: ExplainedEntry[];
  extracted: ExtractedIds;
}

export type ExplainedEntry = Pick<CatalogEntry, "id" | "actor" | "transient" | "severity" | "url"> & {
  /** Microsoft's code as the catalog spells it, or as the input did where the catalog knows only its end. */
  code: string | null;
  title: string;
  meaning: string;
  remedy: string[];
};

/** Explains anything; never throws. */
export function explain(catalog: Catalog, input: string, language: Language = "en"): Explanation {
  const text = input.slice(0, maxInputLength);
  const { rest: _, ...extracted } = extractIds(text);
  const words = [...readTokens(text)].map((token) => token.text);
  const onlyWord = words.length === 1 ? (words[0] ?? null) : null;
  return {
    input: text,
    matches: findMatches(catalog, text, words).map((match) => present(match, onlyWord, language)),
    extracted,
  };
}

function findMatches(catalog: Catalog, text: string, words: string[]): CatalogMatch[] {
  const [first, ...others] = words;
  if (first !== undefined && others.length === 0) {
    return catalog.match({ code: isNumber(first) ? `AADSTS${first}` : first, message: null });
  }
  const matches = catalog.match({ code: null, message: text });
  if (matches[0]?.by !== "unknown") return matches;
  // A bare number is weak evidence, so it counts only where nothing else does, and only a number we know.
  const numbers = words
    .filter(isNumber)
    .map((word) => catalog.match({ code: `AADSTS${word}`, message: null })[0]);
  const known = numbers.filter((match) => match?.by === "code") as CatalogMatch[];
  const distinct = known.filter((match, at) => known.findIndex((it) => it.entry === match.entry) === at);
  return distinct.length > 0 ? distinct : matches;
}

function isNumber(word: string): boolean {
  return /^\d{5,8}$/.test(word);
}

function present(
  { entry, by, matched }: CatalogMatch,
  onlyWord: string | null,
  language: Language,
): ExplainedEntry {
  const { title, meaning, remedy } = entry.text[language];
  return {
    id: entry.id,
    code: codeOf(entry, by, matched, onlyWord),
    title,
    meaning,
    remedy: [...remedy],
    actor: entry.actor,
    transient: entry.transient,
    severity: entry.severity,
    url: entry.url,
  };
}

function codeOf(
  entry: CatalogEntry,
  by: CatalogMatch["by"],
  matched: string | null,
  onlyWord: string | null,
): string | null {
  if (by === "unknown") return onlyWord;
  if (by === "family") return matched;
  if (by === "suffix") return onlyWord ?? matched;
  const spelled = entry.codes.find((code) => code.toLowerCase() === matched?.toLowerCase());
  return spelled ?? entry.codes[0] ?? null;
}
