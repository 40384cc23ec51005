/** In: who acknowledges or silences, and why, as somebody typed it. Out: both as bounded lines, and what is wrong with them. */
import { cleanLine } from "../util/clean-text.ts";

export const maxNameLength = 100;
export const maxReasonLength = 300;

export type WordsFault = "name-missing" | "name-too-long" | "reason-missing" | "reason-too-long";

export interface Words {
  by: string;
  reason: string;
  /** Empty: they may be stored. */
  faults: WordsFault[];
}

export function readWords(given: { by: string; reason: string }): Words {
  const by = toLine(given.by);
  const reason = toLine(given.reason);
  const faults: WordsFault[] = [];
  if (by === "") faults.push("name-missing");
  if (by.length > maxNameLength) faults.push("name-too-long");
  if (reason === "") faults.push("reason-missing");
  if (reason.length > maxReasonLength) faults.push("reason-too-long");
  return { by, reason, faults };
}

/** Longer than any limit, so that what is too long is refused, and not cut. */
function toLine(text: string): string {
  return cleanLine(text.toWellFormed(), 1_000);
}
