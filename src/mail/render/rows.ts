/** Label-and-value rows, the stuff of a mail's blocks: drafts in, rows out; a draft without a value is left out. */
import type { Instant } from "../../domain/instant.ts";
import type { Formatter } from "./format.ts";
import type { Label } from "./texts/labels.ts";
import type { Texts } from "./texts/texts.ts";

export interface Row {
  key: Label;
  label: string;
  value: string;
}

export type Draft = false | [Label, string | null | false];

export function toRows(texts: Texts, drafts: Draft[]): Row[] {
  return drafts.flatMap((draft) => {
    if (draft === false) return [];
    const [label, value] = draft;
    return value ? [{ key: label, label: texts.label[label], value }] : [];
  });
}

/** A moment and how far off it is; without `now` the moment alone. `passed` is said of one that is over. */
export function countdown(
  at: Instant | null,
  { texts, f, now }: { texts: Texts; f: Formatter; now: Instant | null },
  passed: string,
): string | null {
  const moment = f.moment(at);
  if (at === null || moment === null || now === null) return moment;
  return `${moment} – ${at > now ? texts.countdown(f.span(at - now)) : passed}`;
}

/** How long before an end it is told; none left is the end itself. */
export function expiryLimit(days: number, texts: Texts, f: Formatter): string {
  return days > 0 ? f.days(days) : texts.expiryItself;
}
