/** In: a client assertion (JWT) and the tenant's registered certificates. Out: null when good, else the AADSTS number. */
import { constants, createPublicKey, verify } from "node:crypto";
import type { Instant } from "../domain/instant.ts";

export interface AssertionExpectation {
  clientId: string;
  /** Token endpoint or issuer; any of them will do. */
  audiences: readonly string[];
  /** PEM. */
  certificates: readonly string[];
  /** The machine's time: the client signs with it, whatever the simulated clock says. */
  now: Instant;
}

/** Checks signature (RS256 or PS256), audience, subject and lifetime. */
export function checkAssertion(assertion: string, expected: AssertionExpectation): number | null {
  const [header, payload, signature] = assertion.split(".");
  const { alg } = decode(header);
  const claims = decode(payload);
  const signed = Buffer.from(`${header}.${payload}`);
  const bytes = Buffer.from(signature ?? "", "base64url");
  const known = expected.certificates.some((pem) => isSignedBy(pem, String(alg), signed, bytes));
  if (!known) return 700027;
  if (claims.iss !== expected.clientId || claims.sub !== expected.clientId) return 700021;
  if (!expected.audiences.includes(String(claims.aud))) return 700023;
  const nowSeconds = expected.now / 1_000;
  const skewSeconds = 300;
  const begins = typeof claims.nbf === "number" ? claims.nbf : nowSeconds;
  const ends = typeof claims.exp === "number" ? claims.exp : 0;
  return begins - skewSeconds > nowSeconds || ends + skewSeconds < nowSeconds ? 700024 : null;
}

function isSignedBy(pem: string, alg: string, signed: Buffer, signature: Buffer): boolean {
  const key = createPublicKey(pem);
  if (alg === "RS256") return verify("sha256", signed, key, signature);
  if (alg !== "PS256") return false;
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify("sha256", signed, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, signature);
}

function decode(part: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
