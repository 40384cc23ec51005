/** In: what somebody typed of an ID, and what there is. Out: the one that was meant, or why there is none. */
import { cleanLine } from "../../util/clean-text.ts";

const shortest = 4;
const usualLength = 8;
/** Candidates named in a complaint. */
const maxNamed = 10;

/** The beginnings of IDs that tell them apart: eight characters, more where eight do not. */
export function createShortener(ids: readonly string[]): (id: string) => string {
  const longest = Math.max(usualLength, ...ids.map((id) => id.length));
  let length = usualLength;
  while (length < longest && new Set(ids.map((id) => id.slice(0, length))).size < new Set(ids).size)
    length += 1;
  return (id) => id.slice(0, length);
}

export interface Searched<Item> {
  items: readonly Item[];
  /** One line that names an item, its short ID included. */
  describe: (item: Item) => string;
  /** What they are: `open alert`. */
  kind: string;
}

export type Found<Item> = { item: Item } | { fault: string };

export function findById<Item extends { id: string }>(
  typed: string,
  { items, describe, kind }: Searched<Item>,
): Found<Item> {
  const wanted = typed.trim().toLowerCase();
  const shown = cleanLine(typed, 60);
  if (wanted.length < shortest) return { fault: `${shown}: give at least ${shortest} characters of the ID.` };
  const matches = items.filter(({ id }) => id.startsWith(wanted));
  const [only, ...others] = matches;
  if (!only)
    return {
      fault: `${shown}: no ${kind} has an ID that begins so.${name(items, "There are", "There is none.")}`,
    };
  if (others.length > 0)
    return { fault: `${shown}: several have an ID that begins so.${name(matches, "They are", "")}` };
  return { item: only };

  function name(candidates: readonly Item[], lead: string, none: string): string {
    if (candidates.length === 0) return ` ${none}`;
    const rest = candidates.length - maxNamed;
    const lines = candidates.slice(0, maxNamed).map((item) => `    ${describe(item)}`);
    return [
      ` ${lead}:`,
      ...lines,
      ...(rest > 0 ? [`    and ${rest} more: sync-health alerts list`] : []),
    ].join("\n");
  }
}
