/** Signing in with a certificate, with and without OpenID metadata, and after a secret was changed. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CredentialChoice } from "../../src/domain/credential.ts";
import { resolveCloud } from "../../src/graph/clouds.ts";
import { createTokenSource } from "../../src/graph/credentials.ts";
import { type Certificates, createCertificates } from "../../src/simulator/certificates.ts";
import { type Cloud, startCloud } from "../../src/simulator/cloud.ts";
import { createTenant, type SimulatedTenant } from "../../src/simulator/tenant.ts";
import { systemClock } from "../../src/util/clock.ts";

let certificates: Certificates;
let cloud: Cloud;
let tenant: SimulatedTenant;
let folder: string;
let certificateFile: string;

beforeAll(async () => {
  certificates = await createCertificates({ client: true });
  tenant = createTenant({
    clock: systemClock,
    name: "contoso",
    certificates: [certificates.client?.certPem ?? ""],
  });
  cloud = await startCloud({ clock: systemClock, tenants: [tenant], certificates });
  folder = await mkdtemp(join(tmpdir(), "sign-in-"));
  certificateFile = join(folder, "app.pem");
  await writeFile(certificateFile, certificates.client?.pem ?? "");
});
afterAll(async () => {
  await cloud.close();
  await rm(folder, { recursive: true });
});

function sourceOf(credential: CredentialChoice) {
  return createTokenSource({
    tenantId: tenant.tenantId,
    credential,
    cloud: resolveCloud({ graph: cloud.graphUrl, authority: cloud.authorityUrl, caPem: cloud.caPem }),
    clock: systemClock,
  });
}
const never = new AbortController().signal;
const secret = () =>
  ({ type: "clientSecret", clientId: tenant.clientId, clientSecret: tenant.clientSecret ?? "" }) as const;

test("a secret and a certificate both bring a token, which is then kept", async () => {
  for (const credential of [
    secret(),
    { type: "clientCertificate", clientId: tenant.clientId, certificateFile } as const,
  ]) {
    const source = sourceOf(credential);
    const before = cloud.counters.requests.token;
    const token = await source.getToken(never);
    expect(token.length).toBeGreaterThan(10);
    expect(await source.getToken(never)).toBe(token);
    expect(cloud.counters.requests.token - before).toBe(1);
    source.renew();
    expect(await source.getToken(never)).not.toBe(token);
  }
});

test("many at once share one sign-in", async () => {
  const source = sourceOf(secret());
  const before = cloud.counters.requests.token;
  const tokens = await Promise.all(Array.from({ length: 20 }, () => source.getToken(never)));
  expect(new Set(tokens).size).toBe(1);
  expect(cloud.counters.requests.token - before).toBe(1);
});

describe("refusals", () => {
  test("a wrong secret is named as such, and the secret is not", async () => {
    const source = sourceOf({ ...secret(), clientSecret: "wrong~but~secret" });
    const fault = await source.getToken(never).catch((thrown) => thrown);
    expect(fault).toMatchObject({ reason: "credential", graphCode: "AADSTS7000215", retryable: false });
    expect(fault.message).not.toContain("wrong~but~secret");
  });

  test("a certificate that is not registered", async () => {
    const registered = tenant.certificates.splice(0);
    const fault = await sourceOf({ type: "clientCertificate", clientId: tenant.clientId, certificateFile })
      .getToken(never)
      .catch((thrown) => thrown);
    tenant.certificates.push(...registered);
    expect(fault).toMatchObject({ reason: "credential", graphCode: "AADSTS700027" });
  });

  test("a certificate file without a key is the configuration's fault, not the network's", async () => {
    const file = join(folder, "no-key.pem");
    await writeFile(file, certificates.client?.certPem ?? "");
    const fault = await sourceOf({
      type: "clientCertificate",
      clientId: tenant.clientId,
      certificateFile: file,
    })
      .getToken(never)
      .catch((thrown) => thrown);
    expect(fault.reason).toBe("credential");
  });
});

test("an authority that publishes no OpenID metadata: the usual token endpoint is taken", async () => {
  cloud.faults.add({ kind: "status", status: 404, endpoint: "any", path: /openid-configuration/ });
  const token = await sourceOf(secret()).getToken(never);
  cloud.faults.clear();
  expect(token.length).toBeGreaterThan(10);
});

test("a sign-in that hangs ends with the poll's time", async () => {
  cloud.faults.add({ kind: "hang", endpoint: "token" });
  const fault = await sourceOf(secret())
    .getToken(AbortSignal.timeout(200))
    .catch((thrown) => thrown);
  cloud.faults.clear();
  expect(fault).toMatchObject({ reason: "unreachable", retryable: true });
});
