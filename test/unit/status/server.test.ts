import { afterEach, expect, test } from "vitest";
import type { TenantReport } from "../../../src/domain/report.ts";
import { startStatusServer } from "../../../src/status/server.ts";
import { createMetrics } from "../../../src/telemetry/metrics.ts";

const report: TenantReport = {
  name: "contoso",
  tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
  state: "ok",
  findings: [],
  blind: [],
  readings: {},
  polledAt: "2026-09-14T08:00:00.000Z",
  staleAfter: "2026-09-14T08:20:00.000Z",
};
const outbox = { queued: 1, dead: 0, oldestQueuedAt: "2026-09-14T07:00:00.000Z", lastDeadAt: null };
const metrics = createMetrics("1.2.3");
let server: Awaited<ReturnType<typeof startStatusServer>>;
afterEach(() => server.close());

async function start(health: {
  healthy: boolean;
  ready: boolean;
  lastRoundAt: string | null;
}): Promise<void> {
  server = await startStatusServer({
    listen: { host: "127.0.0.1", port: 0 },
    reports: async () => [report],
    outbox: async () => outbox,
    clock: { now: () => Date.parse("2026-09-14T08:01:00Z"), sleep: async () => {} },
    version: "1.2.3",
    metrics: () => metrics.render(),
    health: () => health,
  });
}

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(server.address + path);
  return { status: response.status, body: await response.json() };
}

test("healthy and ready", async () => {
  await start({ healthy: true, ready: true, lastRoundAt: "2026-09-14T08:00:00.000Z" });
  expect(await get("/healthz")).toEqual({
    status: 200,
    body: { status: "ok", lastRoundAt: "2026-09-14T08:00:00.000Z", version: "1.2.3" },
  });
  expect((await get("/readyz")).status).toBe(200);
});

test("rounds that no longer end: not healthy, so that whoever watches the process may restart it", async () => {
  await start({ healthy: false, ready: true, lastRoundAt: "2026-09-14T01:00:00.000Z" });
  expect(await get("/healthz")).toMatchObject({ status: 503, body: { status: "stalled" } });
});

test("before the first round: alive, not ready", async () => {
  await start({ healthy: true, ready: false, lastRoundAt: null });
  expect((await get("/healthz")).status).toBe(200);
  expect((await get("/readyz")).status).toBe(503);
});

test("the status is what the store holds, in the shape of `status --format json`", async () => {
  await start({ healthy: true, ready: true, lastRoundAt: null });
  expect(await get("/api/v1/status")).toEqual({
    status: 200,
    body: { generatedAt: "2026-09-14T08:01:00.000Z", tenants: [report], outbox },
  });
});

test("nothing else is served", async () => {
  await start({ healthy: true, ready: true, lastRoundAt: null });
  expect((await get("/")).status).toBe(404);
  expect((await get("/../package.json")).status).toBe(404);
});

test("/metrics: what was counted, in the form that Prometheus reads", async () => {
  await start({ healthy: true, ready: true, lastRoundAt: null });
  metrics.countUnknownError("contoso", null);
  metrics.countUnknownError("contoso", "family-scim-target");
  metrics.countUnknownError("contoso", "family-scim-target");
  const response = await fetch(`${server.address}/metrics`);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=/);
  const lines = (await response.text()).split("\n");
  expect(lines).toContain('sync_health_build_info{version="1.2.3"} 1');
  expect(lines).toContain('sync_health_catalog_unknown_total{tenant="contoso",family="none"} 1');
  expect(lines).toContain(
    'sync_health_catalog_unknown_total{tenant="contoso",family="family-scim-target"} 2',
  );
});
