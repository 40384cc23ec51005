/**
 * Service principals and synchronization jobs as we read them.
 * https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjob
 */
import { z } from "zod";
import { jobCodes } from "../../domain/job.ts";
import {
  count,
  durationMs,
  flag,
  instant,
  listOf,
  loose,
  maybe,
  readEnum,
  readText,
  text,
} from "../graph-shapes.ts";

export const ServicePrincipal = z.object({ id: z.string().min(1), displayName: text });
export type ServicePrincipal = z.output<typeof ServicePrincipal>;

const JobError = z.object({
  code: text,
  message: loose((value) => readText(value, 4_000)),
  tenantActionable: flag,
});

const Execution = z.object({
  state: loose((v) => readEnum(v, ["Succeeded", "Failed", "EntryLevelErrors"], "unknown")),
  timeBegan: instant,
  timeEnded: instant,
  error: maybe(JobError),
  countEscrowed: count,
});
export type Execution = z.output<typeof Execution>;

const Quarantine = z.object({
  reason: text,
  error: maybe(JobError),
  seriesBegan: instant,
  currentBegan: instant,
  nextAttempt: instant,
  seriesCount: count,
});

const Status = z.object({
  code: loose((value) => readEnum(value, jobCodes, "unknown")),
  countSuccessiveCompleteFailures: count,
  escrowsPruned: flag,
  lastExecution: maybe(Execution),
  lastSuccessfulExecution: maybe(Execution),
  lastSuccessfulExecutionWithExports: maybe(Execution),
  steadyStateLastAchievedTime: instant,
  quarantine: maybe(Quarantine),
  progress: listOf(z.object({ progressObservationDateTime: instant })),
});

export const Job = z.object({
  id: z.string().min(1),
  templateId: text,
  schedule: maybe(
    z.object({
      interval: durationMs,
      state: loose((v) => readEnum(v, ["Active", "Disabled", "Paused"], "unknown")),
    }),
  ),
  status: maybe(Status),
  synchronizationJobSettings: listOf(z.object({ name: z.string(), value: text })),
});
export type Job = z.output<typeof Job>;
