/** Name and password over real sockets: who gets in, what is refused, and that nobody can keep the others out. */
import { scryptSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { minute, second } from "../../../src/domain/instant.ts";
import { hashPassword } from "../../../src/status/access/password.ts";
import { rememberedAtMostMs, rememberedForMs } from "../../../src/status/access/remembered-sign-ins.ts";
import { limitedForMs, maxFailures } from "../../../src/status/failure-limit.ts";
import { formatPasswordHash, hashBytes } from "../../../src/util/password-hash.ts";
import { basic, startedAt, startGuarded } from "./access-server.ts";

/** The cheapest hash that is taken: these tests check hundreds. */
function cheapHash(password: string, p = 1): string {
  const cost = { N: 2 ** 15, r: 8, p };
  const salt = Buffer.alloc(16, 7);
  return formatPasswordHash({
    ...cost,
    salt,
    key: scryptSync(password, salt, 32, { ...cost, maxmem: 2 * hashBytes }),
  });
}

const password = "correct horse: battery";
const users = [
  { name: "mara", passwordHash: cheapHash(password) },
  { name: "Zoë Lindt", passwordHash: cheapHash("caf\u00e9 au lait") },
];
const start = () => startGuarded({ auth: { users, proxy: null } });
const good = basic("mara", password);

describe("who gets in", () => {
  test("a name and its password, also one with a colon in it", async () => {
    const { ask, refused } = await start();
    const answer = await ask({ headers: good });
    expect([answer.status, answer.text]).toEqual([200, '{"user":"mara"}']);
    expect(refused).toEqual([]);
  });

  test("a hash as `hash-password` makes it", async () => {
    const passwordHash = await hashPassword(password);
    const { ask } = await startGuarded({ auth: { users: [{ name: "mara", passwordHash }], proxy: null } });
    expect((await ask({ headers: good })).status).toBe(200);
    expect((await ask({ headers: basic("mara", `${password} `) })).status).toBe(401);
  });

  test("letters with accents, however the keyboard makes them", async () => {
    const { ask } = await start();
    for (const [name, typed] of [
      ["Zoë Lindt", "caf\u00e9 au lait"],
      ["Zoe\u0308 Lindt", "cafe\u0301 au lait"],
    ] as const) {
      const answer = await ask({ headers: basic(name, typed) });
      expect(JSON.parse(answer.text)).toEqual({ user: "Zoë Lindt" });
    }
  });

  test("by any host name, and through a proxy", async () => {
    const { ask } = await start();
    const headers = { ...good, host: "sync.contoso.example", "x-forwarded-for": "203.0.113.9" };
    expect((await ask({ headers })).status).toBe(200);
  });

  test("what is open wants no password, and knows nobody", async () => {
    const { ask } = await start();
    expect((await ask({ path: "/healthz" })).status).toBe(200);
  });
});

describe("who does not", () => {
  const base64 = (text: string) => Buffer.from(text, "latin1").toString("base64");
  test.each([
    ["nobody", {}],
    ["a wrong password", basic("mara", "wrong")],
    ["an empty password", basic("mara", "")],
    ["an unknown name with somebody's password", basic("nobody", password)],
    ["a name in other capitals", basic("Mara", password)],
    ["the password of another", basic("mara", "café au lait")],
    ["a name that JavaScript gives a meaning", basic("__proto__", password)],
    ["another scheme", { authorization: "Bearer abc" }],
    ["no colon", { authorization: `Basic ${base64("mara")}` }],
    ["no base64", { authorization: "Basic %%%" }],
    ["a control character", { authorization: `Basic ${base64(`mara\u0000:${password}`)}` }],
    ["bytes that are no UTF-8", { authorization: `Basic ${base64("\xff\xfe:\xc3")}` }],
    ["a header of ten thousand characters", { authorization: `Basic ${"A".repeat(10_000)}` }],
    ["the user's name in a header, where no proxy is trusted", { "x-remote-user": "mara" }],
  ])("%s is asked for name and password", async (_, headers: Record<string, string>) => {
    const { ask } = await start();
    const answer = await ask({ headers });
    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe('Basic realm="sync-health-monitor", charset="UTF-8"');
    expect(answer.text).toContain("This page wants a name and a password");
    expect(answer.text).not.toContain("mara");
  });

  test.each(["/nothing", "/tenants/contoso/nothing", "/api/nothing"])(
    "who asks what there is, by %s, learns nothing before signing in",
    async (path) => {
      const { ask } = await start();
      expect((await ask({ path })).status).toBe(401);
      expect((await ask({ path, method: "DELETE" })).status).toBe(401);
      expect((await ask({ path, headers: good })).status).toBe(404);
    },
  );
});

describe("guessing", () => {
  const guess = (n: number) => basic("mara", `guess ${n}`);

  test("is over after so many failures, for a while: also the right one is then not looked at", async () => {
    const { ask, clock } = await start();
    for (let n = 0; n < maxFailures; n += 1) expect((await ask({ headers: guess(n) })).status).toBe(401);
    clock.advance(minute);
    const answer = await ask({ headers: good });
    expect(answer.status).toBe(429);
    expect(answer.headers["retry-after"]).toBe(String((limitedForMs - minute) / second));
    expect(answer.headers["www-authenticate"]).toBeUndefined();
    expect(answer.text).toContain("Too many failed sign-ins");

    expect((await ask({ headers: good, from: "127.0.0.2" })).status).toBe(200);
    clock.advance(limitedForMs - minute);
    expect((await ask({ headers: good })).status).toBe(200);
  });

  test("who is limited costs no more work, and takes no place in the queue", async () => {
    const slow = { name: "slow", passwordHash: cheapHash(password, 4) };
    const { ask } = await startGuarded({ auth: { users: [...users, slow], proxy: null } });
    for (let n = 0; n < maxFailures; n += 1) await ask({ headers: guess(n) });
    const others = Array.from({ length: 4 }, (_, n) =>
      ask({ headers: basic("slow", `guess ${n}`), from: "127.0.0.2" }),
    );
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => ask({ headers: guess(n + 100) })));
    // Behind the others in the queue, most of them would find it full.
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([429]));
    await Promise.all(others);
  });

  test("at once is no way around: no more are looked at than one after the other", async () => {
    const { ask, refused, clock } = await start();
    // One first, so that the last that are left are asked for by more at once than they are.
    const statuses = [(await ask({ headers: guess(-1) })).status];
    for (let wave = 0; wave < 12; wave += 1) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) => ask({ headers: guess(wave * 10 + n) })),
      );
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(maxFailures);
    expect(new Set(statuses)).toEqual(new Set([401, 429, 503]));
    clock.advance(minute);
    await ask({ headers: guess(999) });
    expect(refused.map(({ attempts }) => attempts)).toEqual([
      1,
      statuses.filter((status) => status !== 503).length,
    ]);
  });

  test("who came in before stays in, from the very same address", async () => {
    const { ask, clock } = await start();
    expect((await ask({ headers: good })).status).toBe(200);
    for (let n = 0; n < maxFailures; n += 1) await ask({ headers: guess(n) });
    expect((await ask({ headers: guess(99) })).status).toBe(429);
    expect((await ask({ headers: good })).status).toBe(200);
    // Not for ever, and not with another's header.
    expect((await ask({ headers: basic("mara", `${password}x`) })).status).toBe(429);
    clock.advance(limitedForMs - 1);
    expect((await ask({ headers: good })).status).toBe(200);
  });

  test("a good sign-in is kept while it is used, whatever others fail at, and forgotten after a while without", async () => {
    const { ask, clock } = await start();
    await ask({ headers: good });
    for (let n = 0; n < 5; n += 1) {
      clock.advance(rememberedForMs - 1);
      expect((await ask({ headers: good })).status).toBe(200);
    }
    clock.advance(rememberedForMs - 1);
    for (let n = 0; n < maxFailures; n += 1) await ask({ headers: guess(n) });
    clock.advance(1);
    expect((await ask({ headers: good })).status).toBe(429);
  });

  test("however much it is used, it is checked again after half a day", async () => {
    const { ask, clock } = await start();
    await ask({ headers: good });
    for (let passedMs = 0; passedMs < rememberedAtMostMs; passedMs += rememberedForMs - 1) {
      expect((await ask({ headers: good })).status).toBe(200);
      clock.advance(rememberedForMs - 1);
    }
    for (let n = 0; n < maxFailures; n += 1) await ask({ headers: guess(n) });
    expect((await ask({ headers: good })).status).toBe(429);
  });

  test("a flood from one address keeps nobody else out, known or new", async () => {
    const { ask } = await start();
    expect((await ask({ headers: good })).status).toBe(200);
    const flood = Promise.all(
      Array.from({ length: 80 }, (_, n) => ask({ headers: guess(n), from: "127.0.0.9" })),
    );
    const [known, fresh] = await Promise.all([
      ask({ headers: good }),
      ask({ headers: basic("Zoë Lindt", "café au lait"), from: "127.0.0.2" }),
    ]);
    expect([known.status, fresh.status]).toEqual([200, 200]);
    for (const { status } of await flood) expect([401, 429, 503]).toContain(status);
  });

  test("a flood from everywhere fills the queue, and is told to come back", async () => {
    const { ask } = await start();
    await ask({ headers: good });
    const flood = await Promise.all(
      Array.from({ length: 60 }, (_, n) => ask({ headers: guess(n), from: `127.0.1.${n + 1}` })),
    );
    const busy = flood.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy[0]?.headers["retry-after"]).toBe("5");
    expect(busy[0]?.headers["www-authenticate"]).toBeUndefined();
    expect((await ask({ headers: good })).status).toBe(200);
  });

  test("a page with many parts, after a restart: the same password is checked once", async () => {
    const { ask } = await start();
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask({ headers: good })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test("forty times the same mistake at once counts as one", async () => {
    const { ask, refused } = await start();
    await Promise.all(Array.from({ length: 40 }, () => ask({ headers: guess(1) })));
    expect(refused).toHaveLength(1);
    expect((await ask({ headers: good })).status).toBe(200);
  });
});

