/** What we remember of a tenant between polls, beyond its alerts: the history that Graph does not keep. */
import type { Instant } from "./instant.ts";
import type { BlindReason, ProbeId } from "./reading.ts";

/** Who the tenant is, for subjects and headings; the last values seen. */
export interface TenantProfile {
  displayName: string | null;
  initialDomain: string | null;
  preferredLanguage: string | null;
}

export interface BlindStreak {
  polls: number;
  since: Instant;
  reason: BlindReason;
}

export interface TenantMemory {
  profile: TenantProfile;
  /** Sync was seen switched on and has not been reported off to its end. */
  syncWasOn: boolean;
  /** Since when we have seen sync switched on without a break; null while it is off. */
  syncOnSince: Instant | null;
  lastSyncAt: Instant | null;
  /** The organization's sync date was seen to move while Cloud Sync jobs exist: it is a signal of its own there. */
  lastSyncMoves: boolean;
  /** The last password hash sync date ever seen; null: never used, as far as we know. */
  lastPasswordSyncAt: Instant | null;
  jobs: Record<string, { firstSeenAt: Instant; hasRun: boolean }>;
  blind: Partial<Record<ProbeId, BlindStreak>>;
  probes: Partial<Record<ProbeId, { lastRunAt: Instant; lastSeenAt: Instant | null }>>;
}

export function emptyMemory(): TenantMemory {
  return {
    profile: { displayName: null, initialDomain: null, preferredLanguage: null },
    syncWasOn: false,
    syncOnSince: null,
    lastSyncAt: null,
    lastSyncMoves: false,
    lastPasswordSyncAt: null,
    jobs: {},
    blind: {},
    probes: {},
  };
}
