/** Where nobody signs in: only the machine itself is answered, whatever name or proxy a request comes by. */
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { pagePolicy } from "../../../src/status/access/headers.ts";
import { type GuardedServer, startGuarded } from "./access-server.ts";

describe("from this machine, by its own names", () => {
  test.each(["localhost", "127.0.0.1", "127.255.0.9", "[::1]", "LOCALHOST", "localhost:8080", "[::1]:1"])(
    "Host %s is answered, as nobody",
    async (host) => {
      const { ask } = await startGuarded();
      const answer = await ask({ headers: { host } });
      expect([answer.status, answer.text]).toEqual([200, '{"user":null}']);
    },
  );

  test("with its port, as a browser sends it", async () => {
    const { ask, port } = await startGuarded();
    expect((await ask({ headers: { host: `127.0.0.1:${port}` } })).status).toBe(200);
  });
});

describe("a foreign name that was made to lead here", () => {
  test.each([
    "evil.example",
    "evil.example:8080",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.1.",
    "localhost@evil.example",
    "localhost:80:80",
    "0.0.0.0",
    "[::1].evil.example",
  ])("Host %j is refused, and the remedy is named", async (host) => {
    const { ask } = await startGuarded();
    const answer = await ask({ headers: { host } });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("set status.auth and status.tls in the configuration");
    expect(answer.text).toContain("docs/access.md");
    expect(answer.text).toContain(`<code>host ${host}`.trimEnd());
  });

  test("markup in it stays text, and is cut", async () => {
    const { ask } = await startGuarded();
    const { text } = await ask({ headers: { host: `<script>alert(1)</script>${"x".repeat(4_000)}` } });
    expect(text).toContain("host &lt;script&gt;alert(1)&lt;/script&gt;xxx");
    expect(text).not.toContain("<script");
    expect(text.length).toBeLessThan(1_500);
  });

  test.each([
    ["none at all, as old clients ask", "GET /who HTTP/1.0\r\n\r\n"],
    ["an empty one", "GET /who HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n"],
  ])("%s", async (_, text) => {
    const { port } = await startGuarded();
    const answer = await askRaw(port, text);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).toContain("host (none)");
  });
});

