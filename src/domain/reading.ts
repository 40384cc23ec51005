/**
 * What one look at a tenant brought back, in our words: no field here still carries a Graph quirk.
 * Probes make readings; classify turns them into an assessment. "Could not look" is a reading too.
 */
import type { Instant } from "./instant.ts";

export const probeIds = ["organization", "provisioning-jobs"] as const;
export type ProbeId = (typeof probeIds)[number];

export const readingKinds = ["organization", "password-sync", "provisioning-jobs"] as const;
export type ReadingKind = (typeof readingKinds)[number];

/** The tenant's own record: Graph `organization`, v1.0. */
export interface OrganizationReading {
  kind: "organization";
  displayName: string | null;
  /** The `….onmicrosoft.com` name the tenant began with; the scope in our subjects. */
  initialDomain: string | null;
  /** ISO 639-1, as the tenant set it. */
  preferredLanguage: string | null;
  /** true: syncing. false: was synced, no longer. null: never synced, or (observed) switched off. unsaid: missing. */
  syncEnabled: boolean | null | "unsaid";
  /** Last time any sync client registered with the tenant; null when never. */
  lastSyncAt: Instant | null;
}

/** Password hash sync: Graph `organization`, beta. Null means "no date", never "broken". */
export interface PasswordSyncReading {
  kind: "password-sync";
  lastPasswordSyncAt: Instant | null;
}

/** Every provisioning job of every Cloud Sync configuration. An empty list is an answer: there are none. */
export interface ProvisioningJobsReading {
  kind: "provisioning-jobs";
  jobs: ProvisioningJob[];
}

/** The reason why a probe could not look. `credential`: the token endpoint refused our sign-in. */
export const blindReasons = [
  "permission",
  "licence",
  "credential",
  "throttled",
  "unreachable",
  "malformed",
] as const;
export type BlindReason = (typeof blindReasons)[number];

/** A probe could not look; `covers` names the readings that are therefore missing. */
export interface BlindReading {
  kind: "blind";
  probe: ProbeId;
  covers: ReadingKind[];
  reason: BlindReason;
  /** One English sentence for logs and JSON: what was asked, what came back. */
  detail: string;
  /** Graph error code, AADSTS number (`AADSTS7000222`) or null. */
  code: string | null;
  /** The catalog entry that explains it where neither code nor reason says enough; else null. */
  catalogId: string | null;
  /** The Graph permission that would end it, where one is known. */
  permission: string | null;
  /** Microsoft's request-id, for their support. */
  requestId: string | null;
  /** Ours, of the exchange in which it happened; null when none took place. */
  clientRequestId: string | null;
}

export type SeenReading = OrganizationReading | PasswordSyncReading | ProvisioningJobsReading;
export type Reading = SeenReading | BlindReading;

/** From the job id's prefix (Microsoft's samples show a wrong templateId), else the templateId. */
export const jobKinds = [
  "AD2AADProvisioning",
  "AD2AADPasswordHash",
  "AAD2ADGroupProvisioning",
  "AAD2ADExchangeHybridWriteback",
  "other",
] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobCodes = ["NotConfigured", "NotRun", "Active", "Paused", "Quarantine", "unknown"] as const;
export type JobCode = (typeof jobCodes)[number];

export interface JobError {
  /** Microsoft's code with its casing; null when empty or absent. */
  code: string | null;
  message: string | null;
  /** Microsoft's own opinion of whether the tenant can act. */
  tenantActionable: boolean | null;
}

export interface JobExecution {
  state: "Succeeded" | "Failed" | "EntryLevelErrors" | "unknown";
  beganAt: Instant | null;
  endedAt: Instant | null;
  error: JobError | null;
  /** Objects held back in this run; non-zero even beside "Succeeded". */
  escrowed: number;
}

export interface JobQuarantine {
  /** Microsoft's reason with its casing, null when empty. */
  reason: string | null;
  error: JobError | null;
  seriesBeganAt: Instant | null;
  currentBeganAt: Instant | null;
  nextAttemptAt: Instant | null;
  /** Re-evaluations that left the quarantine in force. */
  seriesCount: number;
}

export interface ProvisioningJob {
  id: string;
  kind: JobKind;
  /** The name an administrator knows: the AD domain where set, else the configuration's display name. */
  configuration: string;
  servicePrincipalId: string;
  code: JobCode;
  schedule: {
    state: "Active" | "Disabled" | "Paused" | "unknown";
    /** null: none, unreadable, or the "never" sentinel. */
    intervalMs: number | null;
  };
  /** Consecutive failed runs. */
  successiveFailures: number;
  escrowsPruned: boolean;
  lastExecution: JobExecution | null;
  /** Latest proof of success: a successful run's end, or the last steady state. */
  lastSuccessAt: Instant | null;
  /** Latest sign of life: any run's begin or end, a steady state, a progress report. */
  lastActivityAt: Instant | null;
  /** Non-null exactly when `code` is Quarantine. */
  quarantine: JobQuarantine | null;
  /** From `QuarantineTooManyDeletesThreshold`; null when not set or unreadable. */
  deleteThreshold: number | null;
}
