/**
 * The numbers that /metrics shows, in one registry that is passed in. In: what happens, counted as it happens, and where
 * to read how things stand when somebody asks. Out: the page for Prometheus.
 */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Transition } from "../domain/alert.ts";
import { second } from "../domain/instant.ts";
import type { RecipientResult } from "../domain/notification.ts";
import { type MetricName, metricDefinitions } from "./metric-definitions.ts";
import { type Standing, showDaemon, showTenants } from "./standing-metrics.ts";

export type { Standing } from "./standing-metrics.ts";

/** One HTTP exchange with Graph. `throttled`: questions in it that were refused with 429. */
export interface CountedExchange {
  status: number | null;
  durationMs: number;
  throttled: number;
}

export interface Metrics {
  /** Microsoft named an error that the catalog does not know; `family`: what it looks like, `none`. */
  countUnknownError(tenant: string, family: string | null): void;
  countTransition(transition: Pick<Transition, "kind" | "reason" | "alert">): void;
  /** What came of one recipient of one try; `dead`: given up. */
  countDelivery(channel: string, outcome: RecipientResult["outcome"] | "dead", count?: number): void;
  countHeartbeat(outcome: "accepted" | "failed"): void;
  countPoll(tenant: string, outcome: "stored" | "failed" | "skipped"): void;
  /** A poll that was stored. */
  measurePoll(durationMs: number): void;
  countExchanges(exchanges: readonly CountedExchange[]): void;
  /** Asked at every scrape. */
  watch(read: () => Promise<Standing>): void;
  /** The page's text and its content type. */
  render(): Promise<{ type: string; text: string }>;
}

export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const metrics = createAll(registry);
  const { counter, gauge, histogram } = metrics;
  let read: (() => Promise<Standing>) | null = null;
  gauge("sync_health_build_info").set({ version, node: process.versions.node }, 1);
  gauge("process_start_time_seconds").set(Math.round(performance.timeOrigin / second));

  return {
    countUnknownError: (tenant, family) =>
      counter("sync_health_catalog_unknown_total").inc({ tenant, family: family ?? "none" }),
    countTransition: ({ kind, reason, alert }) =>
      counter("sync_health_alert_transitions_total").inc({
        tenant: alert.tenant,
        finding: alert.finding,
        kind,
        reason,
      }),
    countDelivery: (channel, outcome, count = 1) =>
      counter("sync_health_deliveries_total").inc({ channel, outcome }, count),
    countHeartbeat: (outcome) => counter("sync_health_heartbeats_total").inc({ outcome }),
    countPoll: (tenant, outcome) => counter("sync_health_polls_total").inc({ tenant, outcome }),
    measurePoll: (durationMs) => histogram("sync_health_poll_duration_seconds").observe(durationMs / second),
    countExchanges(exchanges) {
      for (const { status, durationMs, throttled } of exchanges) {
        counter("sync_health_graph_requests_total").inc({ outcome: outcomeOf(status) });
        histogram("sync_health_graph_request_duration_seconds").observe(durationMs / second);
        if (throttled > 0) counter("sync_health_graph_throttled_total").inc(throttled);
      }
    },
    watch(reader) {
      read = reader;
    },
    async render() {
      // First everything is read, then shown in one go: two scrapes at once must not see half of each other.
      const standing = read && (await read());
      if (standing) {
        showTenants(standing, gauge);
        showDaemon(standing, gauge);
      }
      gauge("process_resident_memory_bytes").set(process.memoryUsage.rss());
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}

function outcomeOf(status: number | null): string {
  if (status === null) return "no_answer";
  if (status === 429) return "throttled";
  if (status >= 500) return "server_error";
  return status >= 400 ? "client_error" : "ok";
}

function createAll(registry: Registry) {
  const all = new Map<string, Counter | Gauge | Histogram>();
  for (const [name, { type, help, labels, buckets }] of Object.entries(metricDefinitions)) {
    const common = { name, help, labelNames: [...labels], registers: [registry] };
    if (type === "counter") all.set(name, new Counter(common));
    else if (type === "gauge") all.set(name, new Gauge(common));
    else all.set(name, new Histogram({ ...common, ...(buckets ? { buckets: [...buckets] } : {}) }));
  }
  const of = <Kind>(name: MetricName, kind: new (...given: never[]) => Kind): Kind => {
    const found = all.get(name);
    if (!(found instanceof kind)) throw new Error(`${name} is no ${kind.name}`);
    return found;
  };
  return {
    counter: (name: MetricName) => of(name, Counter<string>),
    gauge: (name: MetricName) => of(name, Gauge<string>),
    histogram: (name: MetricName) => of(name, Histogram<string>),
  };
}
