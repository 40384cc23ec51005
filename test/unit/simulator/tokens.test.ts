import { afterEach, beforeEach, expect, test } from "vitest";
import { defaultPermissions } from "../../../src/simulator/tenant.ts";
import { openWorld, start, type World } from "./setup.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const newToken = async (): Promise<string> => (await world.signIn()).json.access_token;

function payloadOf(token: string) {
  const parts = token.split(".");
  expect(parts).toHaveLength(3);
  return JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString("utf8"));
}

test("a token tells whose it is, what it may do, and until when", async () => {
  const { clientId, tenantId } = world.tenant;
  expect(payloadOf(await newToken())).toMatchObject({
    appid: clientId,
    tid: tenantId,
    roles: [...defaultPermissions],
    exp: Math.floor(start / 1_000) + 3_599,
  });
  world.tenant.tokenLifetimeSeconds = 600;
  expect(payloadOf(await newToken()).exp).toBe(Math.floor(start / 1_000) + 600);
});

test("roles are those of the moment when it was issued", async () => {
  const before = await newToken();
  world.tenant.permissions.clear();
  expect(payloadOf(await newToken()).roles).toEqual([]);
  expect(payloadOf(before).roles).toHaveLength(defaultPermissions.length);
});

test("no two are the same, and a changed one is worth nothing", async () => {
  const [one, two] = [await newToken(), await newToken()];
  expect(one).not.toBe(two);
  const [header, payload] = one.split(".");
  const [, , signature] = two.split(".");
  const statusOf = async (token: string) =>
    (await world.send("GET", "/v1.0/organization", { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await statusOf(one)).toBe(200);
  expect(await statusOf(`${header}.${payload}.${signature}`)).toBe(401);
});

test("opaque tokens tell nothing, and work as well", async () => {
  world.tenant.opaqueTokens = true;
  const token = await newToken();
  const [, payload = ""] = token.split(".");
  expect(() => JSON.parse(Buffer.from(payload, "base64url").toString("utf8"))).toThrow();
  expect((await world.get("/v1.0/organization")).status).toBe(200);
});

test("every answer carries the cloud's date, skew and all", async () => {
  const dates = async () => [
    (await world.signIn()).headers.date,
    (await world.get("/v1.0/organization")).headers.date,
    (await world.get("/v1.0/nothing")).headers.date,
    (await world.batch([{ id: "1", method: "GET", url: "/organization" }])).headers.date,
  ];
  expect(new Set(await dates())).toEqual(new Set(["Mon, 14 Sep 2026 07:00:10 GMT"]));
  world.cloud.clockSkewMs = -400_000;
  expect(new Set(await dates())).toEqual(new Set(["Mon, 14 Sep 2026 06:53:30 GMT"]));
  world.cloud.faults.add({ kind: "html", count: 1 });
  expect((await world.get("/v1.0/organization")).headers.date).toBe("Mon, 14 Sep 2026 06:53:30 GMT");
});
