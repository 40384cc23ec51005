/**
 * In: what this poll proves, and the live alerts of one tenant. Out: the alerts to store and the transitions to tell,
 * each with its reason. Pure. What the poll does not prove, good or bad, leaves its alert as it is.
 */
import type { Alert, Transition } from "../domain/alert.ts";
import type { Finding } from "../domain/finding.ts";
import { applyInhibition } from "./inhibit.ts";
import { clearanceOf, datedByAlerts, isAbout } from "./match.ts";
import {
  begin,
  goOn,
  hasLasted,
  improve,
  leave,
  newAlert,
  type ReconcileInput,
  type Step,
  seenAgain,
  waitOn,
  withdraw,
} from "./steps.ts";

export interface Reconciliation {
  /** Alerts that differ from what is stored. */
  alerts: Alert[];
  transitions: Transition[];
  /** Found, but said already by a worse finding; for the log. */
  inhibited: Finding[];
}

export function reconcile(input: ReconcileInput): Reconciliation {
  const { assessment, alive, now } = input;
  const cleared = (alert: Alert) => clearanceOf(alert, assessment.clearances);
  const open = alive.filter((alert) => alert.state === "open");
  const stillOpen = open.filter((alert) => cleared(alert) === null).map((alert) => alert.last);
  const findings = datedByAlerts(assessment.findings, alive);
  // What is only pending says nothing yet, and must not keep others from saying something.
  const speaking = findings.filter((finding) => {
    const alert = alive.find((candidate) => isAbout(candidate, finding));
    return (
      alert?.state === "open" ||
      hasLasted(input, alert ? seenAgain(alert, finding, now) : newAlert(input, finding))
    );
  });
  const { inhibited } = applyInhibition(findings, [...speaking, ...stillOpen], now);

  const steps: (Step | null)[] = [
    ...findings.map((finding) => {
      const alert = alive.find((candidate) => isAbout(candidate, finding));
      const isSilent = inhibited.includes(finding);
      if (!alert) return isSilent ? null : begin(input, finding);
      return alert.state === "pending"
        ? waitOn(input, alert, finding, isSilent)
        : goOn(input, alert, finding, isSilent);
    }),
    ...alive
      .filter((alert) => !findings.some((finding) => isAbout(alert, finding)))
      .map((alert) => {
        const clearance = cleared(alert);
        if (!clearance) return leave(input, alert);
        return alert.state === "pending" ? withdraw(input, alert) : improve(input, alert, clearance);
      }),
  ];
  const taken = steps.filter((step) => step !== null);
  return {
    alerts: taken.map((step) => step.alert),
    transitions: taken.flatMap((step) => step.transitions),
    inhibited,
  };
}
