/** What a healthy tenant costs: HTTP round trips, and a tenth of Microsoft's limits at most, by the cloud's own counters. */
import { afterEach, expect, test } from "vitest";
import { day, hour, minute, second } from "../../src/domain/instant.ts";
import { probeIds } from "../../src/domain/probes.ts";
import type { RequestRecord, UnitWindow } from "../../src/simulator/counters.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;
afterEach(() => world.close());

/** Microsoft's limits for an app in a tenant: https://learn.microsoft.com/graph/throttling-limits */
const directoryUnitsPer10s = { small: 3_500, large: 8_000 };
const auditRequestsPer10s = 5;
const serviceRequestsPerHour = 800;
const share = 0.1;

async function enter(cadences: string[] = []): Promise<World> {
  const yaml = cadences.length > 0 ? `probes: { ${cadences.join(", ")} }` : "";
  world = await createWorld({ tenants: [{ name: "contoso" }], yaml });
  world.tenant.addCloudSyncConfiguration({ domain: "corp.contoso.example" });
  await world.tenant.federate("contoso.example", { expiresAt: world.clock.now() + 700 * day });
  await world.tenant.addConnectApp({ certificateExpiresAt: world.clock.now() + 700 * day });
  return world;
}

async function roundTripsOf(advanceMs: number): Promise<number> {
  const { requests } = world.cloud.counters;
  const before = requests.batch + requests.direct + requests.token;
  expect(await world.poll(advanceMs)).toEqual([]);
  return requests.batch + requests.direct + requests.token - before;
}

test("every probe due at once: at most four round trips, once token and discovery are there", async () => {
  // Discovery of Cloud Sync lasts an hour, the others a day.
  await enter(probeIds.map((id) => `${id}: { every: 50m }`));
  await world.poll();
  const asked = world.cloud.requests.length;
  expect(await roundTripsOf(55 * minute)).toBeLessThanOrEqual(4);
  const items = world.cloud.requests.slice(asked).flatMap((request) => request.batchPaths ?? [request.path]);
  for (const resource of [
    "/organization",
    "/jobs",
    "/users",
    "/groups",
    "/contacts",
    "/auditLogs",
    "/applications",
  ]) {
    expect(items.filter((path) => path.includes(resource)).length, resource).toBeGreaterThan(0);
  }
  expect((await world.report()).blind).toEqual([]);
});

test("the steady poll: two round trips", async () => {
  await enter();
  await world.poll();
  await world.poll();
  expect(await roundTripsOf(5 * minute)).toBeLessThanOrEqual(2);
});

test("a day of a small tenant stays below a tenth of every limit", async () => {
  await enter();
  await world.polls(24 * 12);
  const { counters } = world.cloud;
  const { tenantId } = world.tenant;
  expect(peak(counters.resourceUnits(tenantId), 10 * second)).toBeLessThanOrEqual(
    directoryUnitsPer10s.small * share,
  );
  // A tenth of five requests in ten seconds is one in twenty: counted over a minute, where it can be a whole number.
  expect(peak(counters.auditRequests(tenantId), minute)).toBeLessThanOrEqual(auditRequestsPer10s * 6 * share);
  expect(peak(counters.serviceRequests(tenantId), hour)).toBeLessThanOrEqual(serviceRequestsPerHour * share);
  expect(counters.auditRequests(tenantId).length).toBeGreaterThan(50);
  expect(counters.throttled).toBe(0);
});

test("100,000 users with 10,000 errors: below a tenth too, and no page is read twice", async () => {
  await enter();
  world.tenant.directory.addUsers(100_000, { conflictEvery: 10 });
  const mails = await world.poll();
  expect(mails.map((mail) => mail.finding)).toEqual(["object-errors"]);
  const { counters, requests } = world.cloud;
  expect(peak(counters.resourceUnits(world.tenant.tenantId), 10 * second)).toBeLessThanOrEqual(
    directoryUnitsPer10s.large * share,
  );
  expect(repeated(requests)).toEqual([]);
  expect(await world.store.objectErrors("contoso", { fixedSince: null })).toHaveLength(10_000);
});

test("a new conflict costs one more round trip, once: to ask who has the value", async () => {
  await enter(["object-errors: { every: 1m }"]);
  await world.polls(2);
  const { directory } = world.tenant;
  directory.conflict(directory.addUser(), { property: "ProxyAddresses", value: "smtp:x@contoso.example" });
  const { requests } = world.cloud.counters;
  const before = requests.batch + requests.direct;
  expect((await world.poll()).map((mail) => mail.finding)).toEqual(["object-errors"]);
  expect(requests.batch + requests.direct - before).toBeLessThanOrEqual(3);
  expect(await roundTripsOf(5 * minute)).toBeLessThanOrEqual(2);
});

test("a storm in the provisioning log is read at the log's own pace", async () => {
  await enter();
  const [configuration] = world.tenant.configurations;
  if (!configuration) throw new Error("no configuration");
  for (let n = 0; n < 2_000; n += 1) {
    world.tenant.provisioningLog.fail(configuration.provisioning, {
      objectId: `o-${n}`,
      code: "EntryConflict",
      reason: "x",
    });
  }
  const mails = await world.poll();
  expect(mails.map((mail) => mail.finding)).toEqual(["job-entry-errors"]);
  expect(peak(world.cloud.counters.auditRequests(world.tenant.tenantId), minute)).toBeLessThanOrEqual(3);
  expect(world.cloud.counters.throttled).toBe(0);
});

/** The most units in any span of this length that begins with a window. */
function peak(windows: readonly UnitWindow[], spanMs: number): number {
  return windows.reduce((highest, { beganAt }) => {
    const inside = windows.filter((other) => other.beganAt >= beganAt && other.beganAt < beganAt + spanMs);
    return Math.max(
      highest,
      inside.reduce((sum, { units }) => sum + units, 0),
    );
  }, 0);
}

function repeated(requests: readonly RequestRecord[]): string[] {
  const pages = requests.flatMap((request) => request.batchPaths ?? [`${request.method} ${request.path}`]);
  const lists = pages.filter((path) => path.startsWith("GET"));
  return lists.filter((path, index) => lists.indexOf(path) !== index);
}
