/** Secrets and certificates of our own app and of Entra Connect's: where they are found, and which one is in use. */
import { describe, expect, test } from "vitest";
import { day } from "../../../src/domain/instant.ts";
import type { AppCredentialsReading } from "../../../src/domain/reading.ts";
import { credentialExpiryProbe } from "../../../src/probes/credential-expiry/probe.ts";
import type { AppIdentity } from "../../../src/probes/probe.ts";
import {
  type Answers,
  expectBlind,
  lookAt,
  fakeNow as now,
  refusal,
} from "../../support/fake-graph-reader.ts";

const ownAppId = "0a6b1c7e-0000-4000-8000-00000000aaaa";
const namedAppId = "0a6b1c7e-0000-4000-8000-00000000bbbb";
const broughtAppId = "0a6b1c7e-0000-4000-8000-00000000cccc";
const syncAppId = "6bf85cfa-ac8a-4be5-b5de-425a0d0dc016";
const thumbprint = "188064C5737AC437E5F86DCBE7F19410D7BB20AC";
const base64Thumbprint = Buffer.from(thumbprint, "hex").toString("base64");

const secret = (keyId: string, hint: unknown, changes: Record<string, unknown> = {}) => ({
  keyId,
  hint,
  displayName: "monitor",
  startDateTime: "2026-01-01T00:00:00Z",
  endDateTime: "2026-12-31T00:00:00Z",
  ...changes,
});
const certificate = (keyId: string, customKeyIdentifier: unknown) => ({
  keyId,
  customKeyIdentifier,
  displayName: "CN=monitor",
  startDateTime: "2026-01-01T00:00:00Z",
  endDateTime: "2027-01-01T00:00:00Z",
});
const application = (appId: string, displayName: string, changes: Record<string, unknown> = {}) => ({
  id: `object-of-${appId}`,
  appId,
  displayName,
  passwordCredentials: [],
  keyCredentials: [],
  ...changes,
});

const select = "&$select=id,appId,displayName,keyCredentials,passwordCredentials";
const asks = {
  own: `/applications?$filter=appId eq '${ownAppId}'${select}`,
  named: `/applications?$filter=startswith(displayName,'ConnectSyncProvisioning_')${select}`,
  principal: `/servicePrincipals?$filter=appId eq '${syncAppId}'&$select=id,appId,displayName,accountEnabled`,
  assigned:
    "/servicePrincipals/sync-sp/appRoleAssignedTo?$select=principalId,principalDisplayName,principalType",
  appIds: "/servicePrincipals?$filter=id in ('brought-sp')&$select=id,appId",
  brought: `/applications?$filter=appId in ('${broughtAppId}')${select}`,
};
type Ask = keyof typeof asks;
/** A tenant with every kind of app; a test changes single answers. */
const tenant: Record<Ask, () => unknown> = {
  own: () => ({ value: [application(ownAppId, "sync-health")] }),
  named: () => ({ value: [application(namedAppId, "ConnectSyncProvisioning_NW-SYNC01_3ac06f5648e4")] }),
  principal: () => ({ value: [{ id: "sync-sp", appId: syncAppId }] }),
  assigned: () => ({
    value: [
      { principalId: "brought-sp", principalType: "ServicePrincipal" },
      { principalId: "brought-sp", principalType: "ServicePrincipal" },
      { principalId: "somebody", principalType: "User" },
      { principalId: null, principalType: "ServicePrincipal" },
    ],
  }),
  appIds: () => ({ value: [{ id: "brought-sp", appId: broughtAppId.toUpperCase() }] }),
  brought: () => ({ value: [application(broughtAppId, "Our own sync app")] }),
};
function answersOf(changes: Partial<Record<Ask, () => unknown>> = {}): Answers {
  return (path) => {
    const ask = (Object.keys(asks) as Ask[]).find((name) => asks[name] === path);
    if (!ask) throw new Error(`not foreseen: ${path}`);
    return (changes[ask] ?? tenant[ask])();
  };
}
const look = (
  changes: Partial<Record<Ask, () => unknown>> = {},
  options: Parameters<typeof lookAt>[2] = {},
) =>
  lookAt(credentialExpiryProbe, answersOf(changes), {
    ...options,
    app: { clientId: ownAppId, ...options.app },
  });
const appsOf = (reading: unknown) => (reading as AppCredentialsReading).apps;
const namesOf = (reading: unknown) => appsOf(reading).map(({ owner, appId }) => `${owner} ${appId}`);
const all = [`monitor ${ownAppId}`, `connect ${namedAppId}`, `connect ${broughtAppId}`];

