/** An alert: the remembered life of one finding on one subject of one tenant, and the transitions it makes. */
import type { Finding, FindingId, Proof } from "./finding.ts";
import type { Instant } from "./instant.ts";

export const alertStates = ["open", "resolved"] as const;
export type AlertState = (typeof alertStates)[number];

/** Why an alert changed state. A closed list: log field, stored column and (later) metric label. */
export const transitionReasons = [
  "condition-met",
  "severity-rose",
  "severity-fell",
  "code-changed",
  "step-reached",
  "condition-cleared",
  "level-accepted",
  "subject-gone",
] as const;
export type TransitionReason = (typeof transitionReasons)[number];

export const transitionKinds = ["raised", "changed", "resolved"] as const;
export type TransitionKind = (typeof transitionKinds)[number];

export interface Alert {
  /** Opaque, stable for one incident; a new incident of the same finding and subject gets a new one. */
  id: string;
  tenant: string;
  finding: FindingId;
  subjectKey: string;
  state: AlertState;
  /** The finding as last seen. Resolved alerts keep the last bad one. */
  last: Finding;
  raisedAt: Instant;
  changedAt: Instant | null;
  lastSeenAt: Instant;
  resolvedAt: Instant | null;
  /** Proven good polls in a row since the last bad one. */
  goodPolls: number;
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
}
