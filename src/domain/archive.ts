/** What people look up afterwards: alerts, their timelines, and who was told of them and when. */
import type { AlertState, ToldKind, TransitionKind, TransitionReason } from "./alert.ts";
import type { FindingId } from "./finding.ts";
import type { Instant } from "./instant.ts";
import type { Notification, RecipientResult } from "./notification.ts";
import type { Severity } from "./severity.ts";

/** All that is given must hold. */
export interface AlertQuery {
  tenant?: string;
  /** `ended`: resolved or withdrawn. */
  state?: Extract<AlertState, "open" | "pending"> | "ended";
  finding?: FindingId;
  severity?: Severity;
}

/** Open alerts of one tenant. */
export interface AlertTally {
  tenant: string;
  open: number;
  acknowledged: number;
  /** Held back by a silence or a maintenance window. */
  held: number;
}

/** One line of an alert's timeline. */
export interface TransitionRecord {
  kind: TransitionKind;
  reason: TransitionReason;
  at: Instant;
  /** How bad it was then; null in what older versions stored. */
  severity: Severity | null;
  /** Who acknowledged or silenced it, and with which words; null for what polls do. */
  by: string | null;
  words: string | null;
  /** Nobody was told. */
  quiet: boolean;
}

/** `merged`: told by the digest that it became a part of. `dropped`: its channel is no longer configured. */
export type OutboxState = "queued" | "sent" | "dead" | "merged" | "dropped";

export interface DeliveryQuery {
  /** Left out: all but those that became a part of a digest. */
  state?: OutboxState;
  /** Only those that tell of this alert. */
  alertId?: string;
}

/** A notification and what became of it. Addresses and responses come from outside: clean before showing. */
export interface DeliverySummary {
  id: string;
  /** `mail`, or the name of a configured channel. */
  channel: string;
  state: OutboxState;
  /** Deliveries whose outcome was recorded. */
  attempts: number;
  createdAt: Instant;
  /** Queued: when it is tried next. */
  dueAt: Instant | null;
  /** Sent, given up, merged or dropped. */
  endedAt: Instant | null;
  messageId: string;
  /** What it tells of; of a document that can't be read, what the alerts say. */
  kinds: ToldKind[];
  alerts: { id: string; tenant: string; finding: FindingId }[];
  /** `alerts` has 20 at most. */
  alertsTotal: number;
  recipients: DeliveryRecipient[];
  /** `recipients` has 20 at most. */
  recipientsTotal: number;
}

export interface DeliveryRecipient {
  address: string;
  outcome: "waiting" | RecipientResult["outcome"];
  response: string | null;
  at: Instant | null;
  /** The transport that the answer came through. */
  via: string | null;
}

export interface Delivery extends DeliverySummary {
  /** Null: it became a part of a digest, or can't be read. Of one that has left, without the lists of objects. */
  notification: Notification | null;
}

export interface ObjectErrorQuery {
  tenant: string;
  /** In the name, address or value, without regard to case. */
  text?: string;
}
