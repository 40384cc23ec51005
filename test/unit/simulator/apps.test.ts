import { X509Certificate } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { day } from "../../../src/domain/instant.ts";
import { syncServiceAppId } from "../../../src/simulator/apps.ts";
import { createTenant } from "../../../src/simulator/tenant.ts";
import { openWorld, sharedCertificates, start, type World } from "./setup.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const list = async (path: string) => (await world.get(`/v1.0/${path}`)).json.value;
const syncPrincipal = () => list(`servicePrincipals?$filter=appId eq '${syncServiceAppId}'`);

describe("the synchronization service's principal", () => {
  test("is there, can be switched off, removed and restored", async () => {
    expect(await syncPrincipal()).toMatchObject([
      { displayName: "Microsoft Entra AD Synchronization Service", accountEnabled: true },
    ]);
    world.tenant.syncPrincipal.accountEnabled = false;
    expect((await syncPrincipal())[0].accountEnabled).toBe(false);
    world.tenant.removeSyncPrincipal();
    expect(await syncPrincipal()).toEqual([]);
    world.tenant.restoreSyncPrincipal();
    world.tenant.restoreSyncPrincipal();
    expect(await syncPrincipal()).toHaveLength(1);
  });

  test("comes with the first synchronization, and not a second time", () => {
    const tenant = createTenant({ clock: world.clock, name: "fabrikam", syncEnabled: null });
    expect(tenant.servicePrincipals).not.toContain(tenant.syncPrincipal);
    tenant.setSyncEnabled(true);
    expect(tenant.servicePrincipals).toContain(tenant.syncPrincipal);
    tenant.removeSyncPrincipal();
    tenant.setSyncEnabled(false);
    tenant.setSyncEnabled(true);
    expect(tenant.servicePrincipals).not.toContain(tenant.syncPrincipal);
  });

  test("is found by its name", async () => {
    const name = "Microsoft Entra AD Synchronization Service";
    expect(await list(`servicePrincipals?$filter=displayName eq '${name}'&$select=appId`)).toEqual([
      { appId: syncServiceAppId },
    ]);
  });
});

describe("applications", () => {
  test("the monitor's own has one secret for two years", async () => {
    const { clientId, clientSecret } = world.tenant;
    const rows = await list(`applications?$filter=appId eq '${clientId}'`);
    expect(rows).toMatchObject([
      {
        appId: clientId,
        keyCredentials: [],
        passwordCredentials: [
          {
            hint: clientSecret?.slice(0, 3),
            keyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
            displayName: "monitor",
            endDateTime: "2028-09-13T07:00:10Z",
            secretText: null,
          },
        ],
      },
    ]);
    const [secret] = world.tenant.ownApp.passwordCredentials;
    if (secret) secret.endDateTime = "2026-09-15T00:00:00Z";
    const [changed] = await list("applications?$select=passwordCredentials");
    expect(changed.passwordCredentials[0].endDateTime).toBe("2026-09-15T00:00:00Z");
  });

  test("certificates for sign-in are its key credentials, named by their SHA-1 thumbprint", async () => {
    const pem = (await sharedCertificates()).client?.certPem ?? "";
    const { fingerprint, validTo } = new X509Certificate(pem);
    const { ownApp } = createTenant({ clock: world.clock, name: "fabrikam", certificates: [pem] });
    const [key] = ownApp.keyCredentials;
    const thumbprint = Buffer.from(key?.customKeyIdentifier ?? "", "base64")
      .toString("hex")
      .toUpperCase();
    expect(thumbprint).toBe(fingerprint.replaceAll(":", ""));
    expect(Date.parse(key?.endDateTime ?? "")).toBe(Date.parse(validTo));
  });

  test("Entra Connect's has a certificate, a principal, and a role on the synchronization service", async () => {
    const app = world.tenant.addConnectApp({ certificateExpiresAt: start + 60 * day });
    const rows = await list("applications?$filter=startswith(displayName,'connectsyncprovisioning_')");
    expect(rows).toMatchObject([
      {
        appId: app.appId,
        displayName: "ConnectSyncProvisioning_SRV01_abc",
        passwordCredentials: [],
        keyCredentials: [
          { type: "AsymmetricX509Cert", usage: "Verify", key: null, endDateTime: "2026-11-13T07:00:10Z" },
        ],
      },
    ]);
    expect(Buffer.from(rows[0].keyCredentials[0].customKeyIdentifier, "base64")).toHaveLength(20);
    const [service] = await syncPrincipal();
    const [principal] = await list(`servicePrincipals?$filter=appId eq '${app.appId}'`);
    expect(await list(`servicePrincipals/${service.id}/appRoleAssignedTo`)).toMatchObject([
      {
        principalId: principal.id,
        principalDisplayName: "ConnectSyncProvisioning_SRV01_abc",
        principalType: "ServicePrincipal",
        appRoleId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        resourceId: service.id,
      },
    ]);
    expect(await list(`servicePrincipals/${principal.id}/appRoleAssignedTo`)).toEqual([]);
  });

  test("several are found by a list of ids", async () => {
    const { tenant } = world;
    const one = tenant.addConnectApp({ certificateExpiresAt: start });
    const two = tenant.addConnectApp({ displayName: "Second", certificateExpiresAt: start });
    expect(one.appId).not.toBe(two.appId);
    const filter = `appId in ('${tenant.clientId}', '${two.appId}','${"0".repeat(8)}')`;
    const rows = await list(`applications?$filter=${filter}&$select=displayName`);
    expect(rows).toEqual([{ displayName: "sync-health-monitor" }, { displayName: "Second" }]);
  });

  test.each([
    "displayName eq 'x'",
    "startswith(appId,'x')",
    "appId in ()",
    "appId eq 'a' or appId eq 'b'",
    "endswith(displayName,'x')",
  ])("$filter=%s is refused", async (filter) => {
    const { status, json } = await world.get(`/v1.0/applications?$filter=${filter}`);
    expect([status, json.error.code]).toEqual([400, "Request_UnsupportedQuery"]);
  });
});

test("a principal that is not there has no assignments to show: 404", async () => {
  expect((await world.get("/v1.0/servicePrincipals/none/appRoleAssignedTo")).status).toBe(404);
});

test.each(["applications", "servicePrincipals", "servicePrincipals/x/appRoleAssignedTo"])(
  "%s without rights: 403",
  async (path) => {
    world.tenant.permissions.delete("Application.Read.All");
    const { status, json } = await world.get(`/v1.0/${path}`);
    expect([status, json.error.code]).toEqual([403, "Authorization_RequestDenied"]);
  },
);