describe("what is told of it", () => {
  test("the address and the name, once a minute for each address, with how often; never the password", async () => {
    const { ask, clock, refused } = await start();
    await ask({ headers: basic("mara", "hunter2") });
    await ask({ headers: basic("root", "hunter2") });
    await ask({ headers: basic("admin", "hunter2"), from: "127.0.0.2" });
    expect(refused).toEqual([
      { address: "127.0.0.1", user: "mara", attempts: 1 },
      { address: "127.0.0.2", user: "admin", attempts: 1 },
    ]);
    clock.advance(minute);
    await ask({ headers: basic("guest", "hunter2") });
    expect(refused.slice(2)).toEqual([{ address: "127.0.0.1", user: "guest", attempts: 2 }]);
    expect(JSON.stringify(refused)).not.toContain("hunter2");
  });

  test("a name of many lines and marks is one short line", async () => {
    const { ask, refused } = await start();
    await ask({ headers: basic(`a\u2028b\u202ec${"x".repeat(500)}`, "wrong") });
    expect(refused[0]?.user).toMatch(/^a bcx{95}…$/);
  });

  test("somebody without a header is no attempt", async () => {
    const { ask, refused, clock } = await start();
    await ask();
    await ask({ headers: { authorization: "Bearer x" } });
    expect(refused).toEqual([]);
    expect(clock.now()).toBe(startedAt);
  });
});
