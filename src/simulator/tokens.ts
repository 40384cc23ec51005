/** In: tenants that signed in. Out: bearer tokens (JWTs that nobody signed), and whose they are while they are good. */
import { randomBytes, randomUUID } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";
import type { SimulatedTenant } from "./tenant.ts";

/** Who takes a token: Graph, or the mail server of Exchange Online. */
export type Audience = "graph" | "exchange";

export interface TokenBook {
  issue(tenant: SimulatedTenant, audience: Audience): { token: string; expiresInSeconds: number };
  /** The tenant, and whether the token is still good there; null for a token that was never issued here. */
  find(
    authorization: string | undefined,
    audience: Audience,
  ): { tenant: SimulatedTenant; valid: boolean } | null;
}

/** Enough for every client of a large benchmark; the oldest go first. */
const maxTokens = 20_000;
const usualLifetimeSeconds = 3_599;

export function createTokenBook(clock: Clock): TokenBook {
  const issued = new Map<
    string,
    { tenant: SimulatedTenant; audience: Audience; generation: number; expiresAt: Instant | null }
  >();
  return {
    issue(tenant, audience) {
      const lifetime = tenant.tokenLifetimeSeconds;
      const expiresInSeconds = lifetime ?? usualLifetimeSeconds;
      const token = tenant.opaqueTokens
        ? opaqueToken()
        : tokenOf(tenant, audience, clock.now(), expiresInSeconds);
      const expiresAt = lifetime === null ? null : clock.now() + lifetime * 1_000;
      issued.set(token, { tenant, audience, generation: tenant.tokenGeneration, expiresAt });
      const oldest = issued.size > maxTokens ? issued.keys().next().value : undefined;
      if (oldest !== undefined) issued.delete(oldest);
      return { token, expiresInSeconds };
    },
    find(authorization, audience) {
      const entry = issued.get(authorization?.replace(/^Bearer\s+/i, "") ?? "");
      if (!entry) return null;
      const expired = entry.expiresAt !== null && entry.expiresAt <= clock.now();
      const isCurrent = entry.generation === entry.tenant.tokenGeneration && entry.audience === audience;
      return { tenant: entry.tenant, valid: !expired && isCurrent };
    },
  };
}

function opaqueToken(): string {
  return `simulated.${randomUUID()}.${randomUUID()}`;
}

/** As Microsoft's tokens for apps look inside. The random signature makes every one different, and none of them guessable. */
function tokenOf(tenant: SimulatedTenant, audience: Audience, now: Instant, lifetimeSeconds: number): string {
  const issuedAt = Math.floor(now / 1_000);
  const payload = {
    aud: audience === "graph" ? "https://graph.microsoft.com" : "https://outlook.office365.com",
    iss: `https://sts.windows.net/${tenant.tenantId}/`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    app_displayname: "sync-health-monitor",
    appid: tenant.clientId,
    idtyp: "app",
    roles: [...tenant.permissions].filter((role) => role.startsWith("SMTP.") === (audience === "exchange")),
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
