import { ClientCertificateCredential, ClientSecretCredential } from "@azure/identity";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWorld, sharedCertificates, type World } from "./setup.ts";

const scope = "https://graph.microsoft.com/.default";
let world: World;
beforeEach(async () => {
  const { client } = await sharedCertificates();
  world = await openWorld({ certificates: [client?.certPem ?? ""] });
});
afterEach(() => world.close());

function options() {
  return {
    authorityHost: world.cloud.authorityUrl,
    disableInstanceDiscovery: true,
    tlsOptions: { ca: world.cloud.caPem },
    retryOptions: { maxRetries: 0 },
  };
}

function secretCredential({
  tenantId = world.tenant.tenantId,
  secret = world.tenant.clientSecret ?? "",
} = {}) {
  return new ClientSecretCredential(tenantId, world.tenant.clientId, secret, options());
}

describe("@azure/identity", () => {
  test("a secret gets a token that Graph takes", async () => {
    const { token } = await secretCredential().getToken(scope);
    const reply = await world.send("GET", "/v1.0/organization", {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(reply.status).toBe(200);
    expect(world.cloud.counters.requests.token).toBe(1);
  });

  test("a certificate gets a token that Graph takes", async () => {
    const { client } = await sharedCertificates();
    const { tenantId, clientId } = world.tenant;
    const credential = new ClientCertificateCredential(
      tenantId,
      clientId,
      { certificate: client?.pem ?? "" },
      options(),
    );
    const { token } = await credential.getToken(scope);
    const reply = await world.send("GET", "/v1.0/organization", {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(reply.status).toBe(200);
  });

  test("a certificate that is not registered is refused with 700027", async () => {
    const { client } = await sharedCertificates();
    world.tenant.certificates.length = 0;
    const { tenantId, clientId } = world.tenant;
    const credential = new ClientCertificateCredential(
      tenantId,
      clientId,
      { certificate: client?.pem ?? "" },
      options(),
    );
    await expect(credential.getToken(scope)).rejects.toThrow(/AADSTS700027/);
  });

  test("a wrong secret is refused with 7000215", async () => {
    await expect(secretCredential({ secret: "wrong" }).getToken(scope)).rejects.toThrow(
      /AADSTS7000215: Invalid client secret provided/,
    );
  });

  test("an unknown tenant is refused with 90002", async () => {
    const credential = secretCredential({ tenantId: "11111111-2222-4333-8444-555555555555" });
    await expect(credential.getToken(scope)).rejects.toThrow(/90002|endpoints_resolution_error/);
    const reply = await world.signIn({}, {}, "11111111-2222-4333-8444-555555555555");
    expect(reply.json).toMatchObject({ error: "invalid_request", error_codes: [90002] });
  });
});

test("a secret in the Basic header counts too", async () => {
  const { clientId, clientSecret } = world.tenant;
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret ?? "")}`);
  const body = new URLSearchParams({ grant_type: "client_credentials", scope }).toString();
  const headers = { authorization: `Basic ${basic.toString("base64")}` };
  const reply = await world.send("POST", `/${world.tenant.tenantId}/oauth2/v2.0/token`, { headers, body });
  expect(reply.json).toMatchObject({ token_type: "Bearer", expires_in: 3599 });
});

test.each<{ name: string; form: Record<string, string>; status: number; error: string; code: number }>([
  { name: "wrong secret", form: { client_secret: "x" }, status: 401, error: "invalid_client", code: 7000215 },
  {
    name: "unknown client",
    form: { client_id: "x" },
    status: 400,
    error: "unauthorized_client",
    code: 700016,
  },
  { name: "wrong scope", form: { scope: "User.Read" }, status: 400, error: "invalid_scope", code: 70011 },
  {
    name: "wrong grant",
    form: { grant_type: "password" },
    status: 400,
    error: "unsupported_grant_type",
    code: 70003,
  },
])("$name: AADSTS$code", async ({ form, status, error, code }) => {
  const reply = await world.signIn(form);
  expect(reply.status).toBe(status);
  expect(reply.json).toMatchObject({ error, error_codes: [code], timestamp: "2026-09-14 07:00:10Z" });
  expect(reply.json.error_description).toMatch(
    new RegExp(
      `^AADSTS${code}: .+ Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: 2026-09-14 07:00:10Z$`,
    ),
  );
});

test.each([
  { code: 7000222, status: 401, error: "invalid_client", says: "The provided client secret keys" },
  {
    code: 53003,
    status: 400,
    error: "access_denied",
    says: "Access has been blocked by Conditional Access policies",
  },
  { code: 90033, status: 503, error: "temporarily_unavailable", says: "transient" },
  { code: 424242, status: 401, error: "invalid_client", says: "refused" },
])("a tenant can be told to refuse with $code", async ({ code, status, error, says }) => {
  world.tenant.refuseToken({ code, count: 1 });
  const reply = await world.signIn();
  expect(reply.status).toBe(status);
  expect(reply.json.error).toBe(error);
  expect(reply.json.error_description).toContain(says);
  expect((await world.signIn()).status).toBe(200);
});

test("an announced lifetime ends by the clock, and revoked tokens end at once", async () => {
  world.tenant.tokenLifetimeSeconds = 600;
  expect((await world.signIn()).json.expires_in).toBe(600);
  expect((await world.get("/v1.0/organization")).status).toBe(200);
  world.clock.advance(600_000);
  const expired = await world.get("/v1.0/organization");
  expect(expired.status).toBe(401);
  expect(expired.json.error).toMatchObject({
    code: "InvalidAuthenticationToken",
    message: "Lifetime validation failed, the token is expired.",
  });
  world.tenant.tokenLifetimeSeconds = null;
  const { access_token } = (await world.signIn()).json;
  const headers = { authorization: `Bearer ${access_token}` };
  expect((await world.send("GET", "/v1.0/organization", { headers })).status).toBe(200);
  world.tenant.revokeTokens();
  expect((await world.send("GET", "/v1.0/organization", { headers })).status).toBe(401);
});
