/** Picks readings out of a poll's list by kind. */
import type { BlindReading } from "../domain/blindness.ts";
import type { Reading, SeenReading } from "../domain/reading.ts";

export function readingOf<Kind extends SeenReading["kind"]>(
  readings: readonly Reading[],
  kind: Kind,
): Extract<SeenReading, { kind: Kind }> | null {
  const found = readings.find((reading) => reading.kind === kind);
  return (found as Extract<SeenReading, { kind: Kind }> | undefined) ?? null;
}

export function blindOf(readings: readonly Reading[]): BlindReading[] {
  return readings.filter((reading) => reading.kind === "blind");
}
