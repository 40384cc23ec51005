/**
 * What the product remembers, as an interface: tenants, alerts and their transitions, and the outbox. An alert and the
 * notifications about it are stored in one transaction or not at all.
 */
import type { Alert, Transition } from "../domain/alert.ts";
import type { Instant } from "../domain/instant.ts";
import type { Notification, RecipientResult } from "../domain/notification.ts";
import type { TenantReport } from "../domain/report.ts";
import type { TenantMemory } from "../domain/tenant.ts";

export interface TenantState {
  memory: TenantMemory;
  open: Alert[];
  /** The report of the last poll; null before the first. */
  report: TenantReport | null;
}

export interface PollOutcome {
  tenant: string;
  tenantId: string;
  memory: TenantMemory;
  report: TenantReport;
  alerts: Alert[];
  transitions: Transition[];
  notifications: Notification[];
  /** null: the poll did not look at them. */
  objectErrors: ObjectErrorChange | null;
  now: Instant;
}

/** What is new and what is gone among a tenant's object errors, by key. */
export interface ObjectErrorChange {
  added: string[];
  gone: string[];
}

export type OutboxState = "queued" | "sent" | "dead";

/** A notification in somebody's hands until the lease ends. */
export interface ClaimedNotification {
  notification: Notification;
  /** Recipients without a final answer yet. */
  waiting: string[];
  /** Some recipient has it already, from an earlier try. */
  acceptedBefore: boolean;
  /** Deliveries tried so far, this one not counted. */
  attempts: number;
}

export interface DeliveryOutcome {
  notificationId: string;
  results: RecipientResult[];
  state: OutboxState;
  /** When to try the waiting recipients again; null when done. */
  dueAt: Instant | null;
  now: Instant;
}

export interface OutboxSummary {
  queued: number;
  dead: number;
  /** Creation of the oldest queued notification. */
  oldestQueuedAt: Instant | null;
}

export interface Store {
  loadTenant(tenant: string): Promise<TenantState>;
  /** Message-IDs of earlier notifications per alert, the first first. */
  loadThreads(alertIds: readonly string[]): Promise<Map<string, string[]>>;
  /** Keys of the object errors that the tenant had when they were last looked at. */
  objectErrorKeys(tenant: string): Promise<Set<string>>;
  commitPoll(outcome: PollOutcome): Promise<void>;

  /** Takes due notifications, oldest first, one per incident at a time, and leases them. */
  claimDue(claim: { now: Instant; leaseMs: number; limit: number }): Promise<ClaimedNotification[]>;
  recordDelivery(outcome: DeliveryOutcome): Promise<void>;
  /** Earliest moment at which something becomes due; null when the outbox is empty. */
  nextDueAt(): Promise<Instant | null>;
  outboxSummary(): Promise<OutboxSummary>;

  /**
   * Makes this process the store's keeper until it ends, however it ends. Notifications that an earlier keeper had in
   * its hands when it died are due again at once, instead of when their lease ends. Resolves with false, changing
   * nothing, while another living process is the keeper.
   */
  takeOver(): Promise<boolean>;

  reports(): Promise<TenantReport[]>;
  openAlerts(): Promise<Alert[]>;
  /** Removes what ended before `before`: resolved alerts, their transitions and delivered notifications. */
  prune(before: Instant): Promise<void>;
  close(): Promise<void>;
}
