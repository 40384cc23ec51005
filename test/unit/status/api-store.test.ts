/**
 * /api/v1 after real polls of a simulated cloud, from a real store: what was stored on the way is what the document says.
 */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createStatusSource } from "../../../src/app/status-source.ts";
import { loadCatalog } from "../../../src/catalog/load.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { hour } from "../../../src/domain/instant.ts";
import { createLogger } from "../../../src/telemetry/logger.ts";
import { createMetrics } from "../../../src/telemetry/metrics.ts";
import { type ApiFixture, componentOf, document, faultsOf, serveApi } from "../../support/api-fixture.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
let api: Pick<ApiFixture, "server" | "get">;

beforeAll(async () => {
  world = await createWorld({ tenants: [{ name: "contoso" }, { name: "fabrikam" }] });
  const { directory } = world.tenant;
  for (const name of ["ann", "bob", "eve"]) {
    const user = directory.addUser({ displayName: `Wants ${name}` });
    directory.conflict(user, { property: "ProxyAddresses", value: `smtp:${name}@contoso.example` });
  }
  await world.polls(3);
  world.tenant.stopSync();
  const [, fabrikam] = world.tenants;
  const cloudSync = fabrikam?.addCloudSyncConfiguration({ domain: "corp.fabrikam.example" });
  await world.polls(3);
  cloudSync?.provisioning.quarantine({ reason: "EncounteredQuarantineException", error: null });
  await world.polls(30);
  const { config } = await loadConfig({ file: join(world.folder, "monitor.yaml") });
  const catalog = await loadCatalog();
  const source = createStatusSource({
    store: world.store,
    clock: world.clock,
    log: createLogger({ level: "error", destination: { write: () => {} }, secrets: [], clock: world.clock }),
    metrics: createMetrics("0.0.0"),
    generation: () => ({
      config,
      health: () => ({ lastRoundAt: world.clock.now(), staleAfter: null, stuckAfter: null }),
    }),
    catalog: () => catalog,
    configRejected: () => false,
  });
  const now = world.clock.now();
  await source.addSilence({
    ...{
      id: "silence-1",
      tenant: "contoso",
      finding: null,
      subjectKey: null,
      startsAt: now,
      endsAt: now + hour,
    },
    ...{ by: "Mara Lindt", reason: "the server is being moved", createdAt: now },
  });
  const { items } = await source.alerts({ finding: "sync-stale" }, { offset: 0, limit: 1 });
  await source.acknowledge(items[0]?.id ?? "", { at: now, by: "Mara Lindt", reason: "on it" });
  api = await serveApi({ source, clock: world.clock });
});
afterAll(() => world.close());

test("every address answers what the document says", async () => {
  const [alert] = (await api.get("/alerts?finding=sync-stale")).body.items;
  const [delivery] = (await api.get("/deliveries")).body.items;
  expect(alert).toMatchObject({ state: "open", acknowledged: { via: "page" } });
  for (const path of Object.keys(document.paths)) {
    const address = path
      .replace("/tenants/{name}", "/tenants/contoso")
      .replace("/alerts/{id}", `/alerts/${alert.id}`)
      .replace("/deliveries/{id}", `/deliveries/${delivery.id}`)
      .replace("/catalog/{id}", "/catalog/sync-stale")
      .replace("/explain", "/explain?text=TimeOut");
    const { status, body } = await api.get(address);
    expect(status, address).toBe(200);
    expect(faultsOf(componentOf(path), body), address).toBeNull();
  }
});

test("jobs and what is wrong with them", async () => {
  for (const path of ["/tenants/{name}", "/tenants/{name}/readings"]) {
    const { body } = await api.get(path.replace("{name}", "fabrikam"));
    expect(faultsOf(componentOf(path), body), path).toBeNull();
  }
  const { body } = await api.get("/tenants/fabrikam");
  expect(body.jobs).toMatchObject([
    {
      kind: "AD2AADProvisioning",
      code: "Quarantine",
      quarantine: { reason: "EncounteredQuarantineException" },
    },
    { kind: "AD2AADPasswordHash", quarantine: null },
  ]);
  const alerts = await api.get("/alerts?tenant=fabrikam");
  const quarantine = alerts.body.items.find(
    ({ finding }: { finding: string }) => finding === "job-quarantine",
  );
  expect(quarantine.facts.disableAt).toBe(body.jobs[0].quarantine.disableAt);
});

test("tenants, findings and alerts tell the same", async () => {
  const { body: tenant } = await api.get("/tenants/contoso");
  const { body: findings } = await api.get("/findings?tenant=contoso");
  const { body: alerts } = await api.get("/alerts?state=open&tenant=contoso");
  expect(tenant.findings.map(({ id }: { id: string }) => id)).toEqual(
    findings.items.map(({ id }: { id: string }) => id),
  );
  expect(tenant.alerts.open).toBe(alerts.total);
  expect(tenant.alerts.acknowledged).toBe(1);
  expect(tenant.objectErrors.total).toBe(3);
  expect(findings.items.map(({ id }: { id: string }) => id).toSorted()).toEqual([
    "object-errors",
    "sync-stale",
  ]);
});

test("an alert's timeline tells who acknowledged it and on which way, and its deliveries whom it reached", async () => {
  const [alert] = (await api.get("/alerts?finding=sync-stale")).body.items;
  const { body } = await api.get(`/alerts/${alert.id}`);
  expect(body.timeline.at(-1)).toMatchObject({ kind: "acknowledged", reason: "by-page", by: "Mara Lindt" });
  expect(body.deliveries[0]).toMatchObject({
    state: "sent",
    recipients: [{ address: "ops@ops.example", outcome: "accepted" }],
  });
});

test("history: a point for each step, the age growing since the last synchronization", async () => {
  const { body } = await api.get("/tenants/contoso/history");
  expect(body.points).toHaveLength(36);
  expect(body.points.at(-1).syncAgeSeconds).toBeGreaterThan(2 * 3_600);
  expect(body.points.at(-1).objectErrors).toBe(3);
});

test("a name that is not polled, whatever it looks like", async () => {
  for (const name of ["litware", "constructor", "__proto__", "%27%20or%20%271", "%00"]) {
    expect((await api.get(`/tenants/${name}`)).status, name).toBe(404);
    expect((await api.get(`/alerts/${name}`)).status, name).toBe(404);
    expect((await api.get(`/deliveries/${name}`)).status, name).toBe(404);
  }
});
