/** The lists that a mail shows: in goes a listing and how many rows there is room for, out come tables that say what is missing. */
import type { AttachedList } from "./attachments.ts";
import type { RenderContext } from "./context.ts";
import type { Cell, ListingGroup } from "./listings/listing.ts";

export interface ShownList {
  /** What its rows have in common; null for the only list. */
  title: string | null;
  /** The first column names the item. */
  columns: string[];
  rows: Cell[][];
  /** "and 14 more, all in the attached file"; null when the list is whole. */
  more: string | null;
}

export interface ListBlock {
  heading: string;
  lists: ShownList[];
  /** Which file has it all. */
  attached: string;
}

export function showLists(
  { listing, filename, rows: written, of }: AttachedList,
  maxRows: number,
  { texts, f }: Pick<RenderContext, "texts" | "f">,
): ListBlock {
  const isWhole = written === listing.file.length;
  const namesAll = isWhole && listing.groups.every(({ total, length }) => total === length);
  const shares = share(
    listing.groups.map(({ length }) => length),
    maxRows,
  );
  const more = ({ length, total, atLeast }: ListingGroup, shown: number): string | null => {
    const rest = total - shown;
    if (rest <= 0) return null;
    const count = atLeast ? texts.atLeast(f.number(rest)) : f.number(rest);
    return isWhole && total === length ? texts.moreAttached(count) : texts.more(count);
  };
  return {
    heading: of ? texts.heading.samples : texts.heading.tenants,
    lists: listing.groups.map((group, at) => {
      const shown = shares[at] ?? 0;
      return {
        title: group.title,
        columns: listing.columns,
        rows: Array.from({ length: shown }, (_, index) => group.row(index)),
        more: more(group, shown),
      };
    }),
    attached: texts.attached(filename, namesAll ? null : f.number(written)),
  };
}

/** Divides the room evenly: what a short list leaves goes to the longer ones. */
export function share(lengths: readonly number[], room: number): number[] {
  const shares = lengths.map(() => 0);
  let left = room;
  let hungry = lengths.map((_, index) => index).filter((index) => (lengths[index] ?? 0) > 0);
  while (left > 0 && hungry.length > 0) {
    const portion = Math.max(1, Math.floor(left / hungry.length));
    for (const index of hungry) {
      const taken = Math.min(portion, left, (lengths[index] ?? 0) - (shares[index] ?? 0));
      shares[index] = (shares[index] ?? 0) + taken;
      left -= taken;
    }
    hungry = hungry.filter((index) => (shares[index] ?? 0) < (lengths[index] ?? 0));
  }
  return shares;
}