describe("passed on by somebody", () => {
  test.each([
    ["X-Forwarded-For", "203.0.113.9"],
    ["X-Forwarded-Host", "localhost"],
    ["X-Forwarded-Proto", "https"],
    ["x-forwarded-anything", ""],
    ["Forwarded", "for=127.0.0.1"],
    ["Via", "1.1 proxy"],
    ["X-Real-IP", "127.0.0.1"],
    ["X-Original-Host", "localhost"],
  ])("%s is refused", async (name, value) => {
    const { ask } = await startGuarded();
    const answer = await ask({ headers: { [name]: value } });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(`<code>header ${name.toLowerCase()}</code>`);
  });

  test("from another address, should it ever come so far", async () => {
    const { server } = await startGuarded();
    const answer = await server.inject({
      url: "/who",
      remoteAddress: "10.0.0.7",
      headers: { host: "localhost" },
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain("address 10.0.0.7");
  });
});

describe("what is open answers anybody", () => {
  test.each([
    ["GET", "/healthz", 200],
    ["HEAD", "/healthz", 200],
    ["POST", "/open", 200],
  ])("%s %s", async (method, path, status) => {
    const { ask } = await startGuarded();
    const headers = {
      host: "evil.example",
      "x-forwarded-for": "203.0.113.9",
      "sec-fetch-site": "cross-site",
    };
    expect((await ask({ method, path, headers })).status).toBe(status);
  });
});

describe("how it is said", () => {
  const refused = { host: "evil.example" };

  test.each([
    ["a browser", "/who", { accept: "text/html,application/xhtml+xml,*/*;q=0.8" }, "text/html"],
    ["curl", "/who", { accept: "*/*" }, "text/html"],
    ["a program that asks for JSON", "/who", { accept: "application/json" }, "application/json"],
    ["whoever asks the API", "/api/v1/who", { accept: "text/html" }, "application/json"],
    ["whoever asks the API for what is not there", "/api/nothing", {}, "application/json"],
    ["a page whose name begins alike", "/apidocs", {}, "text/html"],
  ])("to %s", async (_, path, headers, type) => {
    const { ask } = await startGuarded();
    const answer = await ask({ path, headers: { ...headers, ...refused } });
    expect(answer.status).toBe(403);
    expect(answer.headers["content-type"]).toBe(`${type}; charset=utf-8`);
    if (type === "application/json") {
      expect(JSON.parse(answer.text)).toEqual({
        error: {
          code: "not-local",
          message: expect.stringMatching(/status\.auth and status\.tls .* Seen: host evil\.example$/),
        },
      });
    }
  });

  test("in the reader's language", async () => {
    const { ask } = await startGuarded();
    const { text } = await ask({ headers: { ...refused, "accept-language": "nl-NL,en;q=0.5" } });
    expect(text).toContain('<html lang="nl">');
    expect(text).toContain("Alleen voor deze machine zelf");
  });
});

describe("headers of every answer", () => {
  const always = {
    "content-security-policy": pagePolicy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": expect.stringContaining("geolocation=()"),
    "cache-control": "no-store",
  };

  test.each([
    ["an answer", "/who", "localhost", 200],
    ["an open route", "/healthz", "evil.example", 200],
    ["a refusal", "/who", "evil.example", 403],
    ["what is not there", "/nothing", "localhost", 404],
    ["a fault of ours", "/broken", "localhost", 500],
    ["an address that can't be read", "/%zz", "localhost", 400],
  ])("%s", async (_, path, host, status) => {
    const { ask } = await startGuarded();
    const answer = await ask({ path, headers: { host } });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(always);
    // Nobody here ends TLS.
    expect(answer.headers["strict-transport-security"]).toBeUndefined();
  });

  test("a route may have a policy of its own", async () => {
    const { ask } = await startGuarded();
    const { headers } = await ask({ path: "/framed" });
    expect([headers["content-security-policy"], headers["x-frame-options"]]).toEqual([
      "sandbox",
      "SAMEORIGIN",
    ]);
  });

  test("nothing inline, nothing from outside, in nobody's frame", () => {
    expect(pagePolicy).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
  });
});

describe("mistakes", () => {
  const form = { "content-type": "text/plain" };
  const rows: [name: string, ask: Parameters<GuardedServer["ask"]>[0], status: number, code: string][] = [
    ["a wrong method", { method: "POST", path: "/tenants/contoso" }, 405, "method-not-allowed"],
    ["a wrong method with a query", { method: "DELETE", path: "/who?x=1" }, 405, "method-not-allowed"],
    [
      "more than is taken",
      { method: "POST", path: "/act", headers: form, body: "x".repeat(101) },
      413,
      "too-large",
    ],
    [
      "a body of no kind we know",
      { method: "POST", path: "/act", headers: { "content-type": "image/png" }, body: "x" },
      415,
      "bad-request",
    ],
    [
      "JSON that is none",
      { method: "POST", path: "/act", headers: { "content-type": "application/json" }, body: "{" },
      400,
      "bad-request",
    ],
    ["a bad escape in the address", { path: "/tenants/%c0%af" }, 400, "bad-request"],
    ["a fault of ours", { path: "/broken" }, 500, "failed"],
  ];
  test.each(rows)("%s", async (_, question, status, code) => {
    const { ask } = await startGuarded();
    const answer = await ask({ ...question, headers: { ...question?.headers, accept: "application/json" } });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({ error: { code, message: expect.any(String) } });
    expect(answer.text).not.toMatch(/secret-path|FST_|at .*:\d+:\d+/);
  });

  test("a wrong method is told which are right", async () => {
    const { ask } = await startGuarded();
    const { headers } = await ask({ method: "PUT", path: "/tenants/contoso" });
    expect(headers.allow?.split(", ").toSorted()).toEqual(["GET", "HEAD"]);
    expect((await ask({ method: "PUT", path: "/tenants/a/b" })).status).toBe(404);
  });

  test("a fault of ours is told to whoever runs this, and to nobody else", async () => {
    const { ask, failures } = await startGuarded();
    const { text } = await ask({ path: "/broken" });
    expect(text).toContain("the monitor&#39;s log says why");
    expect(failures.map(({ message }) => message)).toEqual(["/home/service/secret-path is not readable"]);
    await ask({ path: "/tenants/%c0%af" });
    expect(failures).toHaveLength(1);
  });

  test("what is no HTTP at all", async () => {
    const { port } = await startGuarded();
    expect(await askRaw(port, "\u0016\u0003\u0001 hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await askRaw(port, `GET / HTTP/1.1\r\nhost: x\r\na: ${"x".repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });
});

function askRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text, "latin1"));
    let answer = "";
    socket
      .setEncoding("latin1")
      .on("data", (chunk) => {
        answer += chunk;
      })
      .once("end", () => resolve(answer))
      .once("error", reject);
  });
}
