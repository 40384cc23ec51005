/** In: what we remembered of a tenant and what this poll saw. Out: what to remember now. Pure. */

import type { BlindReading } from "../domain/blindness.ts";
import { day, type Instant } from "../domain/instant.ts";
import { type ProbeId, probeOfReading, weightOf } from "../domain/probes.ts";
import type { Reading } from "../domain/reading.ts";
import { emptyMemory, type TenantMemory } from "../domain/tenant.ts";
import type { Thresholds } from "../domain/thresholds.ts";
import { blindOf, readingOf } from "./readings.ts";
import { rememberCounts } from "./remember-counts.ts";
import { rememberProvisioningLog } from "./remember-log.ts";

export interface RememberContext {
  thresholds: Thresholds;
  /** Probes that are switched on; what the others saw or missed is forgotten. */
  watched: readonly ProbeId[];
  now: Instant;
}

export function remember(
  memory: TenantMemory,
  readings: readonly Reading[],
  { thresholds, watched, now }: RememberContext,
): TenantMemory {
  const logIsWatched = watched.includes("provisioning-log");
  const principal = readingOf(readings, "sync-principal");
  const works = principal?.present === true && principal.enabled !== false;
  return {
    ...memory,
    ...rememberOrganization(memory, readings, now),
    lastPasswordSyncAt: readingOf(readings, "password-sync")?.lastPasswordSyncAt ?? memory.lastPasswordSyncAt,
    jobs: rememberJobs(memory, readings, now),
    counts: rememberCounts(memory.counts, readings, thresholds, now),
    provisioningLog: logIsWatched
      ? rememberProvisioningLog(memory.provisioningLog, readings, now)
      : emptyMemory().provisioningLog,
    syncPrincipalSeenAt: works ? now : memory.syncPrincipalSeenAt,
    incidents: readingOf(readings, "service-incidents")?.incidents ?? memory.incidents,
    technicalMails:
      readingOf(readings, "notification-recipients")?.technicalMails ?? memory.technicalMails ?? [],
    verifiedDomains: readingOf(readings, "organization")?.verifiedDomains ?? memory.verifiedDomains ?? [],
    ...rememberSight(memory, readings, watched, now),
  };
}

function rememberOrganization(memory: TenantMemory, readings: readonly Reading[], now: Instant) {
  const seen = readingOf(readings, "organization");
  if (!seen) return {};
  const on = seen.syncEnabled === true;
  // A date in the future is no date of anything that has happened.
  const lastSyncAt = seen.lastSyncAt !== null && seen.lastSyncAt <= now + day ? seen.lastSyncAt : null;
  const moved = lastSyncAt !== null && memory.lastSyncAt !== null && lastSyncAt > memory.lastSyncAt;
  const hasJobs =
    (readingOf(readings, "provisioning-jobs")?.jobs.length ?? Object.keys(memory.jobs).length) > 0;
  return {
    profile: {
      displayName: seen.displayName ?? memory.profile.displayName,
      initialDomain: seen.initialDomain ?? memory.profile.initialDomain,
      preferredLanguage: seen.preferredLanguage ?? memory.profile.preferredLanguage,
    },
    syncWasOn: on || memory.syncWasOn,
    syncOnSince: on || seen.syncEnabled === "unsaid" ? (memory.syncOnSince ?? (on ? now : null)) : null,
    syncState: seen.syncEnabled === "unsaid" ? memory.syncState : on ? ("on" as const) : ("off" as const),
    lastSyncAt: lastSyncAt ?? memory.lastSyncAt,
    lastSyncMoves: memory.lastSyncMoves || (moved && hasJobs),
  };
}

function rememberJobs(
  memory: TenantMemory,
  readings: readonly Reading[],
  now: Instant,
): TenantMemory["jobs"] {
  const seen = readingOf(readings, "provisioning-jobs");
  if (!seen) return memory.jobs;
  return Object.fromEntries(
    seen.jobs.map((job) => {
      const before = memory.jobs[job.id];
      const hasRun = before?.hasRun === true || job.lastActivityAt !== null;
      return [job.id, { firstSeenAt: before?.firstSeenAt ?? now, hasRun }];
    }),
  );
}

/** Which probes ran, which saw something, and for how many polls in a row each has been blind. */
function rememberSight(
  memory: TenantMemory,
  readings: readonly Reading[],
  watched: readonly ProbeId[],
  now: Instant,
) {
  const blind = keepWatched(memory.blind, watched);
  const probes = keepWatched(memory.probes, watched);
  const seen = { ...memory.seen };
  const blindReadings = blindOf(readings);
  const kinds = readings.flatMap((reading) => (reading.kind === "blind" ? [] : [reading.kind]));
  for (const kind of kinds) seen[kind] = now;
  const saw = new Set(kinds.map(probeOfReading));
  const ran = new Set([...saw, ...blindReadings.map((reading) => reading.probe)]);
  for (const probe of ran) {
    probes[probe] = {
      lastRunAt: now,
      lastSeenAt: saw.has(probe) ? now : (probes[probe]?.lastSeenAt ?? null),
    };
    const first = blindReadings.find(
      (reading) => reading.probe === probe && blindnessCounts(reading, memory),
    );
    const streak = blind[probe];
    if (first) {
      blind[probe] = { polls: (streak?.polls ?? 0) + 1, since: streak?.since ?? now, reason: first.reason };
    } else {
      delete blind[probe];
    }
  }
  return { blind, probes, seen };
}

function keepWatched<T>(byProbe: Partial<Record<ProbeId, T>>, watched: readonly ProbeId[]) {
  const kept = Object.entries(byProbe).filter(([id]) => watched.includes(id as ProbeId));
  return Object.fromEntries(kept) as Partial<Record<ProbeId, T>>;
}

/**
 * Whether this blindness is a loss. It is none for what only Graph's beta has, where that never showed; nor for a probe
 * that can be done without and was refused from the first.
 */
export function blindnessCounts(reading: BlindReading, memory: TenantMemory): boolean {
  if (isRefusedOption(reading, memory)) return false;
  return reading.covers.some((kind) => {
    if (kind === "password-sync") return memory.lastPasswordSyncAt !== null;
    if (kind === "directory-quota") return memory.seen[kind] !== undefined;
    return true;
  });
}

/**
 * Not to be had in this tenant, and never was: no license, an interface that this Graph does not know, or no permission
 * for a probe that can be done without. Said once, then quiet. What a core probe is refused is never that.
 */
export function isRefusedOption({ probe, reason }: BlindReading, memory: TenantMemory): boolean {
  const weight = weightOf(probe);
  const refused =
    reason === "licence" || reason === "unsupported" || (reason === "permission" && weight === "optional");
  return refused && weight !== "core" && (memory.probes[probe]?.lastSeenAt ?? null) === null;
}
