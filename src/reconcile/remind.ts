/** When an open alert that did not change is told again, and why. Pure. */
import type { Alert, TransitionReason } from "../domain/alert.ts";
import { type AlertRule, deadlineDays } from "../domain/alert-rules.ts";
import { day, type Instant, minute } from "../domain/instant.ts";

/** Polls start a few seconds early or late: a reminder need not wait for the next one because of that. */
const toleranceMs = (every: number) => Math.min(minute, every / 20);

/** The reason to tell it again now; null for none. An acknowledgement stops repeats, but not a deadline. */
export function reminderOf(alert: Alert, rule: AlertRule, now: Instant): TransitionReason | null {
  if (alert.owing === "news" && !isKnown(alert)) return "silence-ended";
  const toldAt = alert.toldAt ?? alert.raisedAt;
  if (deadlinesOf(alert).some((at) => toldAt < at && at <= now)) return "deadline-near";
  const every = rule.remindEveryMs[alert.last.severity];
  if (every === null || now < toldAt + every - toleranceMs(every)) return null;
  const isDigest = alert.finding === "object-errors";
  if (!alert.acknowledgement) return isDigest ? "digest-due" : "repeat-due";
  // What was acknowledged is known; objects that failed since are not.
  return isDigest && alert.owing !== null ? "digest-due" : null;
}

/** Somebody acknowledged it as it is: it has not changed since. */
function isKnown({ acknowledgement, changedAt }: Alert): boolean {
  return acknowledgement !== null && (changedAt === null || changedAt <= acknowledgement.at);
}

/** When the next reminder will be due, should nothing change; null: none is planned. */
export function nextReminderAt(alert: Alert, rule: AlertRule, now: Instant): Instant | null {
  if (alert.state !== "open") return null;
  const every = alert.acknowledgement ? null : rule.remindEveryMs[alert.last.severity];
  const moments = [...(every === null ? [] : [now + every]), ...deadlinesOf(alert).filter((at) => at > now)];
  return moments.length === 0 ? null : Math.min(...moments);
}

/** The moments before Microsoft disables the job at which it is told again. */
function deadlinesOf({ last: { facts } }: Alert): Instant[] {
  const disableAt = "disableAt" in facts ? facts.disableAt : null;
  return disableAt === null ? [] : deadlineDays.map((days) => disableAt - days * day);
}
