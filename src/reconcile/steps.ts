/**
 * The steps an alert can take in one poll: begin, wait, be raised, go on, get better, end. In: the poll, and the alert
 * as it was. Out: the alert as it becomes, and the transitions that this is. Pure.
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
import {
  type Assessment,
  type Clearance,
  type Finding,
  type Proof,
  withoutSample,
} from "../domain/finding.ts";
import type { Instant } from "../domain/instant.ts";
import { changeOf, rebase } from "./change.ts";
import { isAbout } from "./match.ts";
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

/** One alert on its way through this poll: what it becomes, and what is recorded of that. */
export interface Step {
  alert: Alert;
  transitions: Transition[];
}

/** Seen for the first time. */
export function begin(input: ReconcileInput, finding: Finding): Step {
  const alert: Alert = { ...newAlert(input, finding), id: input.createId() };
  if (hasLasted(input, alert)) return raise(input, alert);
  return { alert, transitions: [record(input, alert, "pending", "not-long-enough", { quiet: true })] };
}

export function newAlert(input: ReconcileInput, finding: Finding): Alert {
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
export function waitOn(input: ReconcileInput, before: Alert, finding: Finding, isSilent: boolean): Step {
  const alert = seenAgain(before, finding, input.now);
  return !isSilent && hasLasted(input, alert) ? raise(input, alert) : { alert, transitions: [] };
}

export function seenAgain(before: Alert, finding: Finding, now: Instant): Alert {
  return { ...before, last: finding, lastSeenAt: now, pendingPolls: before.pendingPolls + 1 };
}

export function hasLasted(
  { rules, now }: ReconcileInput,
  { finding, pendingPolls, pendingSince }: Alert,
): boolean {
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
export function goOn(input: ReconcileInput, before: Alert, finding: Finding, isSilent: boolean): Step {
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
export function improve(input: ReconcileInput, before: Alert, clearance: Clearance): Step {
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

export function withdraw(input: ReconcileInput, before: Alert): Step {
  const alert: Alert = { ...before, state: "withdrawn", resolvedAt: input.now };
  return { alert, transitions: [record(input, alert, "withdrawn", "not-confirmed", { quiet: true })] };
}

/** This poll proves nothing of it; only a silence may have begun or ended. Null when nothing changed. */
export function leave(input: ReconcileInput, before: Alert): Step | null {
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
