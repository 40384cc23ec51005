/** Forms that somebody else's page sends: by what the browser says of where they come from, and by the form's token. */
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hour } from "../../../src/domain/instant.ts";
import { createManualClock } from "../../../src/simulator/manual-clock.ts";
import { createFormTokens } from "../../../src/status/access/form-tokens.ts";
import { createToken } from "../../../src/status/acknowledge/link.ts";
import { startedAt, startGuarded } from "./access-server.ts";

describe("where it comes from", () => {
  const act = { method: "POST", path: "/act" };

  test.each([
    ["Sec-Fetch-Site: same-origin", { "sec-fetch-site": "same-origin" }],
    [
      "Sec-Fetch-Site wins over an origin that a proxy made another host of",
      { "sec-fetch-site": "same-origin", origin: "https://other.example" },
    ],
    ["Origin of the very host", { origin: "http://localhost:8080", host: "localhost:8080" }],
    [
      "Origin without the port that is the scheme's own",
      { origin: "http://localhost", host: "localhost:80" },
    ],
    ["Origin in capitals", { origin: "HTTP://LOCALHOST:8080", host: "localhost:8080" }],
    ["Origin of the public address, behind a proxy", { origin: "https://sync.contoso.example" }],
    ["neither: no browser, or an old one", {}],
  ])("taken: %s", async (_, headers: Record<string, string>) => {
    const { ask } = await startGuarded({ publicHost: "sync.contoso.example" });
    const answer = await ask({ ...act, headers });
    expect([answer.status, answer.text]).toEqual([200, '{"done":true,"user":null}']);
  });

  test.each([
    ["Sec-Fetch-Site: cross-site", { "sec-fetch-site": "cross-site" }],
    ["Sec-Fetch-Site: same-site, as another name of the domain is", { "sec-fetch-site": "same-site" }],
    ["Sec-Fetch-Site: none, which no form is", { "sec-fetch-site": "none" }],
    ["Sec-Fetch-Site: something new", { "sec-fetch-site": "sideways" }],
    ["Sec-Fetch-Site: nothing", { "sec-fetch-site": "" }],
    ["Sec-Fetch-Site: two words for it", { "sec-fetch-site": ["same-origin", "cross-site"] }],
    [
      "cross-site, though Origin is right",
      { "sec-fetch-site": "cross-site", origin: "http://localhost", host: "localhost" },
    ],
    ["Origin of another", { origin: "https://evil.example" }],
    ["Origin of another port", { origin: "http://localhost:9999", host: "localhost:8080" }],
    ["Origin of a name that begins alike", { origin: "https://sync.contoso.example.evil.example" }],
    ["Origin with the public host as its user", { origin: "https://sync.contoso.example@evil.example" }],
    ["Origin null, as from a sandboxed frame or a file", { origin: "null" }],
    ["Origin that is no address", { origin: "sync.contoso.example" }],
    ["Origin of another kind", { origin: "ftp://sync.contoso.example" }],
  ])("refused: %s", async (_, headers: Record<string, string | string[]>) => {
    const { ask } = await startGuarded({ publicHost: "sync.contoso.example" });
    const answer = await ask({ ...act, headers });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("did not come from a page of the monitor, so nothing was done");
  });

  test.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("%s from elsewhere, whatever is there", async (method) => {
    const { ask } = await startGuarded();
    for (const path of ["/act", "/nothing"]) {
      const headers = { "sec-fetch-site": "cross-site", "access-control-request-method": "POST" };
      const answer = await ask({ method, path, headers });
      expect(answer.status).toBe(403);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });

  test.each(["GET", "HEAD"])("%s changes nothing, and may come from anywhere", async (method) => {
    const { ask } = await startGuarded();
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await ask({ method, headers })).status).toBe(200);
  });

  test("the form behind a mail's link has a key of its own", async () => {
    const { ask } = await startGuarded();
    const headers = { "sec-fetch-site": "cross-site", origin: "null" };
    expect((await ask({ method: "POST", path: "/open", headers })).status).toBe(200);
  });
});

describe("the form's token", () => {
  const secret = "a secret of the store";
  const start = () => {
    const clock = createManualClock(startedAt);
    return { clock, tokens: createFormTokens(secret, clock) };
  };

  test("is good for its reader, for twelve hours, also after a restart", () => {
    const { clock, tokens } = start();
    const token = tokens.issue("mara");
    const later = createFormTokens(secret, clock);
    expect(later.isValid(token, "mara")).toBe(true);
    clock.advance(12 * hour - 1);
    expect(later.isValid(token, "mara")).toBe(true);
    clock.advance(1);
    expect(later.isValid(token, "mara")).toBe(false);
  });

  test("where nobody signs in, it is nobody's", () => {
    const { tokens } = start();
    expect(tokens.isValid(tokens.issue(null), null)).toBe(true);
  });

  test.each([
    ["another's", "noor"],
    ["nobody's", null],
    ["one who is called null", "null"],
    ["a name that begins alike", "mara2"],
  ])("is not %s", (_, user) => {
    const { tokens } = start();
    expect(tokens.isValid(tokens.issue("mara"), user)).toBe(false);
    expect(tokens.isValid(tokens.issue(user), "mara")).toBe(false);
  });

  test("of another store is none", () => {
    const { clock, tokens } = start();
    expect(tokens.isValid(createFormTokens("another secret", clock).issue("mara"), "mara")).toBe(false);
  });

  test("of a clock that was hours ahead is none", () => {
    const { clock, tokens } = start();
    clock.advance(hour);
    const token = tokens.issue("mara");
    const before = createFormTokens(secret, createManualClock(startedAt));
    expect(before.isValid(token, "mara")).toBe(false);
  });

  test("a mail's link is none, though the same secret signs both; nor is what the link's way of signing makes of it", () => {
    const { clock, tokens } = start();
    const claim = { notificationId: "1", expiresAt: startedAt + hour };
    expect(tokens.isValid(createToken(claim, secret), null)).toBe(false);
    const expires = (clock.now() + hour).toString(36);
    for (const signed of [expires, JSON.stringify([expires, null]), `${expires}.`]) {
      const signature = createHmac("sha256", secret).update(signed).digest("base64url");
      expect(tokens.isValid(`${expires}.${signature}`, null)).toBe(false);
    }
  });

  test.each(["", ".", "..", "x", "null", `${"x".repeat(100_000)}.y`, "\u0000.\u0000", "NaN.x", "Infinity."])(
    "%j is none",
    (text) => {
      const { tokens } = start();
      expect(tokens.isValid(text, null)).toBe(false);
    },
  );

  test("with any character changed, left out or put in it is none", () => {
    const { tokens } = start();
    const token = tokens.issue("mara");
    fc.assert(
      fc.property(
        fc.nat({ max: token.length - 1 }),
        fc.constantFrom("change", "leave", "put"),
        fc.constantFrom(..."ab01-_.=A "),
        (at, how, character) => {
          const rest = token.slice(how === "put" ? at : at + 1);
          const other = token.slice(0, at) + (how === "leave" ? "" : character) + rest;
          expect(tokens.isValid(other, "mara")).toBe(other === token);
        },
      ),
    );
  });
});
