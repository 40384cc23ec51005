/**
 * Where the pages and the API get what they show, and whom they tell what their readers do: the store, the
 * configuration in force, the catalog and the mails as they were sent. The application makes one; tests may make others.
 */
import type { Acknowledgement, Alert } from "../domain/alert.ts";
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
import type { Catalog, Language } from "../domain/catalog.ts";
import type { Explanation } from "../domain/explanation.ts";
import type { HistoryPoint, HistoryQuery } from "../domain/history.ts";
import type { Instant } from "../domain/instant.ts";
import type { Mail } from "../domain/notification.ts";
import type { Part, Span } from "../domain/part.ts";
import type { OutboxReport, TenantReport } from "../domain/report.ts";
import type { MaintenanceWindow, Silence } from "../domain/silence.ts";
import type { TenantStanding } from "../domain/standing.ts";
import type { StoredObjectError } from "../domain/synced-object.ts";
import type { Thresholds } from "../domain/thresholds.ts";

export interface StatusSource {
  /** One for each tenant that is polled, in the configuration's order; also for those that were not looked at yet. */
  standings(): Promise<TenantStanding[]>;
  /** Null: no such tenant is polled. */
  standing(tenant: string): Promise<TenantStanding | null>;
  /** Null: no such tenant is polled. */
  thresholds(tenant: string): Thresholds | null;
  /** Every reading of the tenant as it was last seen, and what is wrong; null: no such tenant is polled. */
  report(tenant: string): Promise<TenantReport | null>;
  reports(): Promise<TenantReport[]>;
  history(query: HistoryQuery): Promise<HistoryPoint[]>;
  objectErrors(query: ObjectErrorQuery, span: Span): Promise<Part<StoredObjectError>>;

  alertTallies(): Promise<AlertTally[]>;
  alerts(query: AlertQuery, span: Span): Promise<Part<Alert>>;
  alert(id: string): Promise<Alert | null>;
  timeline(alertId: string): Promise<TransitionRecord[]>;
  /** Resolves with the alert as it is then; null: it was no longer open. Tells log and metrics of it. */
  acknowledge(alertId: string, acknowledgement: Omit<Acknowledgement, "via">): Promise<Alert | null>;

  outbox(): Promise<OutboxReport>;
  deliveryCounts(): Promise<Partial<Record<OutboxState, number>>>;
  deliveries(query: DeliveryQuery, span: Span): Promise<Part<DeliverySummary>>;
  delivery(id: string): Promise<Delivery | null>;
  /** The mail as its readers see it now, without a link to acknowledge; null: its text is kept no more. */
  mailOf(delivery: Delivery): Mail | null;

  /** Those that have not ended. */
  silences(): Promise<Silence[]>;
  /** Tells the log of it, as `endSilence` does. */
  addSilence(silence: Silence): Promise<void>;
  /** False: there is none of that id which has not ended. `by`: who is signed in; null: nobody need be. */
  endSilence(id: string, by: string | null): Promise<boolean>;
  /** Configured windows, with the span that is in force or comes next; `next` null: none comes any more. */
  maintenance(): { window: MaintenanceWindow; next: { from: Instant; to: Instant } | null }[];

  catalog(): Catalog;
  explain(text: string, language: Language): Explanation;

  /** IANA name; local times are shown beside UTC. */
  timeZone(): string;
  health(): Health;
  /** Resolves when the store answers; throws when it does not. */
  ping(): Promise<void>;
  /** Something could not be read or written; the reader saw a page that says only that. */
  onFailed(error: Error): void;
}

/** How the daemon itself does. */
export interface Health {
  /** The schedule is being kept, or the first round is still under way. */
  healthy: boolean;
  lastRoundAt: Instant | null;
  /** The last reload was refused: the configuration in force is not the one in the file. */
  configRejected: boolean;
}
