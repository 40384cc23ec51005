/** Moments and spans as numbers: milliseconds since 1970-01-01T00:00:00Z, and milliseconds. */

export type Instant = number;

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** ISO 8601 in UTC, to the millisecond; null stays null. */
export function toIso(instant: Instant): string;
export function toIso(instant: Instant | null): string | null;
export function toIso(instant: Instant | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
