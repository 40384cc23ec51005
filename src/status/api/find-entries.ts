/** In: the catalog and what somebody looks for. Out: the entries that have all of its words, the closest first. */
import type { CatalogEntry, Language, Surface } from "../../domain/catalog.ts";
import { compareText } from "./select-tenants.ts";

export interface EntryFilter {
  text: string;
  surface: Surface | undefined;
  language: Language;
}

export function findEntries(
  entries: readonly CatalogEntry[],
  { text, surface, language }: EntryFilter,
): CatalogEntry[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries
    .filter((entry) => surface === undefined || entry.surfaces.includes(surface))
    .map((entry) => ({ entry, distance: distanceOf(entry, wanted, language) }))
    .filter(({ distance }) => distance !== null)
    .toSorted((a, b) => (a.distance ?? 0) - (b.distance ?? 0) || compareText(a.entry.id, b.entry.id))
    .map(({ entry }) => entry);
}

/** 0: it is called so. 1: in its names. 2: in its title. 3: in its texts. Null: nowhere. */
function distanceOf(entry: CatalogEntry, wanted: readonly string[], language: Language): number | null {
  const names = [entry.id, ...entry.codes, ...entry.aliases].map((name) => name.toLowerCase());
  const { title, meaning, affected, stillWorks, remedy, clears } = entry.text[language];
  const within = (...texts: string[]) => {
    const all = texts.join("\n").toLowerCase();
    return wanted.every((word) => all.includes(word));
  };
  if (names.includes(wanted.join(" "))) return 0;
  if (within(...names)) return 1;
  if (within(...names, title)) return 2;
  return within(...names, title, meaning, affected, stillWorks, ...remedy, clears) ? 3 : null;
}
