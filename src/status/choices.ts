/** What the form offers: to acknowledge, or to silence for a time. */
import { day, hour } from "../domain/instant.ts";

export const choices = ["acknowledge", "silence-4h", "silence-1d", "silence-7d"] as const;
export type Choice = (typeof choices)[number];

/** For how long it silences. */
export const silenceMs: Record<Exclude<Choice, "acknowledge">, number> = {
  "silence-4h": 4 * hour,
  "silence-1d": day,
  "silence-7d": 7 * day,
};

export function toChoice(text: string | null): Choice | null {
  return choices.find((choice) => choice === text) ?? null;
}
