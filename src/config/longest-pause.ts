/**
 * In: a cron expression. Out: the longest time between two of its starts. Days count as 24 hours each: changes to and from
 * summer time are left out.
 */
import { Cron } from "croner";
import { day, hour, type Instant, minute, second } from "../domain/instant.ts";

/** Any day at midnight would do; this one begins a leap year. */
const origin: Instant = Date.UTC(2024, 0, 1);
/** With a leap day in it, so that every distance between two days that is at most a year comes up. */
const horizonMs = (4 * 365 + 1) * day;

/** Starts within one unit of time: the first and the last of them, and the longest pause between two. */
interface Starts {
  first: number;
  last: number;
  pauseMs: number;
}

/**
 * Null when it is more than `limitMs`, or when there are no more starts. What a minute, an hour and a day hold is looked at
 * one by one: the starts of a year may be millions.
 */
export function longestPauseMs(cron: string, limitMs: number): number | null {
  const fields = cron.trim().split(/\s+/);
  const [seconds, minutes, hours, ...days] = fields.length === 5 ? ["0", ...fields] : fields;
  const inMinute = joinStarts(startsWithin(minute, `${seconds} 0 0 * * *`), {
    first: 0,
    last: 0,
    pauseMs: 0,
  });
  const inHour = joinStarts(startsWithin(hour, `0 ${minutes} 0 * * *`), inMinute);
  const inDay = joinStarts(startsWithin(day, `0 0 ${hours} * * *`), inHour);
  let { pauseMs } = inDay;
  let previous: number | null = null;
  for (const start of startsOf(`0 0 0 ${days.join(" ")}`)) {
    if (previous !== null) pauseMs = Math.max(pauseMs, start + inDay.first - (previous + inDay.last));
    if (pauseMs > limitMs) return null;
    if (start >= horizonMs) return pauseMs;
    previous = start;
  }
  return null;
}

/** Smaller units that come again in each of the larger one's. */
function joinStarts(starts: number[], within: Starts): Starts {
  const pauses = starts
    .slice(1)
    .map((start, index) => start + within.first - ((starts[index] ?? 0) + within.last));
  return {
    first: (starts[0] ?? 0) + within.first,
    last: (starts.at(-1) ?? 0) + within.last,
    pauseMs: Math.max(within.pauseMs, ...pauses),
  };
}

function startsWithin(spanMs: number, cron: string): number[] {
  const starts: number[] = [];
  for (const start of startsOf(cron)) {
    if (start >= spanMs) break;
    starts.push(start);
  }
  return starts;
}

/** Milliseconds from the origin, as long as there are any. */
function* startsOf(cron: string): Generator<number> {
  const schedule = new Cron(cron, { timezone: "UTC", mode: "6-part" });
  let next = schedule.nextRun(new Date(origin - second));
  while (next !== null) {
    yield next.getTime() - origin;
    next = schedule.nextRun(next);
  }
}
