/**
 * In: what an administrator has at hand: a code, a number, or a message or mail with codes somewhere in it.
 * Out: the object that `explain --json` prints (docs/output.md), the best match first.
 */
import { type Catalog, type CatalogMatch, isSeenByGraph, type Language } from "../domain/catalog.ts";
import type { ExplainedEntry, Explanation } from "../domain/explanation.ts";
import { extractIds } from "./extract.ts";
import { makeReadable } from "./readable.ts";
import { suggestEntries } from "./suggest.ts";
import { maxScannedLength } from "./words.ts";

const maxShownInput = 2_000;
/** Where only guesses are left, they are made from the beginning. */
const maxProseLength = 100_000;

/** Explains anything; never throws. */
export function explain(catalog: Catalog, input: string, language: Language = "en"): Explanation {
  const text = makeReadable(input.slice(0, maxScannedLength));
  const { rest, ...extracted } = extractIds(text);
  const onlyWord = readOnlyWord(text);
  const matches = findMatches(catalog, text, onlyWord);
  const isGuess = matches.every(({ by }) => by === "unknown" || by === "family");
  return {
    input: input.slice(0, maxShownInput),
    matches: matches.map((match) => present(match, onlyWord, language)),
    suggestions: isGuess
      ? suggestEntries(catalog.entries, onlyWord ?? rest, language).map(({ id, text }) => ({
          id,
          title: text[language].title,
        }))
      : [],
    extracted,
  };
}

function findMatches(catalog: Catalog, input: string, onlyWord: string | null): CatalogMatch[] {
  if (onlyWord !== null && !isNumber(onlyWord)) return catalog.match({ code: onlyWord, message: null });
  if (onlyWord !== null)
    return byNumber(catalog, onlyWord) ?? catalog.match({ code: onlyWord, message: null });
  const matches = catalog.match({ code: null, message: input });
  if (matches.some(({ by }) => by !== "unknown" && by !== "family")) return matches;
  const weaker = [...findCutCodes(catalog, input), ...findNumbers(catalog, input)];
  const distinct = weaker.filter(
    (match, at) => weaker.findIndex(({ entry }) => entry === match.entry) === at,
  );
  return distinct.length > 0 ? distinct : matches;
}

/** `AzureDirectoryServiceAuthorizationFa...`, as narrow columns show a code. */
function findCutCodes(catalog: Catalog, input: string): CatalogMatch[] {
  const cut = input.slice(0, maxProseLength).matchAll(/\b([A-Za-z]\w{11,100})(?:\u2026|\.{3})/g);
  return [...cut].flatMap(([, word = ""]) =>
    catalog.match({ code: word, message: null }).filter(({ by }) => by === "truncated"),
  );
}

/** A bare number is weak evidence: it counts only right behind a word for codes, and when we know it. */
function findNumbers(catalog: Catalog, input: string): CatalogMatch[] {
  const cued = input
    .slice(0, maxProseLength)
    .matchAll(/(?:error|fout|code|codes|aadsts)(?:["'\s:=#([-]|\bnumber\b|\bnummer\b){1,12}(\d{5,8})\b/gi);
  const listed = [
    ...input.slice(0, maxProseLength).matchAll(/error_codes["']?\s{0,4}[:=]\s{0,4}\[([\d,\s]{4,80})\]/gi),
  ];
  const numbers = [...cued, ...listed].flatMap(([, found = ""]) => found.split(/[,\s]+/));
  return [...new Set(numbers)]
    .filter(isNumber)
    .flatMap((number) => byNumber(catalog, number)?.filter(({ by }) => by === "code") ?? []);
}

/** The one word that the input is, without quotes and punctuation around it; null: there are several, or none. */
function readOnlyWord(text: string): string | null {
  if (text.length > maxShownInput) return null;
  let start = 0;
  let end = text.length;
  while (start < end && isAround(text.charAt(start))) start++;
  while (end > start && isAround(text.charAt(end - 1))) end--;
  const word = text.slice(start, end);
  return /^[A-Za-z0-9_.-]+$/.test(word) ? word : null;
}

function isAround(character: string): boolean {
  return /[\s"'`,;:.[\]()]/.test(character);
}

/** A number of Microsoft's sign-in service, or of an event on the Connect server; null when it can be neither. */
function byNumber(catalog: Catalog, number: string): CatalogMatch[] | null {
  const event = catalog.match({ code: `event-${number}`, message: null });
  if (event[0]?.by === "code") return event;
  return number.length >= 5 ? catalog.match({ code: `AADSTS${number}`, message: null }) : null;
}

function isNumber(word: string): boolean {
  return /^\d{1,8}$/.test(word);
}

function present(match: CatalogMatch, onlyWord: string | null, language: Language): ExplainedEntry {
  const { entry, by, matched } = match;
  const { title, meaning, affected, stillWorks, remedy, clears } = entry.text[language];
  return {
    id: entry.id,
    code: codeOf(match, onlyWord),
    by,
    matched,
    title,
    meaning,
    affected,
    stillWorks,
    remedy: [...remedy],
    clears,
    actor: entry.actor,
    transient: entry.transient,
    transientMinutes: entry.transientMinutes,
    legacy: entry.legacy,
    severity: entry.severity,
    severityOn: { ...entry.severityOn },
    surfaces: [...entry.surfaces],
    seenByGraph: isSeenByGraph(entry),
    url: entry.url,
  };
}

function codeOf({ entry, by, matched }: CatalogMatch, onlyWord: string | null): string | null {
  if (by === "unknown") return onlyWord;
  if (by === "family") return matched;
  if (by === "suffix") return onlyWord ?? matched;
  const spelled = [...entry.codes, ...entry.aliases].find(
    (code) => code.toLowerCase() === matched?.toLowerCase(),
  );
  return spelled ?? entry.codes[0] ?? null;
}
