/** How long a finding is watched before it is told, how often it is told again, and what calms one that flaps. */

import { type FindingId, findingIds } from "./finding.ts";
import { day, hour } from "./instant.ts";
import type { Severity } from "./severity.ts";

export interface AlertRule {
  /** Seen by so many polls in a row … */
  pendingPolls: number;
  /** … and for so long, before it is raised. */
  pendingMs: number;
  /** Told again so often while it is open; null: not. */
  remindEveryMs: Record<Severity, number | null>;
}
export type AlertRules = Readonly<Record<FindingId, AlertRule>>;

export interface FlapRule {
  /** So many raises of the same within `withinMs`, and it is flapping … */
  raises: number;
  withinMs: number;
  /** … which ends it only after good polls for so long. */
  calmMs: number;
}

/** Days before Microsoft disables a quarantined job at which it is told again, acknowledged or not. */
export const deadlineDays: readonly number[] = [7, 3, 1];

const daily: AlertRule["remindEveryMs"] = { info: null, warning: day, critical: day };
/** Told again by its own steps as it gets nearer or fuller; only the worst is worth a daily word. */
const bySteps: AlertRule["remindEveryMs"] = { info: null, warning: null, critical: day };
/** Not broken, and not mended in a day: a habit of the directory or of its setup. */
const weekly: AlertRule["remindEveryMs"] = { info: null, warning: 7 * day, critical: day };

const exceptions: Partial<Record<FindingId, AlertRule["remindEveryMs"]>> = {
  "object-quota": bySteps,
  "federation-certificate": bySteps,
  "credential-expiry": bySteps,
  "unroutable-upn": weekly,
  "group-name-empty": weekly,
  "orphaned-synced-objects": weekly,
  "delete-protection-off": weekly,
  "notification-gap": weekly,
};

export const defaultAlertRules: AlertRules = Object.freeze(
  Object.fromEntries(
    findingIds.map((id) => [
      id,
      Object.freeze({ pendingPolls: 1, pendingMs: 0, remindEveryMs: exceptions[id] ?? daily }),
    ]),
  ) as Record<FindingId, AlertRule>,
);

export const defaultFlapRule: Readonly<FlapRule> = Object.freeze({
  raises: 3,
  withinMs: day,
  calmMs: 2 * hour,
});
