/** Kinds of value about time. In: the text of one value. Out: the same text (it is resolved later), or a message. */
import { Cron } from "croner";
import { validateDetailed } from "node-cron";
import { z } from "zod";
import { day, hour, minute, second } from "../domain/instant.ts";
import { say } from "./fields.ts";

const units: Record<string, number> = { s: second, m: minute, h: hour, d: day };
const durationPattern = /^([1-9][0-9]{0,5})([smhd])$/;

/** `15m` in milliseconds. Only for text that the `duration` type let through. */
export function parseDuration(text: string): number {
  const [, count, unit] = durationPattern.exec(text) ?? [];
  return Number(count) * (units[unit ?? ""] ?? Number.NaN);
}

/** `900000` as `15m`: the largest unit that fits. */
export function formatDuration(ms: number): string {
  const [unit, size] = Object.entries(units).findLast(([, size]) => ms % size === 0) ?? ["s", second];
  return `${ms / size}${unit}`;
}

const durationRemedy = "Write a whole number and s, m, h or d, as in 30s, 15m, 1h or 3d; at most 365d.";

export function duration() {
  return z
    .string()
    .refine((text) => durationPattern.test(text), { error: say("is not a duration", durationRemedy) })
    .refine((text) => !(parseDuration(text) > 365 * day), {
      error: say("is too long a duration", durationRemedy),
    });
}

/** A duration, or the word never. */
export function durationOrNever() {
  return z
    .string()
    .refine((text) => text === "never" || (durationPattern.test(text) && parseDuration(text) <= 365 * day), {
      error: say("is neither a duration nor never", "Write a span as in 1d or 12h, at most 365d, or never."),
    });
}

export function cron() {
  return z.string().check((context) => {
    const fault = findCronFault(context.value);
    if (fault) {
      const remedy =
        "Write five fields (minute hour day month weekday), or six with seconds first, as in */5 * * * *.";
      context.issues.push({ code: "custom", message: say(fault, remedy), input: context.value });
    }
  });
}

/** When a maintenance window begins: read by another library than the schedule, which must take it too. */
export function cronOfWindow() {
  return cron().refine(isCronOfWindow, {
    error: say(
      "is not a cron expression that a window can begin by",
      "Write five fields (minute hour day month weekday) with names as in TUE and JAN, and ranges that rise.",
    ),
  });
}

function isCronOfWindow(text: string): boolean {
  try {
    return new Cron(text, { mode: "5-or-6-parts" }).nextRun() !== null;
  } catch {
    // What is no cron expression at all has been told of already.
    return findCronFault(text) !== null;
  }
}

function findCronFault(text: string): string | null {
  const count = text.trim().split(/\s+/).filter(Boolean).length;
  if (count !== 5 && count !== 6) return `is not a cron expression: it has ${count} of 5 or 6 fields`;
  const { valid, errors } = validateDetailed(text);
  if (valid) return null;
  const fields = errors.map(({ field }) => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  return `is not a cron expression: wrong in ${[...new Set(fields)].join(", ")}`;
}

/** A moment with its offset, so that it is the same one everywhere. */
export function instant() {
  return z.iso.datetime({
    offset: true,
    error: say("is not a moment", "Write date, time and offset, as in 2026-12-01T20:00:00+01:00 or …Z."),
  });
}

export function timeZone() {
  return z.string().refine(isTimeZone, {
    error: say("is not a known time zone", "Write an IANA name, as in Europe/Amsterdam or UTC."),
  });
}

function isTimeZone(name: string): boolean {
  // Intl takes offsets such as +02:00 too, but those have no summer time: not what anyone means here.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
