/** What transitions are to those who are told of them: of which kind, and in which order. */
import { type ToldKind, type Transition, toldKinds } from "./alert.ts";
import { compareSeverity } from "./severity.ts";

/** What was held back until now, by a silence or a maintenance window, is for its readers the first word: a raise. */
export function toldAs({ kind, reason, toldBefore }: Transition): ToldKind {
  // What a silence held back, and was told before, is a change.
  const told =
    reason === "silence-ended" ? "changed" : (toldKinds.find((known) => known === kind) ?? "changed");
  return told === "resolved" || toldBefore !== null ? told : "raised";
}

/** What is wrong before what is over, the worst first, what is new before what is known. */
export function inTellingOrder(transitions: readonly Transition[]): Transition[] {
  const isOver = (transition: Transition) => (toldAs(transition) === "resolved" ? 1 : 0);
  return [...transitions].sort(
    (a, b) =>
      isOver(a) - isOver(b) ||
      compareSeverity(b.alert.last.severity, a.alert.last.severity) ||
      toldKinds.indexOf(toldAs(a)) - toldKinds.indexOf(toldAs(b)),
  );
}
