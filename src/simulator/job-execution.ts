/** In: when a run ended and how. Out: `synchronizationTaskExecution` bodies with the quirks of Microsoft's captured samples. */
import type { SynchronizationError, SynchronizationTaskExecution } from "@microsoft/microsoft-graph-types";
import { type Instant, second } from "../domain/instant.ts";
import { guidFrom, neverDate, toGraphTicks } from "./graph-values.ts";

export interface SimulatedJobError {
  code: string;
  message: string;
  /** Whether the tenant's administrator can do something; true unless said otherwise. */
  tenantActionable?: boolean;
}

const runMs = 41 * second;

const noCounts = {
  countEntitled: 0,
  countEntitledForProvisioning: 0,
  countEscrowed: 0,
  countEscrowedRaw: 0,
  countExported: 0,
  countExports: 0,
  countImported: 0,
  countImportedDeltas: 0,
  countImportedReferenceDeltas: 0,
};

/** `Succeeded` together with escrows is how Microsoft's own sample looks: the state alone says too little. */
export function runSucceeded(
  jobId: string,
  endedAt: Instant,
  escrows: { count: number; state: "Succeeded" | "EntryLevelErrors" },
): SynchronizationTaskExecution {
  return {
    ...noCounts,
    ...timesOf(jobId, endedAt),
    countEscrowed: escrows.count,
    countEscrowedRaw: escrows.count,
    state: escrows.state,
    error: null,
  };
}

export function runFailed(
  jobId: string,
  endedAt: Instant,
  error: SimulatedJobError | null,
): SynchronizationTaskExecution {
  return { ...noCounts, ...timesOf(jobId, endedAt), state: "Failed", error: toGraphError(error) };
}

/** `lastSuccessfulExecution`: no id, no beginning, older than the last run; only the end and countExported mean something. */
export function runStub(endedAt: Instant): SynchronizationTaskExecution {
  return {
    ...noCounts,
    activityIdentifier: null,
    countExported: 5,
    state: "Succeeded",
    error: null,
    timeBegan: neverDate,
    timeEnded: toGraphTicks(endedAt),
  };
}

export function toGraphError(error: SimulatedJobError | null): SynchronizationError | null {
  return (
    error && { code: error.code, message: error.message, tenantActionable: error.tenantActionable ?? true }
  );
}

function timesOf(jobId: string, endedAt: Instant) {
  return {
    activityIdentifier: guidFrom(`${jobId}@${endedAt}`),
    // Six digits: .NET drops a trailing zero, so lengths vary within one body.
    timeBegan: toGraphTicks(endedAt - runMs, 6),
    timeEnded: toGraphTicks(endedAt),
  };
}
