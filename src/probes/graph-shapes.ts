/**
 * How every probe reads Graph's scalar quirks: missing, null, empty, odd casing, year 0001, seven-digit fractions.
 * None of these throws; what can't be read is null, and null means "not said".
 */
import { z } from "zod";
import type { Instant } from "../domain/instant.ts";
import { cleanLine } from "../util/clean-text.ts";

/** A moment; null for missing, null, "", unreadable, and for year 0001, which is .NET's "never". */
export function readInstant(value: unknown): Instant | null {
  if (typeof value !== "string" || value === "" || value.startsWith("0001-")) return null;
  // Graph writes up to seven digits; without a zone the moment is UTC.
  const trimmed = value.replace(/(\.\d{3})\d+/, "$1");
  const instant = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(trimmed) ? trimmed : `${trimmed}Z`);
  return Number.isNaN(instant) ? null : instant;
}

/**
 * An ISO 8601 duration of days, hours, minutes and seconds, in milliseconds. Null for anything else, and for spans
 * of a century and more: `P10675199DT2H48M5.4775807S` is .NET's TimeSpan.MaxValue, "no schedule".
 */
export function readDurationMs(value: unknown): number | null {
  if (typeof value !== "string" || value.length > 60) return null;
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(value);
  if (!match || /^PT?$/i.test(value)) return null;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const ms = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  return ms > 0 && days < 36_500 ? ms : null;
}

/** One line of text; null for missing, null, empty or not text. */
export function readText(value: unknown, maxLength = 300): string | null {
  if (typeof value !== "string") return null;
  const line = cleanLine(value, maxLength);
  return line === "" ? null : line;
}

/** The member of `members` that equals `value` but for case; the last resort otherwise. */
export function readEnum<const T extends string, F>(
  value: unknown,
  members: readonly T[],
  otherwise: F,
): T | F {
  if (typeof value !== "string") return otherwise;
  const wanted = value.toLowerCase();
  return members.find((member) => member.toLowerCase() === wanted) ?? otherwise;
}

/** A whole number, also when it comes as text (Int64 may); 0 for anything else. */
export function readCount(value: unknown): number {
  const count = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof count === "number" && Number.isFinite(count) ? Math.trunc(count) : 0;
}

/** A member that may be missing, read by a function that never throws. */
export function loose<T>(read: (value: unknown) => T) {
  return z.unknown().optional().transform(read);
}

export const instant = loose(readInstant);
export const durationMs = loose(readDurationMs);
export const text = loose((value) => readText(value));
export const count = loose(readCount);
export const flag = loose((value) => (typeof value === "boolean" ? value : null));

/** A list whose unreadable members are dropped; missing or null is empty. */
export function listOf<T extends z.ZodType>(member: T) {
  return loose((value): z.output<T>[] => {
    if (!Array.isArray(value)) return [];
    return value.flatMap((item) => {
      const parsed = member.safeParse(item);
      return parsed.success ? [parsed.data] : [];
    });
  });
}

/** An object that may be missing, null or unreadable: then null. */
export function maybe<T extends z.ZodType>(shape: T) {
  return loose((value): z.output<T> | null => {
    const parsed = shape.safeParse(value);
    return parsed.success ? parsed.data : null;
  });
}