describe("which apps", () => {
  test("our own, and Entra Connect's by name and by role", async () => {
    const { reading, paths } = await look();
    expect(namesOf(reading)).toEqual(all);
    expect(paths).toEqual(Object.values(asks));
  });

  test("a later look within a day is one exchange; then the roles are read again", async () => {
    const cache = new Map();
    expect((await look({}, { cache })).exchanges).toBe(4);
    const later = await look({}, { cache, now: now + day - 1 });
    expect(later.exchanges).toBe(1);
    expect(later.paths).toEqual([asks.own, asks.named, asks.brought]);
    expect(namesOf(later.reading)).toEqual(all);
    expect((await look({}, { cache, now: now + day })).exchanges).toBe(4);
  });

  const none = () => ({ value: [] });
  const fewer: [name: string, changes: Partial<Record<Ask, () => unknown>>, want: (string | undefined)[]][] =
    [
      ["our app is registered elsewhere", { own: none }, [all[1], all[2]]],
      ["no synchronization principal", { principal: none }, [all[0], all[1]]],
      ["nobody has a role on it", { assigned: none }, [all[0], all[1]]],
      ["the principal's app is registered elsewhere", { brought: none }, [all[0], all[1]]],
      ["names can't be searched", { named: () => refusal(400) }, [all[0], all[2]]],
      ["roles can't be listed", { assigned: () => refusal(404) }, [all[0], all[1]]],
      ["ids can't be listed", { appIds: () => refusal(400) }, [all[0], all[1]]],
      ["apps can't be listed by id", { brought: () => refusal(400) }, [all[0], all[1]]],
      [
        "one app under both ways",
        { brought: () => ({ value: [application(namedAppId.toUpperCase(), "x")] }) },
        [all[0], all[1]],
      ],
      [
        "our app is also Entra Connect's",
        { named: () => ({ value: [application(ownAppId, "x")] }) },
        [all[0], all[2]],
      ],
    ];
  test.each(fewer)("%s", async (_name, changes, want) => {
    expect(namesOf((await look(changes)).reading)).toEqual(want);
  });

  test("a managed identity has no registration to ask for", async () => {
    const { reading, paths } = await look({}, { app: { clientId: null } });
    expect(namesOf(reading)).toEqual([all[1], all[2]]);
    expect(paths).not.toContain(asks.own);
  });

  test("many principals are asked about fifteen at a time", async () => {
    const ids = Array.from({ length: 32 }, (_, index) => `sp-${index}`);
    const { reading, paths } = await lookAt(credentialExpiryProbe, (path) => {
      if (path === asks.principal) return tenant.principal();
      if (path === asks.assigned) {
        return { value: ids.map((principalId) => ({ principalId, principalType: "serviceprincipal" })) };
      }
      if (!path.includes(" in (")) return { value: [] };
      const listed = [...path.matchAll(/'(.*?)'/g)].map(([, id]) => id ?? "");
      expect(listed.length).toBeLessThanOrEqual(15);
      return { value: listed.map((id) => ({ ...application(`app-of-${id}`, id), id })) };
    });
    expect(appsOf(reading)).toHaveLength(32);
    expect(paths.filter((path) => path.startsWith("/servicePrincipals?$filter=id in"))).toHaveLength(3);
  });
});

describe("what a credential is", () => {
  test("a secret and a certificate", async () => {
    const own = application(ownAppId.toUpperCase(), "sync-health", {
      passwordCredentials: [secret("s1", "abc")],
      keyCredentials: [certificate("c1", null)],
    });
    const { reading } = await look({ own: () => ({ value: [own] }) });
    const common = { startsAt: Date.parse("2026-01-01T00:00:00Z") };
    expect(appsOf(reading)[0]).toEqual({
      owner: "monitor",
      appId: ownAppId,
      displayName: "sync-health",
      credentials: [
        {
          ...common,
          inUse: null,
          kind: "secret",
          keyId: "s1",
          displayName: "monitor",
          expiresAt: Date.parse("2026-12-31T00:00:00Z"),
        },
        {
          ...common,
          // We sign in with a secret.
          inUse: false,
          kind: "certificate",
          keyId: "c1",
          displayName: "CN=monitor",
          expiresAt: Date.parse("2027-01-01T00:00:00Z"),
        },
      ],
    });
  });

  test("odd ones: rows that are nothing are dropped, missing members are null", async () => {
    const own = application(ownAppId, "", {
      passwordCredentials: [null, 7, {}, { endDateTime: "0001-01-01T00:00:00Z", keyId: {}, hint: [] }],
    });
    const { reading } = await look({ own: () => ({ value: [own] }) });
    const empty = {
      kind: "secret",
      keyId: null,
      displayName: null,
      startsAt: null,
      expiresAt: null,
      inUse: null,
    };
    expect(appsOf(reading)[0]).toMatchObject({ displayName: null, credentials: [empty, empty] });
  });
});

