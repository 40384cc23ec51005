/** In: words that the catalog can't place. Out: the entries that were probably meant: a slip in a code, or the same words. */
import type { CatalogEntry, Language } from "../domain/catalog.ts";
import { nearestNames } from "../util/nearest-name.ts";
import { compareText } from "./entry-index.ts";
import { isCodeShaped } from "./words.ts";

const maxSuggestions = 3;
/** Words that stand in every other text tell nothing. */
const minTellingLength = 4;
const maxWords = 40;

/** At most three, the nearest first; none when nothing is near. The order of the entries never matters. */
export function suggestEntries(
  entries: readonly CatalogEntry[],
  input: string,
  language: Language,
): CatalogEntry[] {
  const sorted = entries.filter(({ id }) => id !== "unknown").sort((a, b) => compareText(a.id, b.id));
  const words = input
    .slice(0, 2_000)
    .split(/[^\p{L}\p{N}_-]+/u)
    .filter((word) => word !== "");
  const codes = words.filter((word) => word.length >= 10 && isCodeShaped(word)).slice(0, 5);
  const slips = bySpelling(sorted, words.length <= 3 ? words : codes);
  return (slips.length > 0 ? slips : byWords(sorted, words, language)).slice(0, maxSuggestions);
}

function bySpelling(entries: readonly CatalogEntry[], words: readonly string[]): CatalogEntry[] {
  const owners = new Map<string, CatalogEntry>();
  for (const entry of entries) {
    // A family is no code that anybody can have meant.
    if (entry.families.length > 0 && entry.codes.length === 0) continue;
    for (const name of [entry.id, ...entry.codes, ...entry.aliases]) owners.set(name, entry);
  }
  const wanted = [...words, ...(words.length <= 3 ? [words.join("")] : [])].filter(
    (word) => word.length >= minTellingLength,
  );
  const names = wanted.flatMap((word) => [
    ...[...owners.keys()].filter((name) => isBeginning(word, name)),
    ...nearestNames(word, owners.keys(), maxSuggestions),
  ]);
  return [...new Set(names.flatMap((name) => owners.get(name) ?? []))];
}

function isBeginning(word: string, name: string): boolean {
  return word.length >= 12 && name.toLowerCase().startsWith(word.toLowerCase());
}

/** Entries whose title, code or meaning has the same words; a rare word tells more than a common one. */
function byWords(
  entries: readonly CatalogEntry[],
  words: readonly string[],
  language: Language,
): CatalogEntry[] {
  const wanted = new Set(
    words
      .map(stem)
      .filter((word) => word.length >= minTellingLength)
      .slice(0, maxWords),
  );
  const texts = entries.map((entry) => {
    const { title, meaning } = entry.text[language];
    return {
      entry,
      names: wordsOf([entry.id, ...entry.codes, title].join(" ").replace(/([a-z])([A-Z])/g, "$1 $2")),
      prose: wordsOf(meaning),
    };
  });
  const rarity = new Map(
    [...wanted].map((word) => {
      const holders = texts.filter(({ names, prose }) => names.has(word) || prose.has(word)).length;
      return [word, holders === 0 ? 0 : Math.log(1 + entries.length / holders)];
    }),
  );
  const possible = [...rarity.values()].reduce((sum, value) => sum + value, 0);
  return texts
    .map(({ entry, names, prose }) => {
      let score = 0;
      for (const [word, value] of rarity) score += names.has(word) ? value : prose.has(word) ? value / 2 : 0;
      return { entry, score };
    })
    .filter(({ score }) => score > 0 && score >= possible / 3)
    .sort((a, b) => b.score - a.score || compareText(a.entry.id, b.entry.id))
    .map(({ entry }) => entry);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.split(/[^\p{L}\p{N}_]+/u).map(stem));
}

/** Enough for both languages: endings of plurals and tenses go. */
function stem(word: string): string {
  return word.toLowerCase().replace(/(?:ies|ing|ed|es|en|s)$/, "");
}
