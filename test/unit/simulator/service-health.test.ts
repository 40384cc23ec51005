import { afterEach, beforeEach, expect, test } from "vitest";
import { hour } from "../../../src/domain/instant.ts";
import { openWorld, start, type World } from "./setup.ts";

const issues = "/v1.0/admin/serviceAnnouncement/issues";
const overviews = "/v1.0/admin/serviceAnnouncement/healthOverviews";
const open = `${issues}?$filter=isResolved eq false`;

let world: World;
beforeEach(async () => {
  world = await openWorld({}, { pageSize: 2 });
});
afterEach(() => world.close());

test("a new tenant has an old issue that is over, and an advisory that is not about identity", async () => {
  const { json } = await world.get(issues);
  expect(json.value).toMatchObject([
    { service: "Microsoft Entra", isResolved: true, endDateTime: "2026-08-26T07:00:10Z" },
    { service: "Exchange Online", isResolved: false, classification: "advisory", endDateTime: null },
  ]);
});

test("an incident comes, and goes when it is resolved", async () => {
  const incident = world.tenant.addIncident({
    id: "MO999001",
    title: "Delays in directory synchronization",
    startedAt: start - hour,
  });
  const during = (await world.get(open)).json.value;
  expect(during).toHaveLength(2);
  expect(during[1]).toMatchObject({
    id: "MO999001",
    title: "Delays in directory synchronization",
    service: "Microsoft Entra",
    status: "serviceDegradation",
    classification: "incident",
    startDateTime: "2026-09-14T06:00:10Z",
    posts: [{ postType: "regular", description: { contentType: "html" } }],
  });
  incident.resolve();
  const after = (await world.get(open)).json.value;
  expect(after.map(({ service }: { service: string }) => service)).toEqual(["Exchange Online"]);
  expect(incident.body).toMatchObject({ isResolved: true, endDateTime: "2026-09-14T07:00:10Z" });
});

test("pages go by $skip", async () => {
  for (const title of ["one", "two", "three"]) world.tenant.addIncident({ title });
  const first = (await world.get(issues)).json;
  expect(new URL(first["@odata.nextLink"]).searchParams.get("$skip")).toBe("2");
  const second = (await world.get(first["@odata.nextLink"])).json;
  const third = (await world.get(second["@odata.nextLink"])).json;
  expect([first, second, third].map(({ value }) => value.length)).toEqual([2, 2, 1]);
  expect(third).not.toHaveProperty("@odata.nextLink");
  const ids = [first, second, third].flatMap(({ value }) => value.map(({ id }: { id: string }) => id));
  expect(new Set(ids).size).toBe(5);
  expect((await world.get(`${issues}?$top=100`)).json.value).toHaveLength(5);
});

test("the filter can be refused; others always are", async () => {
  expect((await world.get(`${issues}?$filter=service eq 'Microsoft Entra'`)).status).toBe(400);
  world.tenant.serviceIssueFilter = "refuse";
  const { status, json } = await world.get(open);
  expect([status, json.error.code]).toEqual([400, "Request_UnsupportedQuery"]);
  expect((await world.get(issues)).status).toBe(200);
});

test("overviews tell each service's state, with its issues when asked for", async () => {
  world.tenant.addIncident({ title: "Sign-in is slow", status: "serviceInterruption" });
  const plain = (await world.get(`${overviews}?$top=100`)).json;
  expect(plain.value).toEqual([
    { id: "OrgLiveID", service: "Microsoft Entra", status: "serviceInterruption" },
    { id: "Exchange", service: "Exchange Online", status: "serviceDegradation" },
    { id: "OSDPPlatform", service: "Microsoft 365 suite", status: "serviceOperational" },
  ]);
  const expanded = (await world.get(`${overviews}?$expand=issues&$top=1`)).json;
  expect(expanded.value[0].issues).toHaveLength(2);
  expect((await world.get(`${overviews}?$expand=owners`)).status).toBe(400);
});

test("is in v1.0 only here, needs its permission, and is counted apart", async () => {
  expect((await world.get("/beta/admin/serviceAnnouncement/issues")).status).toBe(404);
  world.tenant.permissions.delete("ServiceHealth.Read.All");
  world.tenant.permissions.add("Directory.Read.All");
  const { status, json, headers } = await world.get(issues);
  expect([status, json.error.code]).toEqual([403, "Authorization_RequestDenied"]);
  expect(headers).not.toHaveProperty("x-ms-resource-unit");
  const { tenantId } = world.tenant;
  expect(world.cloud.counters.serviceRequests(tenantId).map(({ units }) => units)).toEqual([2]);
  expect(world.cloud.counters.resourceUnits(tenantId)).toEqual([]);
});
