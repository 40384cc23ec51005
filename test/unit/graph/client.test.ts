/** Pages of a collection, read from a simulated Graph: their pace, and what a poll that runs out of time leaves behind. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { minute, second } from "../../../src/domain/instant.ts";
import { createGraphClient, type GraphClient, type GraphReader } from "../../../src/graph/client.ts";
import { resolveCloud } from "../../../src/graph/clouds.ts";
import { createTokenSource } from "../../../src/graph/credentials.ts";
import { blindReading } from "../../../src/probes/blind.ts";
import { type Cloud, startCloud } from "../../../src/simulator/cloud.ts";
import { createManualClock, type ManualClock } from "../../../src/simulator/manual-clock.ts";
import { createTenant, type SimulatedTenant } from "../../../src/simulator/tenant.ts";
import { sharedCertificates } from "../simulator/setup.ts";

const log = "/auditLogs/provisioning?$top=1";
const start = Date.parse("2026-09-14T07:00:00Z");

let clock: ManualClock;
let tenant: SimulatedTenant;
let cloud: Cloud;
let client: GraphClient;

beforeEach(async () => {
  clock = createManualClock(start);
  tenant = createTenant({ clock, name: "contoso" });
  const certificates = await sharedCertificates();
  cloud = await startCloud({ clock, tenants: [tenant], certificates });
  const { graphUrl: graph, authorityUrl: authority, caPem } = cloud;
  const { tenantId, clientId } = tenant;
  const resolved = resolveCloud({ graph, authority, caPem });
  const credential = { type: "clientSecret" as const, clientId, clientSecret: tenant.clientSecret ?? "" };
  const tokens = createTokenSource({ tenantId, credential, cloud: resolved, clock });
  const limits = { requestTimeoutMs: 30_000, maxBodyBytes: 1_000_000 };
  client = createGraphClient({ cloud: resolved, tokens, clock, limits });
});
afterEach(async () => {
  await client.close();
  await cloud.close();
});

const open = (deadline = start + 10 * minute, signal = new AbortController().signal) =>
  client.open({ signal, deadline });

/** Pages that were read, and what ended the walk. */
async function walk(reader: GraphReader, path: string) {
  let pages = 0;
  try {
    for await (const page of reader.pages("v1.0", path)) pages += page.length > 0 ? 1 : 0;
    return { pages, thrown: null };
  } catch (thrown) {
    return { pages, thrown };
  }
}

function fillLog(count: number): void {
  const { provisioning } = tenant.addCloudSyncConfiguration({ domain: "corp.contoso.example" });
  for (let n = 0; n < count; n += 1) {
    tenant.provisioningLog.fail(provisioning, { objectId: `o-${n}`, code: "EntryConflict", reason: "x" });
  }
}

const auditTimes = () =>
  cloud.requests
    .filter(({ path, batchPaths }) => [path, ...(batchPaths ?? [])].some((one) => one.includes("/auditLogs")))
    .map(({ at }) => (at - start) / second);

test("a second question about the log waits for its turn, as a further page does", async () => {
  fillLog(2);
  const reader = open();
  expect(await walk(reader, log)).toEqual({ pages: 2, thrown: null });
  expect(await walk(reader, `${log}&$orderby=activityDateTime`)).toEqual({ pages: 2, thrown: null });
  expect(auditTimes()).toEqual([0, 20, 40, 60]);
});

test("first questions of one moment still travel together", async () => {
  fillLog(1);
  const reader = open();
  await Promise.all([walk(reader, log), walk(reader, "/users?$top=1"), walk(reader, "/groups?$top=1")]);
  expect(cloud.requests.filter(({ path }) => path.endsWith("$batch"))).toHaveLength(1);
  expect(clock.pauses).toEqual([]);
});

test("a page for which the poll has no time left is not waited for", async () => {
  fillLog(5);
  const { pages, thrown } = await walk(open(start + 30 * second), log);
  expect(pages).toBe(2);
  expect(thrown).toMatchObject({ reason: "unreachable", outOfTime: true });
  expect(clock.pauses).toEqual([20 * second]);
});

test("a poll whose time is up in the midst of a page is unreachable, and says why", async () => {
  tenant.directory.addUsers(300);
  const controller = new AbortController();
  const reader = open(start + 10 * minute, controller.signal);
  const pages = reader.pages("v1.0", "/users?$top=100");
  await pages.next();
  cloud.faults.add({ kind: "hang" });
  const next = pages.next();
  setImmediate(() => controller.abort());
  const thrown = await next.catch((fault: unknown) => fault);
  expect(blindReading("domains", [], thrown, null)).toMatchObject({
    reason: "unreachable",
    detail: "the time limit of the poll ran out while waiting for Graph",
  });
});

test("a poll whose time is up before the page is asked for is unreachable too", async () => {
  tenant.directory.addUsers(300);
  const controller = new AbortController();
  const pages = open(start + 10 * minute, controller.signal).pages("v1.0", "/users?$top=100");
  await pages.next();
  controller.abort();
  const thrown = await pages.next().catch((fault: unknown) => fault);
  expect(blindReading("domains", [], thrown, null)).toMatchObject({
    reason: "unreachable",
    detail: expect.stringContaining("the time limit of the poll ran out"),
  });
});
