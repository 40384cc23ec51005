/** In: what a poll read and remembered, and how the tenant stood before. Out: how it stands, in a few facts. Pure. */

import { readingOf } from "../classify/readings.ts";
import { newestPasswordSync } from "../classify/rules/password-hash-sync-stale.ts";
import { newestProof } from "../classify/rules/sync-stale.ts";
import type { Instant } from "../domain/instant.ts";
import { disableAtOf, type ProvisioningJob } from "../domain/job.ts";
import type { Reading } from "../domain/reading.ts";
import type { TenantReport } from "../domain/report.ts";
import {
  maxStandingFindings,
  maxStandingJobs,
  type StandingJob,
  standingOfUnseen,
  type TenantStanding,
} from "../domain/standing.ts";
import type { TenantMemory } from "../domain/tenant.ts";
import { cleanLine } from "../util/clean-text.ts";

export interface StandingInput {
  /** This poll's. */
  readings: readonly Reading[];
  previous: TenantStanding | null;
  memory: TenantMemory;
  /** What is wrong, and what can't be seen. */
  report: TenantReport;
  now: Instant;
}

/** What this poll did not read stands as it was last seen. */
export function standingOf({ readings, previous, memory, report, now }: StandingInput): TenantStanding {
  const before = previous ?? standingOfUnseen(report);
  const { profile } = memory;
  const { findings, blind } = report;
  return {
    name: report.name,
    tenantId: report.tenantId,
    displayName: clean(profile.displayName, 200),
    initialDomain: clean(profile.initialDomain, 255),
    state: report.state,
    polledAt: now,
    staleAfter: report.staleAfter === null ? null : Date.parse(report.staleAfter),
    sync: syncOf({ readings, memory, before }),
    lastPasswordSyncAt: passwordSyncOf({ readings, memory, before }),
    ...objectsSeen(readings, before),
    ...jobsSeen(readings, before),
    ...directorySeen(readings, before),
    blind: blind.map(({ probe, reason, optional }) => ({ probe, reason, optional })),
    findings: findings.slice(0, maxStandingFindings).map(({ id, subject, severity, code, since }) => ({
      id,
      subject: cleanLine(subject, 300),
      severity,
      code: clean(code, 200),
      since: Date.parse(since),
    })),
    findingsTotal: findings.length,
    seen: memory.seen,
  };
}

type SyncInput = Pick<StandingInput, "readings" | "memory"> & { before: TenantStanding };

/** By the rule that alerts on it; with the jobs out of sight, what was known before. */
function syncOf({ readings, memory, before }: SyncInput): TenantStanding["sync"] {
  const proof = newestProof({ readings, memory });
  const { lastAt, basis } = before.sync;
  if (proof === null) return { switch: memory.syncState, lastAt: lastAt ?? memory.lastSyncAt, basis };
  return { switch: memory.syncState, lastAt: proof.synced ? proof.at : null, basis: proof.basis };
}

/** So too; null where the organization never had a date: then it is not in use. */
function passwordSyncOf({ readings, memory, before }: SyncInput): Instant | null {
  if (memory.lastPasswordSyncAt === null) return null;
  const newest = newestPasswordSync(memory.lastPasswordSyncAt, readings);
  const sawJobs = readingOf(readings, "provisioning-jobs") !== null;
  return sawJobs ? newest : Math.max(newest, before.lastPasswordSyncAt ?? 0);
}

function objectsSeen(readings: readonly Reading[], before: TenantStanding) {
  const errors = readingOf(readings, "object-errors");
  const services = readingOf(readings, "service-errors");
  const counts = readingOf(readings, "object-counts");
  const unroutable = readingOf(readings, "unroutable-users");
  return {
    objectErrors: errors
      ? {
          total: errors.errors.length,
          truncated: errors.truncated,
          newestAt: newest(errors.errors.map(({ occurredAt }) => occurredAt)),
        }
      : before.objectErrors,
    serviceErrors: services
      ? { total: services.errors.length, truncated: services.truncated }
      : before.serviceErrors,
    objects: counts
      ? { users: counts.users, groups: counts.groups, contacts: counts.contacts }
      : before.objects,
    unroutableUsers: unroutable
      ? { total: unroutable.users.length, truncated: unroutable.truncated }
      : before.unroutableUsers,
  };
}

function jobsSeen(readings: readonly Reading[], before: TenantStanding) {
  const reading = readingOf(readings, "provisioning-jobs");
  if (!reading) return { jobs: before.jobs, jobsTotal: before.jobsTotal };
  return {
    jobs: worstFirst(reading.jobs).slice(0, maxStandingJobs).map(toStandingJob),
    jobsTotal: reading.jobs.length,
  };
}

/** Of more jobs than are kept, those in trouble are. */
function worstFirst(jobs: readonly ProvisioningJob[]): ProvisioningJob[] {
  const trouble = ({ quarantine, successiveFailures, code, lastExecution }: ProvisioningJob) =>
    quarantine ? 3 : successiveFailures > 0 ? 2 : code !== "Active" || lastExecution?.escrowed ? 1 : 0;
  return jobs.toSorted((a, b) => trouble(b) - trouble(a));
}

function toStandingJob(job: ProvisioningJob): StandingJob {
  const { quarantine } = job;
  return {
    id: cleanLine(job.id, 300),
    kind: job.kind,
    configuration: cleanLine(job.configuration, 200),
    code: job.code,
    paused: job.schedule.state === "Paused" || job.schedule.state === "Disabled",
    successiveFailures: job.successiveFailures,
    escrowed: job.lastExecution?.escrowed ?? 0,
    lastSuccessAt: job.lastSuccessAt,
    lastActivityAt: job.lastActivityAt,
    quarantine: quarantine && {
      reason: clean(quarantine.reason, 200),
      beganAt: quarantine.seriesBeganAt ?? quarantine.currentBeganAt,
      nextAttemptAt: quarantine.nextAttemptAt,
      disableAt: disableAtOf(quarantine),
    },
    deleteThreshold: job.deleteThreshold,
  };
}

function directorySeen(readings: readonly Reading[], before: TenantStanding) {
  const organization = readingOf(readings, "organization");
  const quota = readingOf(readings, "directory-quota");
  const protection = readingOf(readings, "delete-protection");
  return {
    verifiedDomains: organization?.verifiedDomains.length ?? before.verifiedDomains,
    // A null here is Graph's own: it did not say this time.
    quota: quota?.quota ?? before.quota,
    deleteProtection: protection
      ? { prevention: protection.prevention, threshold: protection.threshold }
      : before.deleteProtection,
    connect: protection
      ? { machine: clean(protection.clientMachine, 200), version: clean(protection.clientVersion, 100) }
      : before.connect,
  };
}

function newest(moments: readonly (Instant | null)[]): Instant | null {
  return moments.reduce<Instant | null>(
    (latest, at) => (at !== null && at > (latest ?? 0) ? at : latest),
    null,
  );
}

function clean(text: string | null, maxLength: number): string | null {
  return text === null ? null : cleanLine(text, maxLength);
}
