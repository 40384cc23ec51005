/** Finds entries of the catalog. In: words, and where and how bad. Out: the entries that have all of it, the closest first. */
import {
  type CatalogEntry,
  type Language,
  type Surface,
  severityAt,
  surfaces,
} from "../../../domain/catalog.ts";
import { type Severity, severities } from "../../../domain/severity.ts";

export interface CatalogSearch {
  text: string;
  surface: Surface | null;
  severity: Severity | null;
}

const maxTextLength = 200;
const maxWords = 10;

export function readSearch(query: URLSearchParams): CatalogSearch {
  return {
    text: (query.get("q") ?? "").trim().slice(0, maxTextLength),
    surface: surfaces.find((known) => known === query.get("surface")) ?? null,
    severity: severities.find((known) => known === query.get("severity")) ?? null,
  };
}

export function searchEntries(
  entries: readonly CatalogEntry[],
  { text, surface, severity }: CatalogSearch,
  language: Language,
): CatalogEntry[] {
  const { compare } = new Intl.Collator(language);
  const wanted = text.toLowerCase();
  return entries
    .filter((entry) => surface === null || entry.surfaces.includes(surface))
    .filter((entry) => severity === null || isAsBad(entry, severity, surface))
    .map((entry) => ({ entry, score: wanted === "" ? 1 : scoreOf(entry, wanted, language) }))
    .filter(({ score }) => score > 0)
    .toSorted(
      (a, b) => b.score - a.score || compare(a.entry.text[language].title, b.entry.text[language].title),
    )
    .map(({ entry }) => entry);
}

/** On the surface that was asked for, else on any. */
function isAsBad(entry: CatalogEntry, wanted: Severity, surface: Surface | null): boolean {
  const places = surface === null ? entry.surfaces : [surface];
  return places.some((place) => severityAt(entry, place) === wanted);
}

/** A code counts more than a title, a title more than the rest; 0: it is none of these. */
function scoreOf(entry: CatalogEntry, wanted: string, language: Language): number {
  const codes = [entry.id, ...entry.codes, ...entry.aliases].map((code) => code.toLowerCase());
  if (codes.includes(wanted)) return 6;
  if (codes.some((code) => code.startsWith(wanted))) return 5;
  if (codes.some((code) => code.includes(wanted))) return 4;
  const { title, meaning, affected, stillWorks, remedy, clears } = entry.text[language];
  const heading = title.toLowerCase();
  if (heading.includes(wanted)) return 3;
  const words = wanted.split(/\s+/).slice(0, maxWords);
  if (words.every((word) => heading.includes(word))) return 2;
  const all = [...codes, heading, meaning, affected, stillWorks, ...remedy, clears].join("\n").toLowerCase();
  return words.every((word) => all.includes(word)) ? 1 : 0;
}
