import { afterEach, beforeEach, expect, test } from "vitest";
import { openWorld, type World } from "./setup.ts";

const path = "directory/onPremisesSynchronization";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

test("v1.0 tells of the deletion limit only; beta of the Connect server too", async () => {
  const [v1] = (await world.get(`/v1.0/${path}`)).json.value;
  expect(v1.id).toBe(world.tenant.tenantId);
  expect(v1.configuration).toEqual({
    accidentalDeletionPrevention: { synchronizationPreventionType: "enabledForCount", alertThreshold: 500 },
  });
  expect(v1.features).toMatchObject({ passwordSyncEnabled: true, blockSoftMatchEnabled: true });
  const [beta] = (await world.get(`/beta/${path}`)).json.value;
  expect(beta.configuration).toMatchObject({
    accidentalDeletionPrevention: { alertThreshold: 500 },
    synchronizationClientVersion: "2.5.79.0",
    synchronizationInterval: "PT30M",
    currentExportData: { clientMachineName: "CONTOSO-SYNC01" },
  });
});

test("one entity, where the documentation is right, and by its id anyway", async () => {
  world.tenant.onPremisesSynchronizationShape = "entity";
  world.tenant.deletionPrevention = { type: "disabled", threshold: null };
  const { json } = await world.get(`/v1.0/${path}?$select=configuration`);
  expect(json).not.toHaveProperty("value");
  expect(json).not.toHaveProperty("features");
  expect(json.configuration.accidentalDeletionPrevention).toEqual({
    synchronizationPreventionType: "disabled",
    alertThreshold: null,
  });
  world.tenant.onPremisesSynchronizationShape = "collection";
  const one = await world.get(`/v1.0/${path}/${world.tenant.tenantId}`);
  expect(one.json.id).toBe(world.tenant.tenantId);
  expect((await world.get(`/v1.0/${path}/other`)).status).toBe(404);
});

test("a tenant without a Connect server has no client; one that never synchronized has nothing", async () => {
  const cloudOnly = await openWorld({ connectSync: false });
  const [beta] = (await cloudOnly.get(`/beta/${path}`)).json.value;
  expect(beta.configuration).toMatchObject({ synchronizationClientVersion: null, currentExportData: null });
  await cloudOnly.close();
  const never = await openWorld({ syncEnabled: null });
  expect((await never.get(`/v1.0/${path}`)).json.value).toEqual([]);
  await never.close();
});

test("needs its own permission; Directory.Read.All does not do", async () => {
  world.tenant.permissions.delete("OnPremDirectorySynchronization.Read.All");
  world.tenant.permissions.add("Directory.Read.All");
  const { status, json } = await world.get(`/v1.0/${path}`);
  expect([status, json.error.code]).toEqual([403, "Authorization_RequestDenied"]);
});
