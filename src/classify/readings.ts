/** Picks readings out of a poll's list by kind. */
import type { BlindReading } from "../domain/blindness.ts";
import type { ObjectCountsReading, Reading, SeenReading } from "../domain/reading.ts";
import type { ObjectType } from "../domain/synced-object.ts";

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

const countMembers = { user: "users", group: "groups", contact: "contacts" } as const;

/** Also the subject of a finding about that many objects. */
export function pluralOf(type: ObjectType): (typeof countMembers)[ObjectType] {
  return countMembers[type];
}

export function countOf(reading: ObjectCountsReading, type: ObjectType): number | null {
  return reading[countMembers[type]];
}
