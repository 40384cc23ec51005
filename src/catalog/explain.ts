/**
 * In: what an administrator has at hand: a code, a number, or a message or mail with codes somewhere in it.
 * Out: the object that `explain --json` prints (docs/output.md), the best match first.
 */
import {
  type Catalog,
  type CatalogEntry,
  type CatalogMatch,
  type CatalogText,
  type ExtractedIds,
  type Language,
  unseenSurfaces,
} from "../domain/catalog.ts";
import { extractIds } from "./extract.ts";
import { suggestEntries } from "./suggest.ts";
import { maxScannedLength } from "./words.ts";

const maxShownInput = 2_000;

export interface Explanation {
  /** The input, cut to 2,000 characters; all of it was read, up to 1 MB. */
  input: string;
  /** At least one; the entry `unknown` when nothing is known. */
  matches: ExplainedEntry[];
  /** What was probably meant, where nothing exact is known; at most three. */
  suggestions: { id: string; title: string }[];
  extracted: ExtractedIds;
}

export type ExplainedEntry = CatalogText &
  Pick<
    CatalogEntry,
    | "id"
    | "actor"
    | "transient"
    | "transientMinutes"
    | "legacy"
    | "severity"
    | "severityOn"
    | "surfaces"
    | "url"
  > & {
    /** Microsoft's code as the catalog spells it, or as the input did where the catalog knows only its end. */
    code: string | null;
    by: CatalogMatch["by"];
    /** What in the input it rests on; null for unknown. */
    matched: string | null;
    /** False: no interface of Graph shows it, so it can be explained, but never alerted on. */
    seenByGraph: boolean;
  };

/** Explains anything; never throws. */
export function explain(catalog: Catalog, input: string, language: Language = "en"): Explanation {
  const text = readable(input);
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

/** Whether Graph shows the failure anywhere. */
export function isSeenByGraph(entry: CatalogEntry): boolean {
  return entry.surfaces.some((surface) => !unseenSurfaces.includes(surface));
}

function findMatches(catalog: Catalog, input: string, onlyWord: string | null): CatalogMatch[] {
  if (onlyWord !== null && !isNumber(onlyWord)) return catalog.match({ code: onlyWord, message: null });
  if (onlyWord !== null)
    return byNumber(catalog, onlyWord) ?? catalog.match({ code: onlyWord, message: null });
  const matches = catalog.match({ code: null, message: input });
  if (matches[0]?.by !== "unknown") return matches;
  // A bare number is weak evidence: it counts only where nothing else does, beside a word of failure, and when we know it.
  if (!/error|fout|code|aadsts|sign.?in|log.?in|aanmeld|event|gebeurtenis/i.test(input.slice(0, 100_000)))
    return matches;
  const numbers = new Set([...input.slice(0, 100_000).matchAll(/\b\d{5,8}\b/g)].map(([number]) => number));
  const known = [...numbers].flatMap(
    (number) => byNumber(catalog, number)?.filter(({ by }) => by === "code") ?? [],
  );
  const distinct = known.filter((match, at) => known.findIndex(({ entry }) => entry === match.entry) === at);
  return distinct.length > 0 ? distinct : matches;
}

const entities: Record<string, string> = {
  amp: "&",
  apos: "'",
  gt: ">",
  lt: "<",
  nbsp: " ",
  quot: '"',
};

/** What was copied out of a page's source or out of JSON, as its author saw it. */
function readable(input: string): string {
  return input
    .slice(0, maxScannedLength)
    .replace(/&(?:#(\d{1,5})|([a-z]{2,4}));/gi, (whole, number?: string, name?: string) =>
      number ? String.fromCharCode(Number(number)) : (entities[name?.toLowerCase() ?? ""] ?? whole),
    )
    .replace(/\\(?:r\\n|[rnt])(?=[\sA-Z>|]|$)/g, "\n")
    .replace(/\\"/g, '"')
    .replace(/\u00a0/g, " ");
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
