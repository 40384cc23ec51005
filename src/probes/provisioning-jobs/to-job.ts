/** In: a synchronization job as Graph shows it. Out: the same in our words, every quirk resolved. */
import { type JobKind, jobKinds, type ProvisioningJob } from "../../domain/job.ts";
import { readCount, readEnum } from "../graph-shapes.ts";
import type { Execution, Job, ServicePrincipal } from "./schema.ts";

export function toProvisioningJob(job: Job, principal: ServicePrincipal): ProvisioningJob {
  const { status, schedule } = job;
  const last = status?.lastExecution ?? null;
  const runs = [last, status?.lastSuccessfulExecution, status?.lastSuccessfulExecutionWithExports];
  const setting = (name: string) =>
    job.synchronizationJobSettings.find((s) => s.name.toLowerCase() === name.toLowerCase())?.value ?? null;
  const code = status?.code ?? "unknown";
  return {
    id: job.id,
    kind: readKind(job),
    configuration: setting("DomainFQDN") ?? principal.displayName ?? job.id,
    servicePrincipalId: principal.id,
    code,
    schedule: { state: schedule?.state ?? "unknown", intervalMs: schedule?.interval ?? null },
    successiveFailures: status?.countSuccessiveCompleteFailures ?? 0,
    escrowsPruned: status?.escrowsPruned ?? false,
    lastExecution: last && {
      state: last.state,
      beganAt: last.timeBegan,
      endedAt: last.timeEnded,
      error: last.error,
      escrowed: last.countEscrowed,
    },
    lastSuccessAt: latest([
      // A run with object errors still ran to its end: the job works, some objects do not.
      last?.state === "Succeeded" || last?.state === "EntryLevelErrors" ? last.timeEnded : null,
      status?.lastSuccessfulExecution?.timeEnded,
      status?.lastSuccessfulExecutionWithExports?.timeEnded,
      status?.steadyStateLastAchievedTime,
    ]),
    lastActivityAt: latest([
      ...runs.flatMap((run: Execution | null | undefined) => [run?.timeBegan, run?.timeEnded]),
      status?.steadyStateLastAchievedTime,
      ...(status?.progress ?? []).map((step) => step.progressObservationDateTime),
    ]),
    // Samples show an empty quarantine object beside other codes: only the code says that it is in force.
    quarantine: code === "Quarantine" ? readQuarantine(status?.quarantine ?? null) : null,
    deleteThreshold: readCount(setting("QuarantineTooManyDeletesThreshold")) || null,
  };
}

type Quarantine = NonNullable<ProvisioningJob["quarantine"]>;

function readQuarantine(quarantine: NonNullable<Job["status"]>["quarantine"]): Quarantine {
  return {
    reason: quarantine?.reason ?? null,
    error: quarantine?.error ?? null,
    seriesBeganAt: quarantine?.seriesBegan ?? null,
    currentBeganAt: quarantine?.currentBegan ?? null,
    nextAttemptAt: quarantine?.nextAttempt ?? null,
    seriesCount: quarantine?.seriesCount ?? 0,
  };
}

/** By the id's prefix: an official sample carries the wrong templateId. */
function readKind(job: Job): JobKind {
  const fromId = readEnum(job.id.split(".")[0], jobKinds, null);
  return fromId ?? readEnum(job.templateId, jobKinds, "other");
}

function latest(instants: (number | null | undefined)[]): number | null {
  const known = instants.filter((value): value is number => typeof value === "number");
  return known.length === 0 ? null : Math.max(...known);
}
