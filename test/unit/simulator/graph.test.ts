import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minute } from "../../../src/domain/instant.ts";
import { cloudSyncTemplateId } from "../../../src/simulator/cloud-sync.ts";
import { costOf } from "../../../src/simulator/graph-endpoint.ts";
import { openWorld, type World } from "./setup.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld({}, { pageSize: 2 });
});
afterEach(() => world.close());

describe("organization", () => {
  test("v1.0 has sync dates but not the password date; beta has it", async () => {
    const [v1, beta] = [await world.get("/v1.0/organization"), await world.get("/beta/organization")];
    expect(v1.json.value).toHaveLength(1);
    expect(v1.json.value[0]).toMatchObject({
      id: world.tenant.tenantId,
      onPremisesSyncEnabled: true,
      onPremisesLastSyncDateTime: "2026-09-14T07:00:00Z",
    });
    expect(v1.json.value[0]).not.toHaveProperty("onPremisesLastPasswordSyncDateTime");
    expect(beta.json.value[0].onPremisesLastPasswordSyncDateTime).toBe("2026-09-14T07:00:00Z");
    const bare = await world.get(`/v1.0/organization/${world.tenant.tenantId}`);
    expect(bare.json.displayName).toBe("contoso");
  });

  test("$select: beta only knows its own member; v1.0 refuses it, or ignores it when told so", async () => {
    const select = "$select=onPremisesSyncEnabled,onPremisesLastPasswordSyncDateTime";
    const beta = await world.get(`/beta/organization?${select}`);
    expect(Object.keys(beta.json.value[0])).toEqual([
      "onPremisesSyncEnabled",
      "onPremisesLastPasswordSyncDateTime",
    ]);
    expect((await world.get(`/v1.0/organization?${select}`)).status).toBe(400);
    world.tenant.unknownSelect = "ignore";
    const v1 = await world.get(`/v1.0/organization?${select}`);
    expect(v1.json.value).toEqual([{ onPremisesSyncEnabled: true }]);
  });

  test("without the permission: 200 with three members, all else null", async () => {
    world.tenant.permissions.delete("Organization.Read.All");
    const { status, json } = await world.get("/v1.0/organization");
    const filled = Object.entries(json.value[0]).filter(([, value]) => value !== null);
    expect(status).toBe(200);
    expect(filled.map(([name]) => name)).toEqual(["id", "displayName", "verifiedDomains"]);
    world.tenant.permissions.add("Directory.Read.All");
    expect((await world.get("/v1.0/organization")).json.value[0].createdDateTime).not.toBeNull();
  });
});

describe("service principals", () => {
  test("are found by template and, for the preview, by appId; pages follow absolute nextLinks", async () => {
    for (const domain of ["a.example", "b.example", "c.example"])
      world.tenant.addCloudSyncConfiguration({ domain });
    world.tenant.addCloudSyncConfiguration({ domain: "old.example", preview: true });
    const filter = `/v1.0/servicePrincipals?$filter=applicationTemplateId eq '${cloudSyncTemplateId}'`;
    const first = await world.get(`${filter}&$select=id,displayName`);
    expect(first.json.value.map((row: { displayName: string }) => row.displayName)).toEqual([
      "a.example",
      "b.example",
    ]);
    expect(Object.keys(first.json.value[0])).toEqual(["id", "displayName"]);
    expect(first.json["@odata.nextLink"]).toContain(`${world.cloud.graphUrl}/v1.0/servicePrincipals?`);
    const second = await world.get(first.json["@odata.nextLink"]);
    expect(second.json.value).toHaveLength(1);
    expect(second.json).not.toHaveProperty("@odata.nextLink");
    const preview = await world.get(`/v1.0/servicePrincipals?$filter=appId eq '${cloudSyncTemplateId}'`);
    expect(preview.json.value).toMatchObject([{ applicationTemplateId: null, appId: cloudSyncTemplateId }]);
    const other = await world.get("/v1.0/servicePrincipals?$filter=startswith(displayName,'a')");
    expect(other.json.error.code).toBe("Request_UnsupportedQuery");
  });

  test("jobs come in pages too, and one by one", async () => {
    const configuration = world.tenant.addCloudSyncConfiguration({ domain: "a.example" });
    configuration.addJob("AAD2ADGroupProvisioning");
    const path = `/v1.0/servicePrincipals/${configuration.id}/synchronization/jobs`;
    const first = await world.get(path);
    const second = await world.get(first.json["@odata.nextLink"]);
    expect([...first.json.value, ...second.json.value].map((job) => job.templateId)).toEqual([
      "AD2AADProvisioning",
      "AD2AADPasswordHash",
      "AAD2ADGroupProvisioning",
    ]);
    const one = await world.get(`${path}/${configuration.passwordHash.id}`);
    expect(one.json.id).toBe(configuration.passwordHash.id);
    expect((await world.get(`${path}/none`)).json.error.code).toBe("Request_ResourceNotFound");
  });
});

