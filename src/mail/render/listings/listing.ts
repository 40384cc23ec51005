/**
 * A list of what a mail is about: in goes what each column says of one item, out comes a listing, of which the mail shows
 * the first rows and the attached file has all. Cells are clean, bounded lines.
 */
import type { Formatter } from "../format.ts";
import { safeLine } from "../safe-line.ts";
import type { Label } from "../texts/labels.ts";
import type { Texts } from "../texts/texts.ts";

/** What a table says of one item: a line, and small print below it; empty: not known. */
export type Cell = readonly string[];

export interface Listing {
  /** Heads of the table's columns; the first column names the item. */
  columns: string[];
  groups: ListingGroup[];
  /** All of it, for the attached file. */
  file: { columns: string[]; length: number; row: (index: number) => (string | null)[] };
}

export interface ListingGroup {
  title: string | null;
  /** How many items are on hand. */
  length: number;
  /** How many there are; more than are on hand where the list was cut off. */
  total: number;
  /** And there may be more. */
  atLeast: boolean;
  row: (index: number) => Cell[];
}

export interface ListContext {
  texts: Texts;
  f: Formatter;
}

/** What a table's column says of an item: lines as they come, not yet clean; null for one that is not known. */
export type TableColumns<Item> = [label: Label, say: (item: Item) => (string | null)[]][];
export type FileColumns<Item> = [label: Label, say: (item: Item) => string | null][];

export interface GroupDraft<Item> {
  title: string | null;
  items: readonly Item[];
  total: number;
  atLeast: boolean;
  columns: TableColumns<Item>;
}

const maxCellLength = 160;
const maxFileCellLength = 1_000;

/** All groups have the same column heads. Null when nothing is listed. */
export function toListing<Item>(
  groups: GroupDraft<Item>[],
  fileColumns: FileColumns<Item>,
  { texts }: ListContext,
): Listing | null {
  const filled = groups.filter(({ items }) => items.length > 0);
  const [first] = filled;
  if (!first) return null;
  const all = filled.flatMap(({ items }) => items);
  return {
    columns: first.columns.map(([label]) => texts.label[label]),
    groups: filled.map(({ title, items, total, atLeast, columns }) => ({
      title,
      length: items.length,
      total: Math.max(total, items.length),
      atLeast,
      row: (index) => columns.map(([, say]) => toCell(say(items[index] as Item))),
    })),
    file: {
      columns: fileColumns.map(([label]) => texts.label[label]),
      length: all.length,
      row: (index) => fileColumns.map(([, say]) => safeLine(say(all[index] as Item), maxFileCellLength)),
    },
  };
}

/** A blank is as good as nothing. */
function toCell(lines: (string | null)[]): Cell {
  return lines.map((line) => safeLine(line, maxCellLength)).filter((line): line is string => Boolean(line));
}
