import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minute, second } from "../../../src/domain/instant.ts";
import type { CloudSyncConfiguration } from "../../../src/simulator/cloud-sync.ts";
import { openWorld, start, type World } from "./setup.ts";

const path = "/v1.0/auditLogs/provisioning";
const failed = {
  code: "AzureActiveDirectoryDuplicateObject",
  reason: "Another object has the same address.",
};

let world: World;
let configuration: CloudSyncConfiguration;
beforeEach(async () => {
  world = await openWorld({}, { pageSize: 2 });
  configuration = world.tenant.addCloudSyncConfiguration({ domain: "corp.contoso.example" });
});
afterEach(() => world.close());

function writeFour() {
  const { provisioningLog } = world.tenant;
  provisioningLog.fail(configuration.provisioning, {
    ...failed,
    objectName: "first",
    at: start - 4 * minute,
  });
  provisioningLog.succeed(configuration.provisioning, { objectName: "third", at: start - 2 * minute });
  provisioningLog.failOther({ ...failed, objectName: "second", at: start - 3 * minute });
  provisioningLog.fail(configuration.passwordHash, { ...failed, objectName: "fourth", at: start - minute });
}

async function names(query = "") {
  const { json } = await world.get(`${path}?$top=100${query}`);
  return json.value?.map(
    (row: { sourceIdentity: { displayName: string } }) => row.sourceIdentity.displayName,
  );
}

