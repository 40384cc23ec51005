/**
 * In: what this poll proves, and the open alerts of one tenant. Out: the alerts to store and the transitions to tell,
 * each with its reason. Pure. What the poll does not prove, good or bad, leaves its alert as it is.
 */
import type { Alert, Transition, TransitionKind, TransitionReason } from "../domain/alert.ts";
import type { Assessment, Clearance, Finding, Proof } from "../domain/finding.ts";
import type { Instant } from "../domain/instant.ts";
import { compareSeverity } from "../domain/severity.ts";
import { applyInhibition } from "./inhibit.ts";

export interface ReconcileInput {
  tenant: string;
  assessment: Assessment;
  /** The tenant's open alerts. */
  open: readonly Alert[];
  /** Proven good polls in a row before an alert is resolved. */
  resolveAfterPolls: number;
  now: Instant;
  createId: () => string;
}

export interface Reconciliation {
  /** Alerts that differ from what is stored. */
  alerts: Alert[];
  transitions: Transition[];
  /** Found, but silenced by a worse finding; for the log. */
  inhibited: Finding[];
}

export function reconcile(input: ReconcileInput): Reconciliation {
  const { assessment, open, now } = input;
  const alerts: Alert[] = [];
  const transitions: Transition[] = [];
  const record = (
    alert: Alert,
    kind: TransitionKind,
    reason: TransitionReason,
    proof: Proof | null = null,
  ) => {
    transitions.push({ alertId: alert.id, kind, reason, at: now, alert, proof });
  };

  const cleared = (alert: Alert) => clearanceOf(alert, assessment.clearances);
  const stillOpen = open.filter((alert) => cleared(alert) === null).map((alert) => alert.last);
  const alertOf = (finding: Finding) => open.find((candidate) => isAbout(candidate, finding));
  const findings = datedByAlerts(assessment.findings, open);
  const { inhibited } = applyInhibition(findings, [...findings, ...stillOpen], now);

  for (const finding of findings) {
    const alert = alertOf(finding);
    if (!alert) {
      if (inhibited.includes(finding)) continue;
      const raised = createAlert(input, finding);
      alerts.push(raised);
      record(raised, "raised", "condition-met");
      continue;
    }
    const isSilent = inhibited.includes(finding);
    const change = isSilent ? null : changeOf(alert.last, finding);
    const updated: Alert = {
      ...alert,
      last: isSilent ? asTold(finding, alert.last) : withHighestStep(finding, alert.last),
      lastSeenAt: now,
      goodPolls: 0,
      changedAt: change ? now : alert.changedAt,
    };
    alerts.push(updated);
    if (change) record(updated, "changed", change);
  }

  for (const alert of open) {
    if (findings.some((finding) => isAbout(alert, finding))) continue;
    const clearance = cleared(alert);
    if (!clearance) continue;
    const goodPolls = alert.goodPolls + 1;
    const resolved = goodPolls >= input.resolveAfterPolls;
    const updated: Alert = {
      ...alert,
      goodPolls,
      state: resolved ? "resolved" : "open",
      resolvedAt: resolved ? now : null,
    };
    alerts.push(updated);
    if (resolved) {
      record(updated, "resolved", clearance.reason, clearance.subjectKey === null ? null : clearance.proof);
    }
  }
  return { alerts, transitions, inhibited };
}

function createAlert({ tenant, now, createId }: ReconcileInput, finding: Finding): Alert {
  return {
    id: createId(),
    tenant,
    finding: finding.id,
    subjectKey: finding.subject.key,
    state: "open",
    last: finding,
    raisedAt: now,
    changedAt: null,
    lastSeenAt: now,
    resolvedAt: null,
    goodPolls: 0,
  };
}

/** An incident began when it was first seen to have begun, however the later polls date it. */
export function datedByAlerts(findings: readonly Finding[], open: readonly Alert[]): Finding[] {
  return findings.map((finding) => {
    const since = open.find((alert) => isAbout(alert, finding))?.last.since ?? finding.since;
    return finding.since <= since ? finding : { ...finding, since };
  });
}

/** A value that swings around a limit has reached it once; another end begins to count anew. */
function withHighestStep(finding: Finding, before: Finding): Finding {
  if (endOf(finding) !== endOf(before)) return finding;
  return withStep(finding, Math.max(stepOf(finding), stepOf(before)));
}

/** What nobody was told is still to be told when the silence ends. */
function asTold(finding: Finding, told: Finding): Finding {
  const { severity, code } = told;
  return withStep({ ...finding, severity, code }, stepOf(told));
}

function withStep(finding: Finding, step: number): Finding {
  if (!("step" in finding.facts)) return finding;
  return { ...finding, facts: { ...finding.facts, step } } as Finding;
}

function endOf({ facts }: Finding): Instant | null {
  return "expiresAt" in facts ? facts.expiresAt : null;
}

function stepOf({ facts }: Finding): number {
  return "step" in facts ? facts.step : 0;
}

/** Worth telling: another severity, another reason for a quarantine, a further limit. Never a number or a text. */
function changeOf(before: Finding, after: Finding): TransitionReason | null {
  const difference = compareSeverity(after.severity, before.severity);
  if (difference > 0) return "severity-rose";
  if (difference < 0) return "severity-fell";
  const sameCode = after.code?.toLowerCase() === before.code?.toLowerCase();
  if (after.id === "job-quarantine" && !sameCode) return "code-changed";
  if (endOf(after) !== endOf(before)) return null;
  return stepOf(after) > stepOf(before) ? "step-reached" : null;
}

/** The finding is the one that this alert is the life of. */
export function isAbout(alert: Alert, finding: Finding): boolean {
  return alert.finding === finding.id && alert.subjectKey === finding.subject.key;
}

/** The proof that this alert's condition no longer holds; null without one. */
export function clearanceOf(alert: Alert, clearances: readonly Clearance[]): Clearance | null {
  return (
    clearances.find(
      (clearance) =>
        clearance.id === alert.finding &&
        (clearance.subjectKey === null
          ? !clearance.except.includes(alert.subjectKey)
          : clearance.subjectKey === alert.subjectKey),
    ) ?? null
  );
}
