import { once } from "node:events";
import { request } from "node:https";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Fault } from "../../../src/simulator/faults.ts";
import { createTenant } from "../../../src/simulator/tenant.ts";
import { openWorld, type World } from "./setup.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const path = "/v1.0/organization";

test.each<{ name: string; fault: Fault; status: number; retryAfter?: string; code?: string }>([
  {
    name: "429 with Retry-After",
    fault: { kind: "status", status: 429, retryAfter: 7 },
    status: 429,
    retryAfter: "7",
    code: "TooManyRequests",
  },
  { name: "429 without", fault: { kind: "status", status: 429 }, status: 429 },
  {
    name: "503 with a date",
    fault: { kind: "status", status: 503, retryAfter: "Mon, 14 Sep 2026 07:01:00 GMT" },
    status: 503,
    retryAfter: "Mon, 14 Sep 2026 07:01:00 GMT",
  },
  { name: "500", fault: { kind: "status", status: 500 }, status: 500, code: "Service_InternalServerError" },
  {
    name: "502",
    fault: { kind: "status", status: 502, code: "badGateway" },
    status: 502,
    code: "badGateway",
  },
  { name: "504", fault: { kind: "status", status: 504 }, status: 504 },
  { name: "unauthorized", fault: { kind: "unauthorized" }, status: 401, code: "InvalidAuthenticationToken" },
])("$name, once, then well again", async ({ fault, status, retryAfter, code }) => {
  const active = world.cloud.faults.add({ count: 1, ...fault });
  const reply = await world.get(path);
  expect(reply.status).toBe(status);
  expect(reply.headers["retry-after"]).toBe(retryAfter);
  if (code) expect(reply.json.error.code).toBe(code);
  expect((await world.get(path)).status).toBe(200);
  expect(active.hits).toBe(1);
  expect(world.cloud.counters.throttled).toBe(status === 429 ? 1 : 0);
});

test("truncated: the JSON breaks off", async () => {
  const whole = await world.get(path);
  world.cloud.faults.add({ kind: "truncated" });
  const reply = await world.get(path);
  expect([reply.status, reply.json]).toEqual([200, undefined]);
  expect(whole.text.startsWith(reply.text.slice(0, 100))).toBe(true);
});

test("html and empty bodies", async () => {
  world.cloud.faults.add({ kind: "html", status: 502, count: 1 });
  const html = await world.get(path);
  expect([html.status, html.headers["content-type"]]).toEqual([502, "text/html; charset=utf-8"]);
  expect(html.text).toMatch(/^<!DOCTYPE html>/);
  world.cloud.faults.add({ kind: "empty", count: 1 });
  const empty = await world.get(path);
  expect([empty.status, empty.text]).toEqual([200, ""]);
});

test("oversized: valid JSON, many megabytes", async () => {
  world.cloud.faults.add({ kind: "oversized", bytes: 5_000_000, count: 1 });
  const reply = await world.get(path);
  expect(reply.text.length).toBeGreaterThan(5_000_000);
  expect(reply.json.value).toEqual([]);
});

test("reset: the connection is destroyed", async () => {
  await world.get(path);
  world.cloud.faults.add({ kind: "reset", count: 1 });
  await expect(world.get(path)).rejects.toThrow(/hang up|ECONNRESET/);
  expect((await world.get(path)).status).toBe(200);
});

test("hang: no answer until the cloud closes, though others are answered", async () => {
  const other = await openWorld();
  await other.get(path);
  other.cloud.faults.add({ kind: "hang", path: "/organization" });
  let ended = false;
  const hanging = other.get(path).finally(() => {
    ended = true;
  });
  const outcome = expect(hanging).rejects.toThrow(/hang up|ECONNRESET/);
  expect((await other.get("/v1.0/servicePrincipals")).status).toBe(200);
  expect(ended).toBe(false);
  await other.close();
  await outcome;
});

test("slow: half of the body now, the rest when the clock says so", async () => {
  const { access_token } = (await world.signIn()).json;
  world.cloud.faults.add({ kind: "slow", delayMs: 30_000, count: 1 });
  const headers = { authorization: `Bearer ${access_token}` };
  const outgoing = request(world.cloud.graphUrl + path, { ca: world.cloud.caPem, headers }).end();
  const [response] = await once(outgoing, "response");
  response.setEncoding("utf8");
  const [half] = await once(response, "data");
  expect(() => JSON.parse(half)).toThrow();
  const rest = once(response, "data");
  world.clock.advance(30_000);
  expect(JSON.parse(half + (await rest)[0]).value).toHaveLength(1);
});

test("item-status: single items of a batch, with Retry-After of their own", async () => {
  world.cloud.faults.add({
    kind: "item-status",
    status: 429,
    retryAfter: 12,
    path: "/organization",
    count: 1,
  });
  const requests = ["1", "2"].map((id) => ({ id, method: "GET", url: "/organization" }));
  expect((await world.get(path)).status).toBe(200);
  const { status, json } = await world.batch(requests);
  const first = json.responses.find((item: { id: string }) => item.id === "1");
  expect(status).toBe(200);
  expect(json.responses.map((item: { status: number }) => item.status).sort()).toEqual([200, 429]);
  expect(first).toMatchObject({ status: 429, headers: { "Retry-After": "12" } });
});

test("faults keep to their tenant, endpoint and path", async () => {
  const other = createTenant({ clock: world.clock, name: "fabrikam" });
  world.cloud.tenants.push(other);
  world.cloud.faults.add({ kind: "status", status: 503, tenantId: other.tenantId });
  world.cloud.faults.add({ kind: "status", status: 500, path: "/beta/organization" });
  world.cloud.faults.add({ kind: "status", status: 502, path: /servicePrincipals/ });
  expect((await world.get(path)).status).toBe(200);
  expect((await world.get("/beta/organization")).status).toBe(500);
  expect((await world.get("/v1.0/servicePrincipals")).status).toBe(502);
  world.cloud.faults.add({ kind: "status", status: 504, endpoint: "token" });
  expect((await world.signIn()).status).toBe(504);
  world.cloud.faults.clear();
  expect((await world.signIn()).status).toBe(200);
});
