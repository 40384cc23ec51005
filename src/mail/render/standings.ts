/** Object errors since the last mail about them: what came, what is still there, what is gone. */
import type { FactsOf } from "../../domain/finding.ts";
import type { ObjectError, ObjectErrorStanding } from "../../domain/synced-object.ts";

export type Standings = Record<ObjectErrorStanding, ObjectError[]>;

/** Null where the errors were not compared with those of the last mail. */
export function sortByStanding({ sample }: Pick<FactsOf["object-errors"], "sample">): Standings | null {
  if (!sample.some(({ standing }) => standing !== undefined)) return null;
  const of = (wanted: ObjectErrorStanding) => sample.filter(({ standing = "open" }) => standing === wanted);
  return { new: of("new"), open: of("open"), fixed: of("fixed") };
}

/** How many came and went since the last mail; by the last look alone where that is all that is known. */
export function countSinceLastMail(facts: FactsOf["object-errors"]): { added: number; fixed: number } {
  const sorted = sortByStanding(facts);
  if (!sorted) return { added: facts.added, fixed: facts.fixed };
  return { added: sorted.new.length, fixed: sorted.fixed.length };
}