describe("a row", () => {
  test("of a failed create has its job, its error, and no target", async () => {
    world.tenant.provisioningLog.fail(configuration.provisioning, {
      ...failed,
      objectId: "b1d3",
      objectName: "Mara Lindt",
    });
    const { json } = await world.get(path);
    expect(json["@odata.context"]).toBe(`${world.cloud.graphUrl}/v1.0/$metadata#auditLogs/provisioning`);
    expect(json.value).toHaveLength(1);
    expect(json.value[0]).toMatchObject({
      activityDateTime: "2026-09-14T07:00:10Z",
      tenantId: world.tenant.tenantId,
      jobId: configuration.provisioning.id,
      provisioningAction: "create",
      provisioningStatusInfo: {
        status: "failure",
        errorInformation: {
          errorCode: failed.code,
          reason: failed.reason,
          errorCategory: "nonServiceFailure",
        },
      },
      servicePrincipal: { id: configuration.id, displayName: "corp.contoso.example" },
      sourceIdentity: { id: "b1d3", displayName: "Mara Lindt", identityType: "user", details: {} },
      targetIdentity: { id: "", displayName: "", identityType: "User", details: {} },
      initiatedBy: { initiatorType: "system" },
    });
    expect(json.value[0].provisioningSteps[1]).toMatchObject({
      provisioningStepType: "export",
      status: "failure",
      details: { ReportableIdentifier: "Mara Lindt" },
    });
  });

  test("of a success has no error, and a target; the same object has the same source id", async () => {
    const { provisioningLog } = world.tenant;
    const before = provisioningLog.fail(configuration.provisioning, { ...failed, action: "update" });
    const after = provisioningLog.succeed(configuration.provisioning);
    expect(after.provisioningStatusInfo).toEqual({ status: "success", errorInformation: null });
    expect(after.targetIdentity?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(after.sourceIdentity?.id).toBe(before.sourceIdentity?.id);
    expect(after.id).not.toBe(before.id);
  });

  test("of another application belongs to none of our jobs", () => {
    const row = world.tenant.provisioningLog.failOther(failed);
    const ids = configuration.jobs.map(({ id }) => id);
    expect(ids).not.toContain(row.jobId);
    expect(row.jobId).toContain(world.tenant.tenantId.replaceAll("-", ""));
  });
});

describe("rows", () => {
  beforeEach(writeFour);

  test("come newest first, or in the order that was asked for", async () => {
    expect(await names()).toEqual(["fourth", "third", "second", "first"]);
    const oldestFirst = ["first", "second", "third", "fourth"];
    expect(await names("&$orderby=activityDateTime asc")).toEqual(oldestFirst);
    expect(await names("&$orderby=activityDateTime")).toEqual(oldestFirst);
    expect(await names("&$orderby=activityDateTime desc")).toEqual([...oldestFirst].reverse());
  });

  test("come in pages", async () => {
    const first = (await world.get(path)).json;
    const second = (await world.get(first["@odata.nextLink"])).json;
    expect([first.value.length, second.value.length]).toEqual([2, 2]);
    expect(second).not.toHaveProperty("@odata.nextLink");
  });

  test.each([
    { filter: "activityDateTime gt 2026-09-14T06:57:10Z", found: ["fourth", "third"] },
    { filter: "activityDateTime lt 2026-09-14T06:57:10Z", found: ["first"] },
    { filter: "activityDateTime eq 2026-09-14T06:57:10Z", found: ["second"] },
    { filter: "provisioningStatusInfo/status eq 'failure'", found: ["fourth", "second", "first"] },
    { filter: "provisioningStatusInfo/status eq 'Failure'", found: [] },
    {
      filter:
        "activityDateTime gt 2026-09-14T06:57:10.0000000Z and provisioningStatusInfo/status eq 'failure'",
      found: ["fourth"],
    },
  ])("$filter", async ({ filter, found }) => {
    expect(await names(`&$filter=${filter}`)).toEqual(found);
  });

  test("are found by job", async () => {
    expect(await names(`&$filter=jobId eq '${configuration.provisioning.id}'`)).toEqual(["third", "first"]);
    expect(await names(`&$filter=jobId eq '${configuration.provisioning.id.toUpperCase()}'`)).toEqual([]);
  });
});

test.each([
  { query: "$filter=activityDateTime ge 2026-09-14T06:57:10Z" },
  { query: "$filter=activityDateTime le 2026-09-14T06:57:10Z" },
  { query: "$filter=activityDateTime gt '2026-09-14T06:57:10Z'" },
  { query: "$filter=jobId eq 'a' or jobId eq 'b'" },
  { query: "$orderby=id" },
  { query: "$select=id" },
])("$query is refused", async ({ query }) => {
  expect((await world.get(`${path}?${query}`)).status).toBe(400);
});

test("the status clause can be refused, and only it", async () => {
  world.tenant.provisioningStatusFilter = "refuse";
  const time = "activityDateTime gt 2026-09-14T06:00:00Z";
  const both = await world.get(`${path}?$filter=${time} and provisioningStatusInfo/status eq 'failure'`);
  expect(both.status).toBe(400);
  expect((await world.get(`${path}?$filter=${time}`)).status).toBe(200);
});

test.each(["ProvisioningLog.Read.All", "AuditLog.Read.All", "Directory.Read.All"])(
  "%s is enough",
  async (one) => {
    world.tenant.permissions.clear();
    const denied = await world.get(path);
    expect([denied.status, denied.json.error.code]).toEqual([403, "Authentication_MSGraphPermissionMissing"]);
    world.tenant.permissions.add(one);
    expect((await world.get(`/beta/auditLogs/provisioning`)).status).toBe(200);
  },
);

test("without a premium license it is refused", async () => {
  world.tenant.premium = false;
  const { status, json } = await world.get(path);
  expect([status, json.error.code]).toEqual([403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant"]);
  expect(json.error.message).toContain("tenant doesn't have premium license");
});

test("five requests in ten seconds and no more, counted apart from the directory's units", async () => {
  const { counters } = world.cloud;
  const { tenantId } = world.tenant;
  const items = ["1", "2", "3", "4", "5", "6"].map((id) => ({
    id,
    method: "GET",
    url: "/auditLogs/provisioning",
  }));
  const { json } = await world.batch(items);
  const refused = json.responses.filter((item: { status: number }) => item.status === 429);
  expect(refused).toHaveLength(1);
  expect(refused[0].headers["Retry-After"]).toBe("10");
  expect(refused[0].headers).not.toHaveProperty("x-ms-resource-unit");
  // The directory goes on.
  expect((await world.get("/v1.0/organization")).status).toBe(200);
  world.clock.advance(10 * second);
  expect((await world.get(path)).status).toBe(200);
  expect(counters.auditRequests(tenantId).map(({ units }) => units)).toEqual([6, 1]);
  expect(counters.resourceUnits(tenantId).map(({ units }) => units)).toEqual([1]);
  expect(counters.serviceRequests(tenantId)).toEqual([]);
  expect(counters.throttled).toBe(1);
});
