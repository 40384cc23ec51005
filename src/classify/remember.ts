/** In: what we remembered of a tenant and what this poll saw. Out: what to remember now. Pure. */
import type { Instant } from "../domain/instant.ts";
import type { BlindReading, ProbeId, Reading, ReadingKind } from "../domain/reading.ts";
import type { TenantMemory } from "../domain/tenant.ts";
import { blindOf, readingOf } from "./readings.ts";

const probeOfKind: Record<ReadingKind, ProbeId> = {
  organization: "organization",
  "password-sync": "organization",
  "provisioning-jobs": "provisioning-jobs",
};

export function remember(memory: TenantMemory, readings: readonly Reading[], now: Instant): TenantMemory {
  return {
    ...memory,
    ...rememberOrganization(memory, readings, now),
    lastPasswordSyncAt: readingOf(readings, "password-sync")?.lastPasswordSyncAt ?? memory.lastPasswordSyncAt,
    jobs: rememberJobs(memory, readings, now),
    ...rememberSight(memory, readings, now),
  };
}

function rememberOrganization(memory: TenantMemory, readings: readonly Reading[], now: Instant) {
  const seen = readingOf(readings, "organization");
  if (!seen) return {};
  const on = seen.syncEnabled === true;
  const moved = seen.lastSyncAt !== null && memory.lastSyncAt !== null && seen.lastSyncAt > memory.lastSyncAt;
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
    lastSyncAt: seen.lastSyncAt ?? memory.lastSyncAt,
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
function rememberSight(memory: TenantMemory, readings: readonly Reading[], now: Instant) {
  const blind = { ...memory.blind };
  const probes = { ...memory.probes };
  const blindReadings = blindOf(readings);
  const saw = new Set(
    readings.flatMap((reading) => (reading.kind === "blind" ? [] : [probeOfKind[reading.kind]])),
  );
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
  return { blind, probes };
}

/** Not to see the beta-only password date is no loss to a tenant that never had one. */
export function blindnessCounts(reading: BlindReading, memory: TenantMemory): boolean {
  return reading.covers.some((kind) => kind !== "password-sync" || memory.lastPasswordSyncAt !== null);
}
