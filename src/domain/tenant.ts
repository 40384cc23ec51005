/** What we remember of a tenant between polls, beyond its alerts: the history that Graph does not keep. */

import type { BlindReason } from "./blindness.ts";
import type { Instant } from "./instant.ts";
import type { ProbeId } from "./probes.ts";
import type { ServiceIncident } from "./reading.ts";
import type { ReadingKind } from "./reading-kinds.ts";
import type { ObjectType } from "./synced-object.ts";

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
  /** The switch as Graph last said it. */
  syncState: "on" | "off" | "unknown";
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
  /** When each kind of reading was last seen. */
  seen: Partial<Record<ReadingKind, Instant>>;
  counts: Partial<Record<ObjectType, CountHistory>>;
  provisioningLog: ProvisioningLogMemory;
  /** Microsoft's synchronization principal was last seen present and enabled then; null: never. */
  syncPrincipalSeenAt: Instant | null;
  /** Unresolved incidents of Microsoft's, as last seen. */
  incidents: ServiceIncident[];
  /** Errors that the catalog does not know, by fingerprint, and when they were last seen. Absent in older stores. */
  unknownErrors?: Record<string, Instant>;
  /** Addresses that the tenant names for Microsoft's own mails, as last seen. Absent before that, and in older stores. */
  technicalMails?: string[];
  /** Names of the tenant's verified domains, as last seen. Absent before that, and in older stores. */
  verifiedDomains?: string[];
  /** Every recipient was last found to have a mailbox in the tenant itself. */
  recipientsInside?: boolean;
  /** The newest transition that the last poll found in the store: what commands wrote after it is news. */
  seenTransition?: number;
}

/** Counts of one kind of synchronized object over the past day. */
export interface CountHistory {
  /** At most one an hour, the oldest first. */
  points: { at: Instant; count: number }[];
  /** The count before a drop that is still in force; null: none is. */
  droppedFrom: {
    at: Instant;
    count: number;
    since: Instant;
    /** The count when it was last told; a drop from there is told again, and begins the wait for calm anew. */
    level: number;
    /** How often it was told. */
    step: number;
    stepAt: Instant;
  } | null;
  /** When the last drop was taken for the new normal; null: it was not, or there was none. */
  acceptedAt: Instant | null;
}

export interface ProvisioningLogMemory {
  /** The newest row ever seen; null before the first look. */
  watermarkAt: Instant | null;
  /** Ids of rows near the watermark, which a later look brings again. */
  seenIds: string[];
  /** When objects were last written, near the watermark: a failure from before may arrive late. By job and object. */
  written: Record<string, Instant>;
  /** The last look could not read everything. */
  cutOff: boolean;
  /** By job: objects whose last row was a failure, by object key. */
  failing: Record<string, Record<string, FailingObject>>;
}

export interface FailingObject {
  name: string | null;
  code: string | null;
  reason: string | null;
  firstAt: Instant;
  at: Instant;
}

export function emptyMemory(): TenantMemory {
  return {
    profile: { displayName: null, initialDomain: null, preferredLanguage: null },
    syncWasOn: false,
    syncState: "unknown",
    syncOnSince: null,
    lastSyncAt: null,
    lastSyncMoves: false,
    lastPasswordSyncAt: null,
    jobs: {},
    blind: {},
    probes: {},
    seen: {},
    counts: {},
    provisioningLog: { watermarkAt: null, seenIds: [], written: {}, cutOff: false, failing: {} },
    syncPrincipalSeenAt: null,
    incidents: [],
  };
}
