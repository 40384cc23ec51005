import { X509Certificate } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { day } from "../../../src/domain/instant.ts";
import { openWorld, start, type World } from "./setup.ts";

const federation = "/v1.0/domains/contoso.example/federationConfiguration";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** As the federation settings carry it: DER in base64. */
function open(base64: string): X509Certificate {
  expect(base64).toMatch(/^[A-Za-z0-9+/=]+$/);
  return new X509Certificate(Buffer.from(base64, "base64"));
}

describe("domains", () => {
  test("a new tenant has its own, and the initial one; the organization knows the same", async () => {
    const { json } = await world.get("/v1.0/domains");
    expect(json.value).toMatchObject([
      {
        id: "contoso.example",
        authenticationType: "Managed",
        isDefault: true,
        isInitial: false,
        isVerified: true,
      },
      { id: "contoso.onmicrosoft.com", authenticationType: "Managed", isDefault: false, isInitial: true },
    ]);
    const organization = await world.get("/v1.0/organization");
    expect(organization.json.value[0].verifiedDomains).toEqual([
      {
        capabilities: "Email, OfficeCommunicationsOnline",
        isDefault: true,
        isInitial: false,
        name: "contoso.example",
        type: "Managed",
      },
      {
        capabilities: "Email, OfficeCommunicationsOnline",
        isDefault: false,
        isInitial: true,
        name: "contoso.onmicrosoft.com",
        type: "Managed",
      },
    ]);
  });

  test("an unverified one is listed, but no verified domain, and gives nobody a sign-in name", async () => {
    world.tenant.domains.push({ name: "new.example", isVerified: false });
    const { json } = await world.get("/v1.0/domains?$select=id,isVerified");
    expect(json.value).toContainEqual({ id: "new.example", isVerified: false });
    const organization = await world.get("/v1.0/organization");
    const names = organization.json.value[0].verifiedDomains.map(({ name }: { name: string }) => name);
    expect(names).not.toContain("new.example");
    const user = world.tenant.directory.addUser({ onPremisesUserPrincipalName: "ann@new.example" });
    expect(user.userPrincipalName).toBe("ann@contoso.onmicrosoft.com");
  });
});

describe("federation", () => {
  test("a managed domain has none, and an unknown one is not there: 404 both", async () => {
    const managed = await world.get(federation);
    expect([managed.status, managed.json.error.code]).toEqual([404, "Request_ResourceNotFound"]);
    expect((await world.get("/v1.0/domains/nowhere.example/federationConfiguration")).status).toBe(404);
  });

  test("a federated one has one set of settings, with two certificates and the last update", async () => {
    await world.tenant.federate("contoso.example", {
      expiresAt: start + 20 * day,
      nextExpiresAt: start + 300 * day,
      updateResult: "Success",
      updatedAt: start - day,
    });
    const { json } = await world.get(federation);
    expect(json.value).toHaveLength(1);
    const [settings] = json.value;
    expect(settings).toMatchObject({
      "@odata.type": "#microsoft.graph.internalDomainFederation",
      issuerUri: "http://sts.contoso.example/adfs/services/trust",
      preferredAuthenticationProtocol: "wsFed",
      signingCertificateUpdateStatus: {
        certificateUpdateResult: "Success",
        lastRunDateTime: "2026-09-13T07:00:10Z",
      },
    });
    const signing = open(settings.signingCertificate);
    // X.509 knows no milliseconds.
    expect(Date.parse(signing.validTo)).toBe(start - 250 + 20 * day);
    expect(signing.subject).toBe("CN=ADFS Signing - sts.contoso.example");
    expect(signing.verify(signing.publicKey)).toBe(true);
    expect(Date.parse(open(settings.nextSigningCertificate).validTo)).toBe(start - 250 + 300 * day);
    const organization = await world.get("/v1.0/organization");
    expect(organization.json.value[0].verifiedDomains[0].type).toBe("Federated");
    expect((await world.get("/v1.0/domains")).json.value[0].authenticationType).toBe("Federated");
  });

  test("without a next certificate and without an update, both are null; a new domain is added", async () => {
    await world.tenant.federate("other.example", { expiresAt: start + day });
    const { json } = await world.get("/beta/domains/OTHER.example/federationConfiguration");
    expect(json.value[0]).toMatchObject({
      nextSigningCertificate: null,
      signingCertificateUpdateStatus: null,
    });
    expect(world.tenant.domains.at(-1)).toMatchObject({ name: "other.example", type: "Federated" });
  });

  test.each([
    "1975-06-01T12:00:00Z",
    "1999-12-31T23:59:59Z",
    "2049-12-31T23:59:59Z",
    "2050-01-01T00:00:00Z",
    "2051-02-03T04:05:06Z",
    "2120-02-29T00:00:01Z",
  ])("certificates can end at %s", async (moment) => {
    await world.tenant.federate("contoso.example", { expiresAt: Date.parse(moment) });
    const { json } = await world.get(federation);
    expect(Date.parse(open(json.value[0].signingCertificate).validTo)).toBe(Date.parse(moment));
  });
});

test.each([
  { path: "/v1.0/domains", enough: ["Domain.Read.All", "Directory.Read.All"], short: "User.Read.All" },
  {
    path: federation,
    enough: ["Domain.Read.All", "Domain-InternalFederation.Read.All"],
    short: "Directory.Read.All",
  },
])("$path needs one of $enough; $short does not do", async ({ path, enough, short }) => {
  await world.tenant.federate("contoso.example", { expiresAt: start + day });
  world.tenant.permissions.clear();
  world.tenant.permissions.add(short);
  const denied = await world.get(path);
  expect([denied.status, denied.json.error.code]).toEqual([403, "Authorization_RequestDenied"]);
  for (const permission of enough) {
    world.tenant.permissions.clear();
    world.tenant.permissions.add(permission);
    expect((await world.get(path)).status).toBe(200);
  }
});