describe("which one is in use", () => {
  const inUse = async (credentials: Record<string, unknown>, app: Partial<AppIdentity>, ask: Ask = "own") => {
    const appId = { own: ownAppId, named: namedAppId }[ask as "own" | "named"];
    const { reading } = await look(
      { [ask]: () => ({ value: [application(appId, "x", credentials)] }) },
      { app },
    );
    const found = appsOf(reading).find((entry) => entry.appId === appId);
    return found?.credentials.map((credential) => credential.inUse);
  };
  const secrets = { passwordCredentials: [secret("s1", "abc"), secret("s2", "xyz"), secret("s3", null)] };
  const certificates = (ours: unknown) => ({
    keyCredentials: [certificate("c1", ours), certificate("c2", "00".repeat(20)), certificate("c3", "mine")],
  });
  const ourCertificate: Partial<AppIdentity> = {
    credential: "clientCertificate",
    certificateThumbprint: thumbprint,
  };
  const both = { ...secrets, ...certificates(thumbprint) };
  type Case = [
    name: string,
    credentials: Record<string, unknown>,
    app: Partial<AppIdentity>,
    want: unknown[],
  ];
  const cases: Case[] = [
    ["the secret with our hint, and no other", secrets, { secretHint: "xyz" }, [false, true, false]],
    ["no secret has our hint: not to be told", secrets, { secretHint: "Abc" }, [null, null, null]],
    ["no hint of ours", secrets, {}, [null, null, null]],
    ["the certificate, in hex", certificates(thumbprint.toLowerCase()), ourCertificate, [true, false, false]],
    ["the certificate, in base64", certificates(base64Thumbprint), ourCertificate, [true, false, false]],
    ["no certificate is ours: not to be told", certificates(null), ourCertificate, [null, null, null]],
    ["of two kinds, a secret", both, { secretHint: "abc" }, [true, false, false, false, false, false]],
    [
      "of two kinds, a certificate whose file can't be read: no secret",
      both,
      { credential: "clientCertificate" },
      [false, false, false, null, null, null],
    ],
    [
      "a workload identity signs in with none of them",
      both,
      { credential: "workloadIdentity" },
      Array(6).fill(false),
    ],
    ["a managed identity neither", both, { credential: "managedIdentity" }, Array(6).fill(false)],
    ["of two kinds, a certificate", both, ourCertificate, [false, false, false, true, false, false]],
  ];
  test.each(cases)("%s", async (_name, credentials, app, want) => {
    expect(await inUse(credentials, app)).toEqual(want);
  });

  test("of Entra Connect's, not to be told", async () => {
    expect(await inUse(secrets, { secretHint: "abc" }, "named")).toEqual([null, null, null]);
  });
});

describe("blind", () => {
  const half = (member: string) => () => ({ value: [application(ownAppId, "x", { [member]: null })] });
  const faults: [name: string, changes: Partial<Record<Ask, () => unknown>>, reason: string][] = [
    ["our own app is refused", { own: () => refusal(403) }, "permission"],
    ["names are refused", { named: () => refusal(403) }, "permission"],
    ["the synchronization principal is refused", { principal: () => refusal(403) }, "permission"],
    ["roles are refused", { assigned: () => refusal(403) }, "permission"],
    ["throttled on the way", { appIds: () => refusal(429) }, "throttled"],
    ["out of reach at the end", { brought: () => refusal(503) }, "unreachable"],
    ["our own question is not understood", { own: () => refusal(400) }, "malformed"],
    ["no secrets, where we asked for them", { own: half("passwordCredentials") }, "malformed"],
    ["no certificates, where we asked for them", { own: half("keyCredentials") }, "malformed"],
    ["an app without an id", { named: () => ({ value: [{ keyCredentials: [] }] }) }, "malformed"],
  ];
  test.each(faults)("%s", async (_name, changes, reason) => {
    const { readings } = await look(changes);
    expect(readings).toHaveLength(1);
    expectBlind(readings[0], "credential-expiry", {
      covers: ["app-credentials"],
      reason: reason as "permission",
      permission: reason === "permission" ? "Application.Read.All" : null,
    });
  });
});
