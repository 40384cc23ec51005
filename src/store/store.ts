/**
 * What the product remembers, as an interface: tenants, alerts and their transitions, and the outbox. An alert and the
 * notifications about it are stored in one transaction or not at all.
 */
import type { Acknowledgement, Alert, EndedIncident, Transition } from "../domain/alert.ts";
import type {
  AlertQuery,
  AlertTally,
  Delivery,
  DeliveryQuery,
  DeliverySummary,
  ObjectErrorQuery,
  OutboxState,
  TransitionRecord,
} from "../domain/archive.ts";
import type { HistoryPoint, HistoryQuery, HistorySample, HistoryStep } from "../domain/history.ts";
import type { Instant } from "../domain/instant.ts";
import type { Burst, Notification, RecipientResult, ThreadEntry } from "../domain/notification.ts";
import type { Part, Span } from "../domain/part.ts";
import type { TenantReport } from "../domain/report.ts";
import type { Silence } from "../domain/silence.ts";
import type { TenantStanding } from "../domain/standing.ts";
import type { ObjectErrorChange, StoredObjectError } from "../domain/synced-object.ts";
import type { TenantMemory } from "../domain/tenant.ts";

export interface TenantState {
  memory: TenantMemory;
  /** Open alerts, and those that are pending. */
  alive: Alert[];
  /** Incidents of this tenant that ended at or after the moment asked for. */
  ended: EndedIncident[];
  /** Silences that may cover something in this tenant now; some may have ended lately. */
  silences: Silence[];
  /** The report of the last poll; null before the first. */
  report: TenantReport | null;
  /** How it stood after the last poll; null before the first, and after one of an earlier version. */
  standing: TenantStanding | null;
  /** As commands acknowledged them since `memory.seenTransition`, each time. */
  acknowledged: Alert[];
  /** The newest transition of all; 0 without any. */
  newestTransition: number;
}

export interface PollOutcome {
  tenant: string;
  tenantId: string;
  memory: TenantMemory;
  report: TenantReport;
  standing: TenantStanding;
  sample: HistorySample;
  alerts: Alert[];
  transitions: Transition[];
  notifications: Notification[];
  /** When a notification may leave: how the storm it is part of goes on with it. */
  gather: (burst: Burst | null, tenant: string, now: Instant) => Burst;
  /** null: the poll did not look at them. */
  objectErrors: ObjectErrorChange | null;
  now: Instant;
}

/** A notification in somebody's hands until the lease ends. */
export interface ClaimedNotification {
  notification: Notification;
  /** Recipients without a final answer yet, whom it may be sent to now. */
  waiting: string[];
  /** Some recipient must first get an earlier notification about the same alert. */
  heldBack: boolean;
  /** Some recipient has it already, from an earlier try. */
  acceptedBefore: boolean;
  /** Deliveries whose outcome was recorded so far. */
  attempts: number;
  /** When it was first handed over. */
  triedAt: Instant;
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
  /** When one was last given up. */
  lastDeadAt: Instant | null;
}

export interface Store {
  /** `endedSince`: how far back ended incidents are of interest. */
  loadTenant(tenant: string, endedSince: Instant): Promise<TenantState>;
  /** Earlier notifications per alert, the first first. */
  loadThreads(alertIds: readonly string[]): Promise<Map<string, ThreadEntry[]>>;
  /**
   * The tenant's object errors when they were last looked at, and those that were fixed at or after `fixedSince`; null:
   * none of those.
   */
  objectErrors(tenant: string, span: { fixedSince: Instant | null }): Promise<StoredObjectError[]>;
  commitPoll(outcome: PollOutcome): Promise<void>;

