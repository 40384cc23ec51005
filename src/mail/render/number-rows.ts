/** The numbers block of one alert: limits, counts and countdowns, by the kind of finding. */
import type { Transition } from "../../domain/alert.ts";
import type { Finding, FindingId } from "../../domain/finding.ts";
import type { RenderContext } from "./context.ts";
import { blindNumbers } from "./numbers/blind.ts";
import { jobNumbers } from "./numbers/jobs.ts";
import type { NumberContext, NumbersOf } from "./numbers/numbers.ts";
import { objectNumbers } from "./numbers/objects.ts";
import { setupNumbers } from "./numbers/setup.ts";
import { syncNumbers } from "./numbers/sync.ts";
import { type Draft, type Row, toRows } from "./rows.ts";

const numbers: NumbersOf<FindingId> = {
  ...syncNumbers,
  ...jobNumbers,
  ...objectNumbers,
  ...setupNumbers,
  ...blindNumbers,
};

// TypeScript cannot see that numbers[finding.id] takes exactly these facts; the mapped type guarantees it.
type Draw = Record<FindingId, (facts: Finding["facts"], context: NumberContext) => Draft[]>;

export function numberRows(
  transition: Transition,
  { texts, f, now }: Pick<RenderContext, "texts" | "f" | "now">,
): Row[] {
  return numbersOf(transition.alert.last, { texts, f, now }, transition.kind === "resolved");
}

/** `isOver`: these are the last bad values, so nothing counts on from them. */
export function numbersOf(
  { facts, id }: Finding,
  { texts, f, now }: Pick<RenderContext, "texts" | "f" | "now">,
  isOver: boolean,
): Row[] {
  const context = { texts, f, now: isOver ? null : now, writtenAt: now };
  return toRows(texts, (numbers as unknown as Draw)[id](facts, context));
}
