/** In: tenants that signed in. Out: bearer tokens (JWTs that nobody signed), and whose they are while they are good. */
import { randomBytes, randomUUID } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";
import type { SimulatedTenant } from "./tenant.ts";

export interface TokenBook {
  issue(tenant: SimulatedTenant): { token: string; expiresInSeconds: number };
  /** The tenant, and whether the token is still good; null for a token that was never issued here. */
  find(authorization: string | undefined): { tenant: SimulatedTenant; valid: boolean } | null;
}

/** Enough for every client of a large benchmark; the oldest go first. */
const maxTokens = 20_000;
const usualLifetimeSeconds = 3_599;

export function createTokenBook(clock: Clock): TokenBook {
  const issued = new Map<
    string,
    { tenant: SimulatedTenant; generation: number; expiresAt: Instant | null }
  >();
  return {
    issue(tenant) {
      const lifetime = tenant.tokenLifetimeSeconds;
      const expiresInSeconds = lifetime ?? usualLifetimeSeconds;
      const token = tenant.opaqueTokens ? opaqueToken() : tokenOf(tenant, clock.now(), expiresInSeconds);
      const expiresAt = lifetime === null ? null : clock.now() + lifetime * 1_000;
      issued.set(token, { tenant, generation: tenant.tokenGeneration, expiresAt });
      const oldest = issued.size > maxTokens ? issued.keys().next().value : undefined;
      if (oldest !== undefined) issued.delete(oldest);
      return { token, expiresInSeconds };
    },
    find(authorization) {
      const entry = issued.get(authorization?.replace(/^Bearer\s+/i, "") ?? "");
      if (!entry) return null;
      const expired = entry.expiresAt !== null && entry.expiresAt <= clock.now();
      return { tenant: entry.tenant, valid: !expired && entry.generation === entry.tenant.tokenGeneration };
    },
  };
}

function opaqueToken(): string {
  return `simulated.${randomUUID()}.${randomUUID()}`;
}

/** As Microsoft's tokens for apps look inside. The random signature makes every one different, and none of them guessable. */
function tokenOf(tenant: SimulatedTenant, now: Instant, lifetimeSeconds: number): string {
  const issuedAt = Math.floor(now / 1_000);
  const payload = {
    aud: "https://graph.microsoft.com",
    iss: `https://sts.windows.net/${tenant.tenantId}/`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    app_displayname: "sync-health-monitor",
    appid: tenant.clientId,
    idtyp: "app",
    roles: [...tenant.permissions],
    tid: tenant.tenantId,
    uti: randomBytes(16).toString("base64url"),
    ver: "1.0",
  };
  return [encode({ typ: "JWT", alg: "RS256" }), encode(payload), randomBytes(32).toString("base64url")].join(
    ".",
  );
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
