/** In: moments and seeds. Out: values the way Graph writes them (dates, durations, GUIDs) and seeded randomness. */
import { createHash } from "node:crypto";
import type { Instant } from "../domain/instant.ts";

/** Graph's "never" for dates that are not nullable. */
export const neverDate = "0001-01-01T00:00:00Z";
/** .NET's TimeSpan.MaxValue: "no schedule". */
export const neverInterval = "P10675199DT2H48M5.4775807S";

/** Whole seconds, as directory objects carry them: `2026-09-14T06:41:09Z`. */
export function toGraphSeconds(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/**
 * Fractional seconds of 7 digits (or fewer), as the synchronization service writes them: `…02.1957721Z`.
 * The digits below the millisecond are made up from the instant, so one moment is always written the same way.
 */
export function toGraphTicks(instant: Instant, digits = 7): string {
  const ticks = String(1 + ((Math.imul(instant % 1_000_003, 2_654_435_761) >>> 0) % 9_998)).padStart(4, "0");
  const fraction = (new Date(instant).toISOString().slice(20, 23) + ticks).slice(0, digits);
  return `${new Date(instant).toISOString().slice(0, 19)}.${fraction}Z`;
}

/** A version-4-shaped GUID that is always the same for the same text. */
export function guidFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Numbers in [0, 1) that repeat for the same seed (mulberry32), so a failing run can be run again. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A shuffled copy. */
export function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
