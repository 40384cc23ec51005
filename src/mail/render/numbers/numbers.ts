/** What the numbers of one kind of finding are made from: its facts and the words; a kind without does not compile. */
import type { FactsOf, FindingId } from "../../../domain/finding.ts";
import type { Instant } from "../../../domain/instant.ts";
import type { Formatter } from "../format.ts";
import type { Draft } from "../rows.ts";
import type { Texts } from "../texts/texts.ts";

export interface NumberContext {
  texts: Texts;
  f: Formatter;
  /** Null when it is over: nothing counts on then. */
  now: Instant | null;
  /** When the mail is written, whatever it tells. */
  writtenAt: Instant;
}

export type NumbersOf<Id extends FindingId> = {
  [K in Id]: (facts: FactsOf[K], context: NumberContext) => Draft[];
};
