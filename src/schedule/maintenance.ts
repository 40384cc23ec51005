/** In: a configured maintenance window and a moment. Out: the span of it that holds then, or comes next. Pure. */
import { Cron } from "croner";
import type { Instant } from "../domain/instant.ts";
import type { MaintenanceWindow } from "../domain/silence.ts";

/** From `from` on, until just before `to`. */
export interface Span {
  from: Instant;
  to: Instant;
}

/** The span that `now` lies in, null when there is none; of several that overlap, the one that began last. */
export function activeWindow({ when }: MaintenanceWindow, now: Instant): Span | null {
  const begun = when.type === "once" ? when : spanFrom(latestStart(when, now), when.durationMs);
  return begun && begun.from <= now && now < begun.to ? { from: begun.from, to: begun.to } : null;
}

/** The next span that begins after `now`; null when there is none. */
export function nextWindow({ when }: MaintenanceWindow, now: Instant): Span | null {
  const next = when.type === "once" ? when : spanFrom(nextStart(when, now), when.durationMs);
  return next && next.from > now ? { from: next.from, to: next.to } : null;
}

/** The duration is time that passes: it is the same over a change to or from summer time. */
function spanFrom(start: Instant | null, durationMs: number): Span | null {
  return start === null ? null : { from: start, to: start + durationMs };
}

type Recurring = Extract<MaintenanceWindow["when"], { type: "recurring" }>;

/** All spans are as long as each other, so the one that began last is also the one that ends last. */
function latestStart(when: Recurring, now: Instant): Instant | null {
  // croner looks before a moment, and starts are whole seconds: a millisecond later brings in the start that is now.
  const [start] = parse(when).previousRuns(1, new Date(now + 1));
  return start?.getTime() ?? null;
}

function nextStart(when: Recurring, now: Instant): Instant | null {
  return parse(when).nextRun(new Date(now))?.getTime() ?? null;
}

/** A fixed hour that the change to summer time leaves out begins when that hour is over; one that comes twice, once. */
function parse({ cron, timeZone }: Recurring): Cron {
  return new Cron(cron, { timezone: timeZone, mode: "5-or-6-parts", fixedTimeRule: "no-wildcard" });
}
