/** How tenants and the monitor stand, as gauges. In: what the store holds at the scrape. Out: series; what is null has none. */
import type { Gauge } from "prom-client";
import type { AlertTally } from "../domain/archive.ts";
import { type Instant, second } from "../domain/instant.ts";
import { jobCodes } from "../domain/job.ts";
import { tenantStates } from "../domain/report.ts";
import { isStale, type StandingJob, type TenantStanding } from "../domain/standing.ts";
import type { MetricName } from "./metric-definitions.ts";

export interface Standing {
  now: Instant;
  standings: readonly TenantStanding[];
  tallies: readonly AlertTally[];
  /** How the outbox stands; null: nothing waits. */
  outbox: { queued: number; dead: number; oldestQueuedAt: Instant | null };
  lastRoundAt: Instant | null;
  configRejected: boolean;
}

type Gauges = (name: MetricName) => Gauge<string>;

/** A tenant that is no longer configured leaves nothing behind. */
export function showTenants({ now, standings, tallies }: Standing, gauge: Gauges): void {
  for (const name of tenantMetrics) gauge(name).reset();
  const set = (name: TenantMetric, labels: Record<string, string>, value: number | null) => {
    if (value !== null) gauge(name).set(labels, value);
  };
  const tallyOf = new Map(tallies.map((tally) => [tally.tenant, tally]));
  for (const standing of standings) {
    const tenant = standing.name;
    const stale = isStale(standing, now);
    const state = stale ? "unknown" : standing.state;
    for (const each of tenantStates)
      set("sync_health_tenant_state", { tenant, state: each }, each === state ? 1 : 0);
    set("sync_health_tenant_stale", { tenant }, stale ? 1 : 0);
    showDates(standing, set);
    showNumbers(standing, set);
    for (const { probe, reason, optional } of standing.blind) {
      set("sync_health_probe_blind", { tenant, probe, reason, optional: String(optional) }, 1);
    }
    for (const { id, severity } of standing.findings) {
      gauge("sync_health_findings").inc({ tenant, finding: id, severity });
    }
    for (const job of standing.jobs ?? []) showJob(tenant, job, set);
    const tally = tallyOf.get(tenant);
    set("sync_health_alerts_open", { tenant }, tally?.open ?? 0);
    set("sync_health_alerts_acknowledged", { tenant }, tally?.acknowledged ?? 0);
    set("sync_health_alerts_silenced", { tenant }, tally?.held ?? 0);
  }
}

type Set = (name: TenantMetric, labels: Record<string, string>, value: number | null) => void;

function showDates({ name: tenant, polledAt, sync, lastPasswordSyncAt }: TenantStanding, set: Set): void {
  set("sync_health_last_poll_timestamp_seconds", { tenant }, inSeconds(polledAt));
  set(
    "sync_health_sync_enabled",
    { tenant },
    sync.switch === "unknown" ? null : sync.switch === "on" ? 1 : 0,
  );
  set("sync_health_last_sync_timestamp_seconds", { tenant }, inSeconds(sync.lastAt));
  set("sync_health_last_password_sync_timestamp_seconds", { tenant }, inSeconds(lastPasswordSyncAt));
}

function showNumbers(
  { name: tenant, objectErrors, serviceErrors, objects, quota }: TenantStanding,
  set: Set,
): void {
  set("sync_health_object_errors", { tenant }, objectErrors?.total ?? null);
  set("sync_health_service_provisioning_errors", { tenant }, serviceErrors?.total ?? null);
  set("sync_health_objects", { tenant, type: "user" }, objects?.users ?? null);
  set("sync_health_objects", { tenant, type: "group" }, objects?.groups ?? null);
  set("sync_health_objects", { tenant, type: "contact" }, objects?.contacts ?? null);
  set("sync_health_quota_used_objects", { tenant }, quota?.used ?? null);
  set("sync_health_quota_total_objects", { tenant }, quota?.total ?? null);
}

function showJob(tenant: string, job: StandingJob, set: Set): void {
  const labels = { tenant, job: job.id };
  for (const state of jobCodes) {
    const configuration = job.configuration;
    set("sync_health_job_state", { ...labels, configuration, state }, job.code === state ? 1 : 0);
  }
  set("sync_health_job_last_success_timestamp_seconds", labels, inSeconds(job.lastSuccessAt));
  set("sync_health_job_escrowed_objects", labels, job.escrowed);
  set("sync_health_job_successive_failures", labels, job.successiveFailures);
  set(
    "sync_health_job_quarantine_disable_timestamp_seconds",
    labels,
    inSeconds(job.quarantine?.disableAt ?? null),
  );
}

export function showDaemon({ now, outbox, lastRoundAt, configRejected }: Standing, gauge: Gauges): void {
  const { queued, dead, oldestQueuedAt } = outbox;
  gauge("sync_health_outbox_queued").set(queued);
  gauge("sync_health_outbox_dead").set(dead);
  gauge("sync_health_outbox_oldest_seconds").set(
    oldestQueuedAt === null ? 0 : (now - oldestQueuedAt) / second,
  );
  gauge("sync_health_config_rejected").set(configRejected ? 1 : 0);
  const round = gauge("sync_health_last_round_timestamp_seconds");
  if (lastRoundAt === null) round.remove();
  else round.set(lastRoundAt / second);
}

function inSeconds(at: Instant | null): number | null {
  return at === null ? null : at / second;
}

const tenantMetrics = [
  "sync_health_tenant_state",
  "sync_health_tenant_stale",
  "sync_health_last_poll_timestamp_seconds",
  "sync_health_sync_enabled",
  "sync_health_last_sync_timestamp_seconds",
  "sync_health_last_password_sync_timestamp_seconds",
  "sync_health_object_errors",
  "sync_health_service_provisioning_errors",
  "sync_health_objects",
  "sync_health_quota_used_objects",
  "sync_health_quota_total_objects",
  "sync_health_probe_blind",
  "sync_health_findings",
  "sync_health_job_state",
  "sync_health_job_last_success_timestamp_seconds",
  "sync_health_job_escrowed_objects",
  "sync_health_job_successive_failures",
  "sync_health_job_quarantine_disable_timestamp_seconds",
  "sync_health_alerts_open",
  "sync_health_alerts_acknowledged",
  "sync_health_alerts_silenced",
] as const satisfies MetricName[];
type TenantMetric = (typeof tenantMetrics)[number];
