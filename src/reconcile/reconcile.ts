/**
 * In: what this poll proves, and the live alerts of one tenant. Out: the alerts to store and the transitions to tell,
 * each with its reason. Pure. What the poll does not prove, good or bad, leaves its alert as it is.
 */
import type {
  Alert,
  EndedIncident,
  Hold,
  Transition,
  TransitionKind,
  TransitionReason,
} from "../domain/alert.ts";
import type { AlertRules, FlapRule } from "../domain/alert-rules.ts";
import type { Assessment, Clearance, Finding, Proof } from "../domain/finding.ts";
import type { Instant } from "../domain/instant.ts";
import { changeOf, rebase, withoutSample } from "./change.ts";
import { applyInhibition } from "./inhibit.ts";
import { nextReminderAt, reminderOf } from "./remind.ts";

export interface ReconcileInput {
  tenant: string;
  assessment: Assessment;
  /** The tenant's open and pending alerts. */
  alive: readonly Alert[];
  /** Incidents that ended within `flapping.withinMs`. */
  ended: readonly EndedIncident[];
  rules: AlertRules;
  flapping: FlapRule;
  /** Proven good polls in a row before an alert is resolved. */
  resolveAfterPolls: number;
  /** The silence or maintenance window that covers a finding now. */
  holdOf: (finding: Finding) => Hold | null;
  now: Instant;
  createId: () => string;
}

export interface Reconciliation {
  /** Alerts that differ from what is stored. */
  alerts: Alert[];
  transitions: Transition[];
  /** Found, but said already by a worse finding; for the log. */
  inhibited: Finding[];
}

