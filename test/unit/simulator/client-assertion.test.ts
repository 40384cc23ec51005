import { constants, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkAssertion } from "../../../src/simulator/client-assertion.ts";
import { sharedCertificates, start } from "./setup.ts";

describe("client assertions", async () => {
  const { client, server } = await sharedCertificates();
  const audience = "https://127.0.0.1/tenant/oauth2/v2.0/token";
  const seconds = Math.floor(start / 1_000);
  const good = { iss: "app", sub: "app", aud: audience, nbf: seconds, exp: seconds + 600 };

  function makeAssertion(claims: object, alg = "PS256", keyPem = client?.keyPem ?? "") {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signed = `${encode({ alg, typ: "JWT" })}.${encode(claims)}`;
    const padding = alg === "PS256" ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
    const options = { key: keyPem, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
    return `${signed}.${sign("sha256", Buffer.from(signed), options).toString("base64url")}`;
  }

  test.each([
    { name: "PS256", assertion: makeAssertion(good), code: null },
    { name: "RS256", assertion: makeAssertion(good, "RS256"), code: null },
    { name: "another algorithm", assertion: makeAssertion(good, "none"), code: 700027 },
    { name: "another key", assertion: makeAssertion(good, "PS256", server.keyPem), code: 700027 },
    { name: "no JWT at all", assertion: "x", code: 700027 },
    { name: "claims changed after signing", assertion: tamper(makeAssertion(good)), code: 700027 },
    { name: "another app", assertion: makeAssertion({ ...good, sub: "other" }), code: 700021 },
    { name: "another audience", assertion: makeAssertion({ ...good, aud: "https://x" }), code: 700023 },
    { name: "expired", assertion: makeAssertion({ ...good, exp: seconds - 301 }), code: 700024 },
    { name: "not yet valid", assertion: makeAssertion({ ...good, nbf: seconds + 302 }), code: 700024 },
    { name: "a clock 4 minutes off", assertion: makeAssertion({ ...good, nbf: seconds + 240 }), code: null },
  ])("$name: $code", ({ assertion, code }) => {
    const certificates = [client?.certPem ?? ""];
    expect(
      checkAssertion(assertion, { clientId: "app", audiences: [audience], certificates, now: start }),
    ).toBe(code);
  });

  function tamper(assertion: string) {
    const [header, , signature] = assertion.split(".");
    return [
      header,
      Buffer.from(JSON.stringify({ ...good, exp: seconds + 99_999 })).toString("base64url"),
      signature,
    ].join(".");
  }
});
