/** Limits that are crossed one after the other: how far a value has got. Pure. */
import { day, type Instant } from "../../domain/instant.ts";

/** How many of the limits `value` has reached; each counts once, whatever their order. */
export function stepUp(value: number, limits: readonly number[]): number {
  return new Set(limits.filter((limit) => value >= limit)).size;
}

/** Days before an end at which it is told again, inside the warning and critical limits of the configuration. */
const countdownDays = [14, 7, 3, 1, 0];

export interface Countdown {
  severity: "warning" | "critical";
  /** The limit that was crossed last, in days. */
  thresholdDays: number;
  step: number;
}

/** null: the end is further away than the warning limit. */
export function countDown(
  endsAt: Instant,
  limits: { warningDays: number; criticalDays: number },
  now: Instant,
): Countdown | null {
  const { warningDays, criticalDays } = limits;
  const daysLeft = (endsAt - now) / day;
  if (daysLeft > warningDays) return null;
  const steps = [warningDays, criticalDays, ...countdownDays.filter((days) => days < warningDays)];
  const crossed = [...new Set(steps.filter((days) => daysLeft <= days))];
  return {
    severity: daysLeft <= criticalDays ? "critical" : "warning",
    thresholdDays: Math.min(...crossed),
    step: crossed.length,
  };
}
