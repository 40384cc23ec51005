/** /api/v1 as HTTP: what clients may keep, HEAD, what is loaded when, and how it does with a thousand tenants. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { minute } from "../../../src/domain/instant.ts";
import {
  type ApiFixture,
  apiVersion,
  createApiFixture,
  document,
  faultsOf,
} from "../../support/api-fixture.ts";
import { createStatusWorld } from "../../support/status-world.ts";

let api: ApiFixture;
beforeEach(async () => {
  api = await createApiFixture();
});

/** One address of each path. */
function addresses(): string[] {
  return Object.keys(document.paths).map((path) =>
    path
      .replace("/tenants/{name}", "/tenants/contoso")
      .replace("/alerts/{id}", `/alerts/${api.world.alerts[0]?.id}`)
      .replace("/deliveries/{id}", `/deliveries/${api.world.deliveries[0]?.id}`)
      .replace("/catalog/{id}", "/catalog/unknown")
      .replace("/explain", "/explain?text=TimeOut"),
  );
}

describe("ETag", () => {
  test("the same a minute later: 304, without a body or a length", async () => {
    for (const address of addresses()) {
      const first = await api.get(address);
      expect(first.headers.etag, address).toMatch(/^W\/".+"$/);
      expect(first.headers["cache-control"]).toBe("private, no-cache");
      api.clock.advance(minute / 10);
      const second = await api.get(address, { "if-none-match": String(first.headers.etag) });
      expect([second.status, second.text, second.headers["content-length"]], address).toEqual([
        304,
        "",
        undefined,
      ]);
      expect(second.headers.etag).toBe(first.headers.etag);
    }
  });

  test("another answer: 200", async () => {
    const change: Record<string, () => void> = {
      "/tenants": () => Object.assign(api.world.standings[0] ?? {}, { state: "ok" }),
      "/alerts": () => void api.world.alerts.pop(),
      "/status": () => void api.world.reports.pop(),
      "/silences": () => void api.world.silences.pop(),
    };
    for (const [address, make] of Object.entries(change)) {
      const { headers } = await api.get(address);
      make();
      const after = await api.get(address, { "if-none-match": String(headers.etag) });
      expect(after.status, address).toBe(200);
      expect(after.headers.etag).not.toBe(headers.etag);
      expect(after.body).toBeTypeOf("object");
    }
  });

  test("a tenant whose polls stop is another answer, though nobody wrote anything", async () => {
    const { headers } = await api.get("/tenants/contoso");
    api.clock.advance(19 * minute);
    const { status, body } = await api.get("/tenants/contoso", { "if-none-match": String(headers.etag) });
    expect([status, body.state, body.stale]).toEqual([200, "unknown", true]);
  });

  test("another part or language is another answer", async () => {
    const { headers } = await api.get("/catalog?q=sync-stale&lang=en");
    const { status } = await api.get("/catalog?q=sync-stale&lang=nl", {
      "if-none-match": String(headers.etag),
    });
    expect(status).toBe(200);
  });

  test("as other caches write it, without the W/", async () => {
    const { headers } = await api.get("/silences");
    const { status } = await api.get("/silences", {
      "if-none-match": String(headers.etag).replace("W/", ""),
    });
    expect(status).toBe(304);
  });
});

test("HEAD: the headers of GET, and no body", async () => {
  for (const address of addresses()) {
    const got = await api.get(address);
    const { statusCode, headers, payload } = await api.server.inject({
      method: "HEAD",
      url: `/api/v1${address}`,
    });
    expect([statusCode, payload]).toEqual([200, ""]);
    for (const name of ["etag", "content-type", "content-length", "cache-control"]) {
      expect(headers[name], `${name} of ${address}`).toBe(got.headers[name]);
    }
  }
});

test("over a socket: 304 and HEAD are understood by a client that waits for what it is promised", async () => {
  const base = await api.server.listen({ host: "127.0.0.1", port: 0 });
  try {
    const first = await fetch(`${base}/api/v1/tenants`);
    const tag = first.headers.get("etag") ?? "";
    expect(faultsOf("Tenants", await first.json())).toBeNull();
    const second = await fetch(`${base}/api/v1/tenants`, { headers: { "if-none-match": tag } });
    expect([second.status, await second.text()]).toEqual([304, ""]);
    const third = await fetch(`${base}/api/v1/tenants`, { method: "HEAD" });
    expect([third.status, await third.text()]).toEqual([200, ""]);
  } finally {
    await api.server.close();
  }
});

test("the document is served as it is documented, with the product's version", async () => {
  const { body } = await api.get("/openapi.json");
  expect(body).toEqual(JSON.parse(JSON.stringify(document)));
  expect(body.info.version).toBe(apiVersion);
});

test("an idle daemon has loaded neither schemas nor handlers; the first request loads them", () => {
  const root = join(import.meta.dirname, "../../..");
  const script = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    const { fastify } = await import("fastify");
    const { registerApi } = await import("./src/status/api/register-api.ts");
    const server = fastify();
    await registerApi(server, { source: {}, clock: { now: () => 0 }, version: "0" });
    await server.ready();
    const heavy = () => loaded.filter((url) => /node_modules\\/zod|status\\/api\\/(?:routes|schemas)/.test(url)).length;
    const before = heavy();
    await server.inject("/api/v1/openapi.json");
    console.log(JSON.stringify([before, heavy() > 10]));`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: root });
  expect(JSON.parse(String(printed))).toEqual([0, true]);
});

describe("a thousand tenants", () => {
  beforeEach(async () => {
    api = await createApiFixture(createStatusWorld({ more: 1_000 }));
  });

  test("in parts of two hundred, all of them", async () => {
    const names = new Set<string>();
    for (let next = "?limit=200"; next !== null; ) {
      const { body } = await api.get(`/tenants${next}`);
      expect(body.items.length).toBeLessThanOrEqual(200);
      for (const { name } of body.items) names.add(name);
      next = body.next;
    }
    expect(names.size).toBe(1_003);
  });

  test("ill ones stand in the first part", async () => {
    const { body } = await api.get("/tenants");
    expect(body.items.slice(0, 3).map(({ name }: { name: string }) => name)).toEqual([
      "contoso",
      "fabrikam",
      "northwind",
    ]);
    expect(body).toMatchObject({ total: 1_003, limit: 50 });
  });
});