/** One alert on its way through this poll: what it becomes, and what is recorded of that. */
interface Step {
  alert: Alert;
  transitions: Transition[];
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

/** Seen for the first time. */
function begin(input: ReconcileInput, finding: Finding): Step {
  const alert: Alert = { ...newAlert(input, finding), id: input.createId() };
  if (hasLasted(input, alert)) return raise(input, alert);
  return { alert, transitions: [record(input, alert, "pending", "not-long-enough", { quiet: true })] };
}

function newAlert(input: ReconcileInput, finding: Finding): Alert {
  const { now } = input;
  return {
    id: "",
    tenant: input.tenant,
    finding: finding.id,
    subjectKey: finding.subject.key,
    state: "pending",
    last: finding,
    pendingSince: now,
    pendingPolls: 1,
    raisedAt: now,
    changedAt: null,
    lastSeenAt: now,
    resolvedAt: null,
    goodPolls: 0,
    goodSince: null,
    announced: { finding: withoutSample(finding), at: now },
    toldAt: null,
    owing: null,
    flapping: false,
    changes: [],
    hold: null,
    acknowledgement: null,
  };
}

/** Pending, and seen again. */
function waitOn(input: ReconcileInput, before: Alert, finding: Finding, isSilent: boolean): Step {
  const alert = seenAgain(before, finding, input.now);
  return !isSilent && hasLasted(input, alert) ? raise(input, alert) : { alert, transitions: [] };
}

function seenAgain(before: Alert, finding: Finding, now: Instant): Alert {
  return { ...before, last: finding, lastSeenAt: now, pendingPolls: before.pendingPolls + 1 };
}

function hasLasted({ rules, now }: ReconcileInput, { finding, pendingPolls, pendingSince }: Alert): boolean {
  const rule = rules[finding];
  return pendingPolls >= rule.pendingPolls && now - pendingSince >= rule.pendingMs;
}

function raise(input: ReconcileInput, pending: Alert): Step {
  const { ended, flapping: rule, now } = input;
  const { last } = pending;
  const endings = ended.filter(
    (incident) => isAbout(incident, last) && now - incident.resolvedAt <= rule.withinMs,
  );
  const isFlapping = endings.length + 1 >= rule.raises;
  const hold = input.holdOf(last);
  const alert: Alert = {
    ...pending,
    state: "open",
    raisedAt: now,
    announced: { finding: withoutSample(last), at: now },
    flapping: isFlapping,
    hold,
    toldAt: hold ? null : now,
    owing: hold ? "news" : null,
  };
  const reason = isFlapping ? "flapping" : "condition-met";
  return {
    alert,
    transitions: [
      record(input, alert, "raised", reason, { quiet: hold !== null }),
      ...(hold ? [record(input, alert, "silenced", hold.by, { quiet: true })] : []),
    ],
  };
}

/** Open, and seen again: a change is told, a reminder when it is due, and neither while something holds it back. */
function goOn(input: ReconcileInput, before: Alert, finding: Finding, isSilent: boolean): Step {
  const { now, rules, flapping } = input;
  const changes = before.changes.filter((at) => now - at <= flapping.withinMs);
  const seen = watchHold(input, {
    ...before,
    last: finding,
    lastSeenAt: now,
    goodPolls: 0,
    goodSince: null,
    changes,
    // A clock that was ahead once must not put off what is due.
    toldAt: before.toldAt === null ? null : Math.min(before.toldAt, now),
    owing: before.owing ?? (before.acknowledgement !== null && hasNewObjects(finding) ? "objects" : null),
  });
  const { alert } = seen;
  const isHeld = alert.hold !== null;
  const { announced } = before;
  const change = isSilent ? null : changeOf(announced.finding, finding, changes.length >= flapping.raises);
  if (change) {
    const changed: Alert = {
      ...alert,
      changedAt: now,
      changes: isHeld ? changes : [...changes, now],
      announced: { finding: withoutSample(finding), at: now },
      ...(isHeld ? { owing: "news" as const } : { toldAt: now, owing: null }),
    };
    const { toldAt: toldBefore } = before;
    const transition = record(input, changed, "changed", change, { quiet: isHeld, toldBefore });
    return { alert: changed, transitions: [...seen.transitions, transition] };
  }
  const rebased: Alert = {
    ...alert,
    announced: { ...announced, finding: rebase(announced.finding, finding) },
  };
  const reminder = isHeld || isSilent ? null : reminderOf(rebased, rules[alert.finding], now);
  if (!reminder) return { alert: rebased, transitions: seen.transitions };
  const reminded: Alert = { ...rebased, toldAt: now, owing: null };
  const transition = record(input, reminded, "reminder", reminder, { toldBefore: before.toldAt });
  return { alert: reminded, transitions: [...seen.transitions, transition] };
}

function hasNewObjects(finding: Finding): boolean {
  return finding.id === "object-errors" && finding.facts.added > 0;
}

/** Open, and proven good by this poll. One that flaps must stay good for longer, unless there is nothing left to flap. */
function improve(input: ReconcileInput, before: Alert, clearance: Clearance): Step {
  const { now, flapping, resolveAfterPolls } = input;
  const goodPolls = before.goodPolls + 1;
  const goodSince = before.goodSince ?? now;
  const isCalm = !before.flapping || clearance.subjectKey === null || now - goodSince >= flapping.calmMs;
  if (goodPolls < resolveAfterPolls || !isCalm) {
    return watchHold(input, { ...before, goodPolls, goodSince });
  }
  const alert: Alert = { ...before, goodPolls, goodSince, state: "resolved", resolvedAt: now, hold: null };
  // Who was told of it is told of its end, whatever is silenced by now; of what nobody heard, nobody need hear the end.
  const quiet = before.toldAt === null;
  const proof = clearance.subjectKey === null ? null : clearance.proof;
  const transition = record(input, alert, "resolved", clearance.reason, {
    quiet,
    proof,
    toldBefore: before.toldAt,
  });
  return { alert, transitions: [transition] };
}

function withdraw(input: ReconcileInput, before: Alert): Step {
  const alert: Alert = { ...before, state: "withdrawn", resolvedAt: input.now };
  return { alert, transitions: [record(input, alert, "withdrawn", "not-confirmed", { quiet: true })] };
}

/** This poll proves nothing of it; only a silence may have begun or ended. Null when nothing changed. */
function leave(input: ReconcileInput, before: Alert): Step | null {
  if (before.state === "pending") return null;
  const step = watchHold(input, before);
  return step.transitions.length > 0 || step.alert.hold?.until !== before.hold?.until ? step : null;
}

/** Takes note of what silences it now, or no longer does. */
function watchHold(input: ReconcileInput, before: Alert): Step {
  const hold = input.holdOf(before.last);
  const alert: Alert = { ...before, hold };
  if (hold && !before.hold) {
    return { alert, transitions: [record(input, alert, "silenced", hold.by, { quiet: true })] };
  }
  if (!hold && before.hold) {
    return { alert, transitions: [record(input, alert, "unsilenced", "silence-over", { quiet: true })] };
  }
  return { alert, transitions: [] };
}

function record(
  { now, rules }: ReconcileInput,
  alert: Alert,
  kind: TransitionKind,
  reason: TransitionReason,
  more: { quiet?: boolean; proof?: Proof | null; toldBefore?: Instant | null } = {},
): Transition {
  return {
    alertId: alert.id,
    kind,
    reason,
    at: now,
    alert,
    proof: more.proof ?? null,
    quiet: more.quiet ?? false,
    toldBefore: more.toldBefore ?? null,
    nextReminderAt: nextReminderAt(alert, rules[alert.finding], now),
  };
}

/** An incident began when it was first seen to have begun, however the later polls date it. */
export function datedByAlerts(findings: readonly Finding[], alive: readonly Alert[]): Finding[] {
  return findings.map((finding) => {
    const since = alive.find((alert) => isAbout(alert, finding))?.last.since ?? finding.since;
    return finding.since <= since ? finding : { ...finding, since };
  });
}

/** The finding is the one that this alert is the life of. */
export function isAbout(alert: Pick<Alert, "finding" | "subjectKey">, finding: Finding): boolean {
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
