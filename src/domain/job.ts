/** A provisioning job of Cloud Sync, in our words: no field here still carries a Graph quirk. */
import { day, type Instant } from "./instant.ts";

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

/** Microsoft disables a job that has been in quarantine for so long. */
const disableAfterDays = 28;

/** When Microsoft disables the job; null: it does not say since when it is in quarantine. */
export function disableAtOf({ seriesBeganAt, currentBeganAt }: JobQuarantine): Instant | null {
  const began = seriesBeganAt ?? currentBeganAt;
  return began === null ? null : began + disableAfterDays * day;
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