test.each([
  {
    take: "Application.Read.All",
    path: "/v1.0/servicePrincipals",
    status: 403,
    code: "Authorization_RequestDenied",
  },
  {
    take: "Synchronization.Read.All",
    path: "/v1.0/servicePrincipals/x/synchronization/jobs",
    status: 401,
    code: "UnknownError",
  },
])("without $take: $status $code", async ({ take, path, status, code }) => {
  world.tenant.permissions.delete(take);
  const reply = await world.get(path);
  expect(reply.status).toBe(status);
  expect(reply.json.error.code).toBe(code);
  if (status === 401) expect(reply.json.error.message).toBe("");
});

describe("every answer", () => {
  test("echoes client-request-id and names its cost; errors spell innerError in both ways", async () => {
    const reply = await world.get("/v1.0/organization", { "client-request-id": "abc" });
    expect(reply.headers).toMatchObject({ "client-request-id": "abc", "x-ms-resource-unit": "1" });
    expect(reply.headers["request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    const spellings = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const { error } = (await world.get("/v1.0/nothing")).json;
      expect(error.code).toBe("Request_ResourceNotFound");
      const inner = error.innerError ?? error.innererror;
      expect(inner).toMatchObject({ date: "2026-09-14T07:00:10", "request-id": expect.any(String) });
      spellings.add("innerError" in error ? "innerError" : "innererror");
    }
    expect([...spellings].sort()).toEqual(["innerError", "innererror"]);
  });

  test("nobody gets anything without a token, and nobody writes", async () => {
    const none = await world.send("GET", "/v1.0/organization");
    expect([none.status, none.json.error.code]).toEqual([401, "InvalidAuthenticationToken"]);
    const { access_token } = (await world.signIn()).json;
    const headers = { authorization: `Bearer ${access_token}` };
    expect((await world.send("PATCH", "/v1.0/organization", { headers, body: "{}" })).status).toBe(404);
  });

  test("is counted, and remembered within bounds", async () => {
    await world.get("/v1.0/organization", { "client-request-id": "abc" });
    world.clock.advance(minute);
    await world.batch([{ id: "1", method: "GET", url: "/organization" }]);
    const { counters, requests } = world.cloud;
    expect(counters).toMatchObject({
      requests: { token: 1, direct: 1, batch: 1 },
      items: 2,
      throttled: 0,
      inFlight: 0,
    });
    const units = counters.resourceUnits(world.tenant.tenantId).map((window) => window.units);
    expect(units).toEqual([1, 1]);
    expect(requests.map(({ path }) => path.split("/").at(-1))).toEqual(["token", "organization", "$batch"]);
    expect(requests[1]).toMatchObject({
      method: "GET",
      tenantId: world.tenant.tenantId,
      clientRequestId: "abc",
    });
    expect(requests[2]?.batchPaths).toEqual(["GET /organization"]);
  });
});

test.each([
  { name: "plain", base: 2, query: "", cost: 2 },
  { name: "$select", base: 2, query: "$select=id", cost: 1 },
  { name: "small $top", base: 3, query: "$top=19", cost: 2 },
  { name: "large $top", base: 2, query: "$top=20", cost: 2 },
  { name: "$expand", base: 2, query: "$expand=owners", cost: 3 },
  { name: "never below one", base: 1, query: "$select=id&$top=1", cost: 1 },
])("resource units, $name", ({ base, query, cost }) => {
  expect(costOf(base, new URLSearchParams(query))).toBe(cost);
});

test("only so many requests are remembered", async () => {
  const small = await openWorld({}, { maxRequests: 2 });
  for (const version of ["v1.0", "beta", "v1.0"]) await small.get(`/${version}/organization`);
  expect(small.cloud.requests.map(({ path }) => path)).toEqual(["/beta/organization", "/v1.0/organization"]);
  await small.close();
});

test("overrides and raw answers take the place of what the state says, in the versions they name", async () => {
  world.tenant.override("/organization", (body) => ({ ...(body as object), value: [] }));
  expect((await world.get("/v1.0/organization")).json.value).toEqual([]);
  world.tenant.override("/organization", null);
  world.tenant.raw("/beta/organization", { status: 418, headers: { "x-odd": "yes" }, body: "<html>" });
  const beta = await world.get("/beta/organization");
  expect([beta.status, beta.headers["x-odd"], beta.text]).toEqual([418, "yes", "<html>"]);
  expect((await world.get("/v1.0/organization")).json.value).toHaveLength(1);
});
