/** A proxy that signs people in: its word counts, and nobody else's. Real sockets, save where another address is needed. */
import { describe, expect, test } from "vitest";
import { hashPassword } from "../../../src/status/access/password.ts";
import { basic, startGuarded } from "./access-server.ts";

const proxy = { header: "x-remote-user", addresses: ["127.0.0.8", "10.0.0.0/24", "fd00:5::/64"] };
const start = (options: Parameters<typeof startGuarded>[0] = {}) =>
  startGuarded({ auth: { users: [], proxy }, ...options });
const named = (user: string | string[]) => ({ "x-remote-user": user });
const from = "127.0.0.8";

describe("the proxy's own requests", () => {
  test.each([
    ["a name", "mara@contoso.example", "mara@contoso.example"],
    ["a name of a domain", "CONTOSO\\mara", "CONTOSO\\mara"],
    ["a name with a comma", "Lindt, Mara", "Lindt, Mara"],
    ["UTF-8, as proxies write it", Buffer.from("Zoë").toString("latin1"), "Zoë"],
    ["Latin-1, as others do", Buffer.from("Zoë", "latin1").toString("latin1"), "Zoë"],
    ["two characters for one letter", Buffer.from("Zoe\u0308").toString("latin1"), "Zoë"],
    ["blanks around it", "  mara  ", "mara"],
    ["control characters and marks", Buffer.from("ma\u009fra\u202e\u200b").toString("latin1"), "ma ra"],
    ["markup", "<b>mara</b>", "<b>mara</b>"],
    ["more than a name", "x".repeat(300), `${"x".repeat(99)}…`],
  ])("%s is its user", async (_, value, user) => {
    const { ask } = await start();
    const answer = await ask({ headers: named(value), from });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { user }]);
  });

  test.each([
    ["no header", {}],
    ["an empty one", named("")],
    ["one of blanks and marks", named(Buffer.from(" \u200b").toString("latin1"))],
    ["two of them: one may be the reader's own", named(["root", "mara"])],
    ["one that is far too long", named("x".repeat(401))],
    ["another header", { "x-remote-users": "mara" }],
  ])("%s is nobody", async (_, headers: Record<string, string | string[]>) => {
    const { ask } = await start();
    const answer = await ask({ headers, from });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("status.auth.proxy");
    expect(answer.headers["www-authenticate"]).toBeUndefined();
  });

  test("what is open needs no user", async () => {
    const { ask } = await start();
    expect((await ask({ path: "/healthz", from: "127.0.0.77" })).status).toBe(200);
  });
});

describe("from elsewhere the header is worth nothing", () => {
  test.each(["127.0.0.1", "127.0.0.9"])("%s", async (address) => {
    const { ask } = await start();
    const answer = await ask({
      headers: { ...named("mara"), "x-forwarded-for": "127.0.0.8", forwarded: "for=127.0.0.8" },
      from: address,
    });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("did not come from one of its addresses with its header");
    expect(answer.text).not.toContain("127.0.0.8");
  });

  test.each([
    ["10.0.0.77", 200],
    ["::ffff:10.0.0.77", 200],
    ["10.0.1.77", 403],
    ["::ffff:10.0.1.77", 403],
    ["fd00:5::1234", 200],
    ["fd00:6::1234", 403],
  ])("%s: %i", async (remoteAddress, status) => {
    const { server } = await start();
    const answer = await server.inject({ url: "/who", remoteAddress, headers: named("mara") });
    expect(answer.statusCode).toBe(status);
  });
});

describe("a proxy on this machine, where a browser has its address", () => {
  test.each([
    ["localhost:8080", 200],
    ["127.0.0.1:8080", 200],
    ["sync.contoso.example", 200],
    ["SYNC.contoso.example:443", 200],
    ["evil.example", 403],
    ["evil.example:8080", 403],
    ["sync.contoso.example.evil.example", 403],
  ])("for the host %s: %i", async (host, status) => {
    const { ask } = await start({ publicHost: "sync.contoso.example" });
    const answer = await ask({ headers: { ...named("mara"), host }, from });
    expect(answer.status).toBe(status);
    if (status === 403) {
      expect(answer.text).toContain("Set status.publicUrl");
      expect(answer.text).toContain(`<code>host ${host}</code>`);
    }
  });

  test("the host that is ours is looked up anew each time: a reload may change it", async () => {
    const options = { publicHost: null as string | null };
    const { ask } = await startGuarded({
      auth: { users: [], proxy },
      get publicHost() {
        return options.publicHost;
      },
    });
    const question = { headers: { ...named("mara"), host: "sync.contoso.example" }, from };
    expect((await ask(question)).status).toBe(403);
    options.publicHost = "sync.contoso.example";
    expect((await ask(question)).status).toBe(200);
  });

  test("one elsewhere may ask for any host: no browser has its address", async () => {
    const { server } = await start();
    const headers = { ...named("mara"), host: "monitor.internal:8080" };
    const answer = await server.inject({ url: "/who", remoteAddress: "10.0.0.5", headers });
    expect(answer.statusCode).toBe(200);
  });
});

describe("beside users with passwords", () => {
  const password = "correct horse";
  const both = async (tls: "proxy" | null) => {
    const users = [{ name: "mara", passwordHash: await hashPassword(password) }];
    return startGuarded({ tls, auth: { users, proxy } });
  };

  test("the proxy's user needs no password; without one the proxy's request is asked for it", async () => {
    const { ask } = await both(null);
    const headers = { ...named("noor"), ...basic("mara", "wrong") };
    expect(JSON.parse((await ask({ headers, from })).text)).toEqual({ user: "noor" });
    expect((await ask({ from })).status).toBe(401);
    const signedIn = await ask({ headers: basic("mara", password), from });
    expect(JSON.parse(signedIn.text)).toEqual({ user: "mara" });
  });

  test("the header from elsewhere does not name the user", async () => {
    const { ask } = await both(null);
    const headers = { ...named("root"), ...basic("mara", password) };
    expect(JSON.parse((await ask({ headers, from: "127.0.0.9" })).text)).toEqual({ user: "mara" });
  });

  test.each([
    ["10.0.0.5", 200],
    ["127.0.0.1", 200],
    ["10.0.1.5", 403],
  ])("where the proxy ends TLS, a password from %s: %i", async (remoteAddress, status) => {
    const { server } = await both("proxy");
    const answer = await server.inject({ url: "/who", remoteAddress, headers: basic("mara", password) });
    expect(answer.statusCode).toBe(status);
    if (status === 403) {
      expect(answer.body).toContain("status.tls is proxy");
      expect(answer.headers["www-authenticate"]).toBeUndefined();
    }
  });
});