  /**
   * Takes due notifications, oldest first, one per incident at a time, and leases them. Due ones that tell the same
   * recipients of the same trouble in several tenants (`gatherKey`) become one: `merge` makes the digest, which takes
   * their place in the same transaction.
   */
  claimDue(claim: {
    now: Instant;
    leaseMs: number;
    limit: number;
    /** Only what leaves by this channel. */
    channel: string;
    /** A row that can't be read was given up. */
    onBuried: (id: string) => void;
    merge: (parts: Notification[]) => Notification;
  }): Promise<ClaimedNotification[]>;
  recordDelivery(outcome: DeliveryOutcome): Promise<void>;
  /** Everything that a channel could not deliver is due now: the other side takes something again. */
  hurry(channel: string, now: Instant): Promise<void>;
  /** Drops what waits for channels other than these; resolves with how many notifications that were. */
  dropOtherChannels(channels: readonly string[], now: Instant): Promise<number>;
  /** Earliest moment at which something becomes due, on one channel or on any; null when nothing waits. */
  nextDueAt(channel?: string): Promise<Instant | null>;
  outboxSummary(): Promise<OutboxSummary>;

  /**
   * Makes this process the store's keeper until it ends, however it ends. Notifications that an earlier keeper had in
   * its hands when it died are due again at once, instead of when their lease ends. Resolves with false, changing
   * nothing, while another living process is the keeper.
   */
  takeOver(): Promise<boolean>;

  /**
   * Acknowledges those of the alerts that are open, in place of an earlier acknowledgement. Resolves with them as they
   * are then; of one that a poll writes at the same time, either order gives the same.
   */
  acknowledge(alertIds: readonly string[], acknowledgement: Acknowledgement): Promise<Alert[]>;
  /** Ends, quietly, the alerts of tenants other than these: they are no longer polled. Resolves with what that was. */
  withdrawOthers(
    tenants: readonly string[],
    now: Instant,
  ): Promise<Pick<Transition, "kind" | "reason" | "alert" | "quiet">[]>;
  addSilence(silence: Silence): Promise<void>;
  /** Ends it now. Resolves with false when there is none of that id which has not ended. */
  endSilence(id: string, now: Instant): Promise<boolean>;
  /** Those that have not ended, also those that have not begun. */
  silences(now: Instant): Promise<Silence[]>;
  /** The alerts that a notification told of; empty when it is not known (any more). */
  alertsOf(notificationId: string): Promise<Alert[]>;
  /** A secret of this store, made by `create` at the first call ever. */
  secret(name: string, create: () => string): Promise<string>;

  reports(): Promise<TenantReport[]>;
  /** Null: not polled yet. */
  report(tenant: string): Promise<TenantReport | null>;
  /** As the last poll of each tenant left them; a tenant that only an earlier version polled has none. */
  standings(): Promise<TenantStanding[]>;
  standing(tenant: string): Promise<TenantStanding | null>;
  /** Open alerts of each tenant that has any. */
  alertTallies(): Promise<AlertTally[]>;
  /** The newest first. */
  alerts(query: AlertQuery, span: Span): Promise<Part<Alert>>;
  /** Null: no such alert, or forgotten. */
  alert(id: string): Promise<Alert | null>;
  /** The newest first. */
  deliveries(query: DeliveryQuery, span: Span): Promise<Part<DeliverySummary>>;
  delivery(id: string): Promise<Delivery | null>;
  /** How many notifications there are of each state. */
  deliveryCounts(): Promise<Partial<Record<OutboxState, number>>>;
  /** Object errors of a tenant that are open, the newest first. */
  openObjectErrors(query: ObjectErrorQuery, span: Span): Promise<Part<StoredObjectError>>;
  /** The oldest first; no point where nothing was sampled. */
  history(query: HistoryQuery, step: HistoryStep): Promise<HistoryPoint[]>;
  /** Resolves when the store answers; throws when it does not. */
  ping(): Promise<void>;
  /** Alerts that are open, the oldest first; with `pending`, those too. */
  openAlerts(options?: { pending?: boolean }): Promise<Alert[]>;
  /** Every transition of an alert, the first first. */
  transitionsOf(alertId: string): Promise<TransitionRecord[]>;
  /**
   * Removes what ended before `before`: resolved alerts, their transitions and delivered notifications. History goes by
   * its own times (`historySteps`), counted from `now`.
   */
  prune(before: Instant, now: Instant): Promise<void>;
  close(): Promise<void>;
}
