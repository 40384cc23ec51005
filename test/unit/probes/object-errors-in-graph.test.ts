/** The probe against a simulated Graph, through the real client: that its questions are understood, and what they cost. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { minute } from "../../../src/domain/instant.ts";
import { createGraphClient, type GraphClient } from "../../../src/graph/client.ts";
import { resolveCloud } from "../../../src/graph/clouds.ts";
import { createTokenSource } from "../../../src/graph/credentials.ts";
import { objectErrorsProbe } from "../../../src/probes/object-errors/probe.ts";
import { type Cloud, startCloud } from "../../../src/simulator/cloud.ts";
import { createManualClock, type ManualClock } from "../../../src/simulator/manual-clock.ts";
import { createTenant, type SimulatedTenant } from "../../../src/simulator/tenant.ts";
import { contextFor } from "../../support/fake-graph-reader.ts";
import { sharedCertificates } from "../simulator/setup.ts";

const start = Date.parse("2026-09-14T07:00:00Z");

let clock: ManualClock;
let tenant: SimulatedTenant;
let cloud: Cloud;
let client: GraphClient;
let cache: Map<string, unknown>;

beforeEach(async () => {
  clock = createManualClock(start);
  tenant = createTenant({ clock, name: "contoso" });
  cloud = await startCloud({ clock, tenants: [tenant], certificates: await sharedCertificates() });
  cache = new Map();
  const { graphUrl: graph, authorityUrl: authority, caPem } = cloud;
  const { tenantId, clientId } = tenant;
  const resolved = resolveCloud({ graph, authority, caPem });
  const credential = { type: "clientSecret" as const, clientId, clientSecret: tenant.clientSecret ?? "" };
  const tokens = createTokenSource({ tenantId, credential, cloud: resolved, clock });
  const limits = { requestTimeoutMs: 30_000, maxBodyBytes: 10_000_000 };
  client = createGraphClient({ cloud: resolved, tokens, clock, limits });
});
afterEach(async () => {
  await client.close();
  await cloud.close();
});

/** One look, a quarter of an hour after the one before; with the questions of each exchange that it took. */
async function look() {
  clock.advance(15 * minute);
  const asked = cloud.requests.length;
  const graph = client.open({ signal: new AbortController().signal, deadline: clock.now() + 10 * minute });
  const [reading] = await objectErrorsProbe.look(contextFor(graph, { now: clock.now(), cache }));
  if (reading?.kind !== "object-errors") throw new Error(`blind: ${JSON.stringify(reading)}`);
  const batches = cloud.requests.slice(asked).flatMap(({ batchPaths }) => (batchPaths ? [batchPaths] : []));
  return { errors: reading.errors, questions: batches.map((paths) => paths.length) };
}

const named = (name: string) => expect.objectContaining({ displayName: name });

test("whoever has the value is found among users, groups and contacts, whatever is in the value", async () => {
  const { directory } = tenant;
  directory.addUser({ displayName: "Cloud", userPrincipalName: "o'hara+1@contoso.example", synced: false });
  directory.addUser({
    displayName: "Alias",
    proxyAddresses: ["SMTP:alias@contoso.example", "smtp:R&D#1@contoso.example", "SIP:call@contoso.example"],
  });
  directory.addGroup({ displayName: "Team", mail: "team@contoso.example" });
  directory.addContact({ displayName: "Partner", mail: "ann@partner.example" });
  const deleted = directory.addContact({ displayName: "Deleted", mail: "gone@partner.example" });
  directory.remove(deleted);
  const conflicts = [
    ["UserPrincipalName", "O'Hara+1@contoso.example", "Cloud"],
    ["ProxyAddresses", "smtp:o'hara+1@contoso.example", "Cloud"],
    ["ProxyAddresses", "SMTP:r&d#1@contoso.example", "Alias"],
    ["ProxyAddress", "sip:call@contoso.example", "Alias"],
    ["ProxyAddresses", "team@contoso.example", "Team"],
    ["UserPrincipalName", "ann@partner.example", "Partner"],
    ["ProxyAddresses", "smtp:gone@partner.example", null],
  ] as const;
  for (const [property, value] of conflicts) directory.conflict(directory.addUser(), { property, value });
  const { errors } = await look();
  expect(errors.map(({ value, holder }) => [value, holder])).toEqual(
    conflicts.map(([, value, holder]) => [value, holder === null ? null : named(holder)]),
  );
});

test("an object never is its own holder", async () => {
  const { directory } = tenant;
  const user = directory.addUser({ displayName: "Mara", userPrincipalName: "own@contoso.example" });
  directory.conflict(user, { property: "ProxyAddresses", value: "smtp:own@contoso.example" });
  expect((await look()).errors).toMatchObject([{ objectId: user.id, holder: null }]);
  directory.addGroup({ displayName: "Own", mail: "own@contoso.example" });
  cache.clear();
  expect((await look()).errors).toMatchObject([{ objectId: user.id, holder: named("Own") }]);
});

test("new conflicts cost one more $batch, of ten questions at most; those that are known cost nothing", async () => {
  const { directory } = tenant;
  expect((await look()).questions).toEqual([3]);
  const user = directory.addUser();
  directory.conflict(user, { property: "ProxyAddresses", value: "smtp:one@contoso.example" });
  expect((await look()).questions).toEqual([3, 3]);
  expect((await look()).questions).toEqual([3]);
  directory.addUsers(400, { conflictEvery: 10 });
  expect((await look()).questions).toEqual([3, 10]);
  expect((await look()).questions).toEqual([3, 10]);
  expect((await look()).questions).toEqual([3]);
});
