/** An alert: the remembered life of one finding on one subject of one tenant, and the transitions it makes. */
import type { Finding, FindingId, Proof } from "./finding.ts";
import type { Instant } from "./instant.ts";

/** `pending`: seen, but not for long enough to be announced; `withdrawn`: gone before it was, or its tenant is polled no more. */
export const alertStates = ["pending", "open", "resolved", "withdrawn"] as const;
export type AlertState = (typeof alertStates)[number];

export const transitionKinds = [
  "pending",
  "withdrawn",
  "raised",
  "changed",
  "reminder",
  "acknowledged",
  "silenced",
  "unsilenced",
  "resolved",
] as const;
export type TransitionKind = (typeof transitionKinds)[number];

/** What people are told of; the other kinds are for the log, the store and the metrics. */
export const toldKinds = ["raised", "changed", "reminder", "resolved"] as const;
export type ToldKind = (typeof toldKinds)[number];

/** Why an alert made a transition. A closed list: log field, stored column and metric label. */
export const transitionReasons = [
  // pending, withdrawn
  "not-long-enough",
  "not-confirmed",
  "not-polled",
  // raised
  "condition-met",
  "flapping",
  // changed
  "severity-rose",
  "severity-fell",
  "code-changed",
  "step-reached",
  "count-grew",
  // reminder
  "repeat-due",
  "digest-due",
  "deadline-near",
  "silence-ended",
  // acknowledged
  "by-command",
  "by-link",
  "by-page",
  // silenced, unsilenced
  "silence",
  "maintenance",
  "silence-over",
  // resolved
  "condition-cleared",
  "level-accepted",
  "subject-gone",
] as const;
export type TransitionReason = (typeof transitionReasons)[number];

/** Somebody knows, and said what of it: nothing is repeated until the alert is resolved, and with it this ends. */
export interface Acknowledgement {
  at: Instant;
  by: string;
  reason: string;
  via: Extract<TransitionReason, "by-command" | "by-link" | "by-page">;
}

/** What holds back the mails about an alert at present. */
export interface Hold {
  by: "silence" | "maintenance";
  /** Id of the silence, or name of the maintenance window. */
  name: string;
  until: Instant;
  /** Of a silence: who made it, and why. */
  said?: { by: string; reason: string };
}

export interface Alert {
  /** Opaque, stable for one incident; a new incident of the same finding and subject gets a new one. */
  id: string;
  tenant: string;
  finding: FindingId;
  subjectKey: string;
  state: AlertState;
  /** The finding as last seen. Resolved alerts keep the last bad one. */
  last: Finding;
  /** When a poll first saw it. */
  pendingSince: Instant;
  /** Polls that saw it while it was pending. */
  pendingPolls: number;
  /** Of a pending alert: as `pendingSince`. */
  raisedAt: Instant;
  changedAt: Instant | null;
  lastSeenAt: Instant;
  resolvedAt: Instant | null;
  /** Proven good polls in a row since the last bad one, and when the first of them was; null without. */
  goodPolls: number;
  goodSince: Instant | null;
  /**
   * As last announced by `raised` or `changed`: what later polls are compared with, and whose words the subjects of
   * later mails repeat. Its list of objects is left empty.
   */
  announced: { finding: Finding; at: Instant };
  /** When it was last worth a mail that no silence held back; reminders count from here. Null: never. */
  toldAt: Instant | null;
  /** What nobody has been told yet: news that a silence held back, or objects new since the acknowledgement. */
  owing: "news" | "objects" | null;
  /** Raised so often lately that it ends only after a long calm. */
  flapping: boolean;
  /** When it changed lately: one that swings to and fro is not told of every swing. */
  changes: Instant[];
  hold: Hold | null;
  acknowledgement: Acknowledgement | null;
}

export interface Transition {
  alertId: string;
  kind: TransitionKind;
  reason: TransitionReason;
  at: Instant;
  /** The alert as it stands after the transition. */
  alert: Alert;
  /** For `resolved`: what proved it; null for a subject that is gone, and for the other kinds. */
  proof: Proof | null;
  /** Stored and logged, but not told: held back by a silence, or of a kind that is never told. */
  quiet: boolean;
  /** When it was last told before this; null: never. A digest tells what is new and gone since then. */
  toldBefore: Instant | null;
  /** When the next reminder is due, should nothing change; null: none, or only before a deadline. */
  nextReminderAt: Instant | null;
}

/** An incident that ended lately: a finding that comes back too often is flapping. */
export interface EndedIncident {
  finding: FindingId;
  subjectKey: string;
  resolvedAt: Instant;
}
