/** How a tenant stood over time: a sample at every poll, kept in steps of five minutes for days and of an hour for a year. */
import { day, hour, type Instant, minute } from "./instant.ts";
import type { TenantState } from "./report.ts";

export interface HistorySample {
  state: TenantState;
  /** Age of the newest proof of a synchronization, and of a password hash synchronization; null: none, or not in use. */
  syncAgeMs: number | null;
  passwordSyncAgeMs: number | null;
  /** Null, as below: not known. */
  objectErrors: number | null;
  serviceErrors: number | null;
  /** Objects that Cloud Sync jobs held back. */
  escrowed: number | null;
  users: number | null;
  groups: number | null;
  contacts: number | null;
  quotaUsed: number | null;
  quotaTotal: number | null;
}

/**
 * What one step, or several of them taken together, held. State, ages and errors are the worst of it; counts and quota
 * the last. Where the monitor did not run there is no point.
 */
export interface HistoryPoint extends HistorySample {
  /** Beginning of the step; of several taken together, of the first in which something was sampled. */
  at: Instant;
}

/** The two series: short steps for the last days, long ones for a year. */
export const historySteps = {
  fine: { stepMs: 5 * minute, keptMs: 14 * day },
  coarse: { stepMs: hour, keptMs: 396 * day },
} as const;
export type HistoryStep = keyof typeof historySteps;

export interface HistoryQuery {
  tenant: string;
  from: Instant;
  to: Instant;
  /** Neighbouring steps are taken together until there are no more points than this. */
  maxPoints: number;
}

/** How far apart the points of an answer are: as many whole steps as it takes. */
export function pointWidthMs(
  { from, to, maxPoints }: Omit<HistoryQuery, "tenant">,
  step: HistoryStep,
): number {
  const { stepMs } = historySteps[step];
  // One less, as the first and the last may both be cut by the edges.
  return maxPoints <= 1 ? stepMs : stepMs * Math.max(1, Math.ceil((to - from) / stepMs / (maxPoints - 1)));
}

/** The shortest steps that reach back so far. */
export function stepFor(from: Instant, now: Instant): HistoryStep {
  return now - from <= historySteps.fine.keptMs ? "fine" : "coarse";
}
