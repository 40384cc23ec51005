/** In: tenants that signed in. Out: opaque bearer tokens, and whose they are while they are good. */
import { randomUUID } from "node:crypto";
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

export function createTokenBook(clock: Clock): TokenBook {
  const issued = new Map<
    string,
    { tenant: SimulatedTenant; generation: number; expiresAt: Instant | null }
  >();
  return {
    issue(tenant) {
      const token = `simulated.${randomUUID()}.${randomUUID()}`;
      const lifetime = tenant.tokenLifetimeSeconds;
      const expiresAt = lifetime === null ? null : clock.now() + lifetime * 1_000;
      issued.set(token, { tenant, generation: tenant.tokenGeneration, expiresAt });
      const oldest = issued.size > maxTokens ? issued.keys().next().value : undefined;
      if (oldest !== undefined) issued.delete(oldest);
      return { token, expiresInSeconds: lifetime ?? 3_599 };
    },
    find(authorization) {
      const entry = issued.get(authorization?.replace(/^Bearer\s+/i, "") ?? "");
      if (!entry) return null;
      const expired = entry.expiresAt !== null && entry.expiresAt <= clock.now();
      return { tenant: entry.tenant, valid: !expired && entry.generation === entry.tenant.tokenGeneration };
    },
  };
}
