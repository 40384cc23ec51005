/** What whoever watches the process asks for, and that nothing beside the known addresses is served. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMetrics } from "../../../src/telemetry/metrics.ts";
import { type ServedPages, startPages } from "../../support/status-pages.ts";
import { statusNow } from "../../support/status-world.ts";

const metrics = createMetrics("1.2.3");
let server: ServedPages;
beforeEach(async () => {
  server = await startPages({ metrics: () => metrics.render() });
});
afterEach(() => server.close());

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(server.address + path);
  return { status: response.status, body: await response.json() };
}

const lastRoundAt = new Date(statusNow).toISOString();

test("healthy and ready", async () => {
  expect(await get("/healthz")).toEqual({
    status: 200,
    body: { status: "ok", lastRoundAt },
  });
  expect(await get("/readyz")).toEqual({
    status: 200,
    body: { status: "ok", lastRoundAt, checks: { store: "ok", config: "ok", firstRound: "ok" } },
  });
});

test("rounds that no longer end: not healthy, so that whoever watches the process may restart it", async () => {
  server.health.healthy = false;
  expect(await get("/healthz")).toMatchObject({ status: 503, body: { status: "stalled" } });
});

test("before the first round: alive, not ready", async () => {
  server.health.lastRoundAt = null;
  expect((await get("/healthz")).status).toBe(200);
  expect(await get("/readyz")).toMatchObject({ status: 503, body: { checks: { firstRound: "under way" } } });
});

test("a store that does not answer: not ready, and the log is told", async () => {
  server.source.ping = async () => {
    throw new Error("disk I/O error");
  };
  expect(await get("/readyz")).toMatchObject({ status: 503, body: { checks: { store: "failed" } } });
  expect(server.failures.map(({ message }) => message)).toEqual(["disk I/O error"]);
});

test("a reload that was refused is said, and the one before goes on", async () => {
  server.health.configRejected = true;
  const { status, body } = await get("/readyz");
  expect(status).toBe(200);
  expect(body).toMatchObject({ checks: { config: "the last reload was rejected" } });
});

test("nothing else is served", async () => {
  for (const path of [
    "/package.json",
    "/../package.json",
    "/%2e%2e/package.json",
    "/assets/style.css",
    "/tenants",
  ]) {
    expect((await fetch(server.address + path)).status).toBe(404);
  }
});

test("/metrics: what was counted, in the form that Prometheus reads", async () => {
  metrics.countUnknownError("contoso", null);
  metrics.countUnknownError("contoso", "family-scim-target");
  metrics.countUnknownError("contoso", "family-scim-target");
  const response = await fetch(`${server.address}/metrics`);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=/);
  const lines = (await response.text()).split("\n");
  expect(lines).toContain('sync_health_catalog_unknown_total{tenant="contoso",family="none"} 1');
  expect(lines).toContain(
    'sync_health_catalog_unknown_total{tenant="contoso",family="family-scim-target"} 2',
  );
});
