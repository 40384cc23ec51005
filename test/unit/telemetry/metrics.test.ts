/** /metrics of a daemon that was fed everything: each documented series is there, with the values of what happened. */
import { expect, test } from "vitest";
import { hour, minute } from "../../../src/domain/instant.ts";
import { standingOfUnseen } from "../../../src/domain/standing.ts";
import { metricDefinitions } from "../../../src/telemetry/metric-definitions.ts";
import { createMetrics, type Metrics, type Standing } from "../../../src/telemetry/metrics.ts";
import { createAlert, createAlertFinding } from "../../support/alerts.ts";
import {
  createStanding,
  createStandingJob,
  standingsNow as now,
  quarantinedJob,
} from "../../support/standings.ts";
import { createWorld } from "../../support/world.ts";

const standing = (changes: Partial<Standing> = {}): Standing => ({
  now,
  standings: [],
  tallies: [],
  outbox: { queued: 0, dead: 0, oldestQueuedAt: null },
  lastRoundAt: now - 2 * minute,
  configRejected: false,
  ...changes,
});

async function linesOf(metrics: Metrics): Promise<string[]> {
  return (await metrics.render()).text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

async function linesFor(changes: Partial<Standing>): Promise<string[]> {
  const metrics = createMetrics("1.2.3");
  metrics.watch(async () => standing(changes));
  return linesOf(metrics);
}

test("nothing is documented that is never given", async () => {
  const metrics = createMetrics("1.2.3");
  const tenant = createStanding("contoso", {
    jobs: [quarantinedJob],
    blind: [{ probe: "domains", reason: "throttled", optional: false }],
    findings: [{ id: "sync-stale", subject: "tenant", severity: "critical", code: null, since: now }],
  });
  metrics.watch(async () => standing({ standings: [tenant] }));
  const alert = createAlert("a1", { last: createAlertFinding() });
  metrics.countTransition({ kind: "raised", reason: "condition-met", alert });
  metrics.countUnknownError("contoso", null);
  metrics.countDelivery("mail", "accepted");
  metrics.countHeartbeat("accepted");
  metrics.countPoll("contoso", "stored");
  metrics.measurePoll(400);
  metrics.countExchanges([{ status: 200, durationMs: 90, throttled: 2 }]);
  const lines = await linesOf(metrics);
  const missing = Object.keys(metricDefinitions).filter(
    (name) => !lines.some((line) => new RegExp(`^${name}(_bucket|_sum|_count)?[ {]`).test(line)),
  );
  expect(missing).toEqual([]);
});

test("how a tenant stands", async () => {
  const contoso = createStanding("contoso", { state: "warning", jobs: [quarantinedJob] });
  const lines = await linesFor({
    standings: [contoso],
    tallies: [{ tenant: "contoso", open: 3, acknowledged: 2, held: 1 }],
  });
  const inSeconds = (at: number | null | undefined) => (at ?? 0) / 1_000;
  for (const line of [
    'sync_health_tenant_state{tenant="contoso",state="warning"} 1',
    'sync_health_tenant_state{tenant="contoso",state="ok"} 0',
    'sync_health_tenant_stale{tenant="contoso"} 0',
    `sync_health_last_sync_timestamp_seconds{tenant="contoso"} ${inSeconds(contoso.sync.lastAt)}`,
    `sync_health_last_password_sync_timestamp_seconds{tenant="contoso"} ${inSeconds(contoso.lastPasswordSyncAt)}`,
    'sync_health_sync_enabled{tenant="contoso"} 1',
    'sync_health_object_errors{tenant="contoso"} 0',
    'sync_health_objects{tenant="contoso",type="contact"} 0',
    'sync_health_quota_used_objects{tenant="contoso"} 129000',
    `sync_health_job_state{tenant="contoso",job="${quarantinedJob.id}",configuration="corp.contoso.example",state="Quarantine"} 1`,
    `sync_health_job_quarantine_disable_timestamp_seconds{tenant="contoso",job="${quarantinedJob.id}"} ${inSeconds(quarantinedJob.quarantine?.disableAt)}`,
    'sync_health_alerts_open{tenant="contoso"} 3',
    'sync_health_alerts_acknowledged{tenant="contoso"} 2',
    'sync_health_alerts_silenced{tenant="contoso"} 1',
  ]) {
    expect(lines).toContain(line);
  }
});

test("what is not known has no series", async () => {
  const unseen = standingOfUnseen({ name: "new", tenantId: "0" });
  const lines = await linesFor({ standings: [unseen], lastRoundAt: null });
  const own = lines.filter((line) => line.includes('tenant="new"')).map((line) => line.split("{")[0]);
  expect([...new Set(own)]).toEqual([
    "sync_health_tenant_state",
    "sync_health_tenant_stale",
    "sync_health_alerts_open",
    "sync_health_alerts_acknowledged",
    "sync_health_alerts_silenced",
  ]);
  expect(lines.join("\n")).not.toContain("sync_health_last_round_timestamp_seconds");
});

test("not polled in time is not known, whatever it was", async () => {
  const lines = await linesFor({ standings: [createStanding("contoso", { staleAfter: now - 1 })] });
  expect(lines).toContain('sync_health_tenant_state{tenant="contoso",state="unknown"} 1');
  expect(lines).toContain('sync_health_tenant_state{tenant="contoso",state="ok"} 0');
  expect(lines).toContain('sync_health_tenant_stale{tenant="contoso"} 1');
});

test("a tenant, a job or a blindness that is gone leaves nothing behind", async () => {
  const metrics = createMetrics("1.2.3");
  let standings = [createStanding("contoso", { jobs: [createStandingJob()] }), createStanding("fabrikam")];
  metrics.watch(async () => standing({ standings }));
  expect((await linesOf(metrics)).join("\n")).toContain("fabrikam");
  standings = [createStanding("contoso")];
  const after = (await linesOf(metrics)).join("\n");
  expect(after).not.toContain("fabrikam");
  expect(after).not.toContain("sync_health_job_state{");
});

test("names from the directory can't break out of their label", async () => {
  const hostile = createStandingJob({ configuration: 'a"} 1\nsync_health_forged{x="\\' });
  const lines = await linesFor({ standings: [createStanding("contoso", { jobs: [hostile] })] });
  expect(lines.filter((line) => line.startsWith("sync_health_forged"))).toEqual([]);
});

test("how the outbox waits", async () => {
  const lines = await linesFor({ outbox: { queued: 2, dead: 1, oldestQueuedAt: now - hour } });
  expect(lines).toContain("sync_health_outbox_queued 2");
  expect(lines).toContain("sync_health_outbox_dead 1");
  expect(lines).toContain("sync_health_outbox_oldest_seconds 3600");
});

test("polls against Graph: exchanges by outcome, each throttled question of a batch counted", async () => {
  const world = await createWorld();
  await world.poll();
  const before = await world.metrics();
  expect(before).toMatch(/sync_health_graph_requests_total\{outcome="ok"\} [1-9]/);
  expect(before).toContain("sync_health_graph_throttled_total 0");
  expect(before).toContain('sync_health_polls_total{tenant="contoso",outcome="stored"} 1');
  expect(before).toContain("sync_health_poll_duration_seconds_count 1");

  const item = world.cloud.faults.add({ kind: "item-status", status: 429, retryAfter: 1, count: 2 });
  const whole = world.cloud.faults.add({ kind: "status", status: 429, retryAfter: 1, count: 1 });
  await world.poll();
  const after = await world.metrics();
  expect([item.hits, whole.hits]).toEqual([2, 1]);
  expect(after).toContain("sync_health_graph_throttled_total 3");
  expect(after).toContain('sync_health_graph_requests_total{outcome="throttled"} 1');

  world.cloud.faults.add({ kind: "reset", endpoint: "graph", count: 1 });
  await world.poll();
  expect(await world.metrics()).toContain('sync_health_graph_requests_total{outcome="no_answer"} 1');
  await world.close();
});
