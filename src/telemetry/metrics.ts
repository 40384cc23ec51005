/** The numbers that /metrics shows, in one registry that is passed in; names and units by Prometheus convention. */
import { Counter, Gauge, Registry } from "prom-client";
import type { Transition } from "../domain/alert.ts";
import type { RecipientResult } from "../domain/notification.ts";

/** How the outbox stands; ages in milliseconds, null where there is nothing of the kind. */
export interface OutboxStanding {
  queued: number;
  dead: number;
  oldestQueuedMs: number | null;
}

export interface Metrics {
  /** Microsoft named an error that the catalog does not know; `family`: what it looks like, `none`. */
  countUnknownError(tenant: string, family: string | null): void;
  countTransition(transition: Pick<Transition, "kind" | "reason" | "alert">): void;
  /** What came of one recipient of one try; `dead`: given up. */
  countDelivery(channel: string, outcome: RecipientResult["outcome"] | "dead", count?: number): void;
  countHeartbeat(outcome: "accepted" | "failed"): void;
  /** Asked at every scrape. */
  watchOutbox(read: () => Promise<OutboxStanding>): void;
  /** The page's text and its content type. */
  render(): Promise<{ type: string; text: string }>;
}

export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const unknownErrors = new Counter({
    name: "sync_health_catalog_unknown_total",
    help: "Errors named by Microsoft that the catalog does not know, once for each code and wording until it is gone for a day.",
    labelNames: ["tenant", "family"],
    registers,
  });
  const transitions = new Counter({
    name: "sync_health_alert_transitions_total",
    help: "Transitions of alerts, by kind and reason.",
    labelNames: ["tenant", "finding", "kind", "reason"],
    registers,
  });
  const deliveries = new Counter({
    name: "sync_health_deliveries_total",
    help: "Answers for recipients of notifications, by channel and outcome: accepted, refused, deferred; dead is one given up.",
    labelNames: ["channel", "outcome"],
    registers,
  });
  const heartbeats = new Counter({
    name: "sync_health_heartbeats_total",
    help: "Calls of the dead man's switch, by what came of them.",
    labelNames: ["outcome"],
    registers,
  });
  new Gauge({
    name: "sync_health_build_info",
    help: "Always 1; the version is in the label.",
    labelNames: ["version"],
    registers,
  }).set({ version }, 1);
  return {
    countUnknownError: (tenant, family) => unknownErrors.inc({ tenant, family: family ?? "none" }),
    countTransition: ({ kind, reason, alert }) =>
      transitions.inc({ tenant: alert.tenant, finding: alert.finding, kind, reason }),
    countDelivery: (channel, outcome, count = 1) => deliveries.inc({ channel, outcome }, count),
    countHeartbeat: (outcome) => heartbeats.inc({ outcome }),
    watchOutbox: (read) => watchOutbox(registry, read),
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

function watchOutbox(registry: Registry, read: () => Promise<OutboxStanding>): void {
  const gauge = (name: string, help: string, readValue: (standing: OutboxStanding) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(readValue(await read()));
      },
    });
  gauge("sync_health_outbox_queued", "Notifications that wait to be delivered.", ({ queued }) => queued);
  gauge(
    "sync_health_outbox_dead",
    "Notifications that were given up, of the last 90 days.",
    ({ dead }) => dead,
  );
  gauge(
    "sync_health_outbox_oldest_seconds",
    "Age of the oldest notification that waits to be delivered; 0 when none does.",
    ({ oldestQueuedMs }) => (oldestQueuedMs ?? 0) / 1_000,
  );
}
