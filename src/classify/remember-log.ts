/**
 * Which objects Cloud Sync jobs can't write at the moment, followed row by row through the provisioning log. No row
 * counts twice, in whatever order rows arrive: looks overlap, because some come late. Pure.
 */
import { hour, type Instant, minute } from "../domain/instant.ts";
import type { ProvisioningLogRow, Reading } from "../domain/reading.ts";
import type { FailingObject, ProvisioningLogMemory } from "../domain/tenant.ts";
import { readingOf } from "./readings.ts";

/** A failing object is tried again at least daily; one that was not heard of for so long is no longer tried. */
const forgetAfterMs = 48 * hour;
/** Longer than the overlap that the probe asks for. */
const overlapMs = 20 * minute;
/** Beyond these a finding says "at least". */
export const maxObjectsPerJob = 500;
/** So many keep Microsoft's reason too; it is the bulk of them. */
const maxReasonsPerJob = 50;
const maxIds = 5_000;
const maxWritten = 2_000;

export function rememberProvisioningLog(
  memory: ProvisioningLogMemory,
  readings: readonly Reading[],
  now: Instant,
): ProvisioningLogMemory {
  const reading = readingOf(readings, "provisioning-log");
  if (!reading) return { ...memory, failing: keepRecent(toMaps(memory.failing), now) };
  const known = new Set(memory.seenIds);
  const fresh = reading.rows.filter((row) => !known.has(row.id)).toSorted((a, b) => a.at - b.at);
  const watermarkAt = newest([memory.watermarkAt ?? Number.NEGATIVE_INFINITY, ...fresh.map((row) => row.at)]);
  const isNear = (at: Instant) => watermarkAt === null || at >= watermarkAt - overlapMs;
  const nearby = reading.rows.filter((row) => isNear(row.at)).map((row) => row.id);
  const written = new Map(Object.entries(memory.written));
  const failing = toMaps(memory.failing);
  for (const row of fresh) follow(row, failing, written);
  return {
    watermarkAt,
    seenIds: [...new Set([...nearby, ...memory.seenIds])].slice(0, maxIds),
    written: Object.fromEntries([...written].filter(([, at]) => isNear(at)).slice(-maxWritten)),
    cutOff: reading.truncated,
    failing: keepRecent(failing, now),
  };
}

type Failing = Map<string, Map<string, FailingObject>>;

function follow(row: ProvisioningLogRow, failing: Failing, written: Map<string, Instant>): void {
  const { at, jobId, objectKey, outcome, code, reason, objectName } = row;
  const objects = failing.get(jobId) ?? new Map<string, FailingObject>();
  failing.set(jobId, objects);
  const before = objects.get(objectKey);
  const writtenKey = JSON.stringify([jobId, objectKey]);
  if (before && before.at > at) return;
  if (outcome === "success") {
    objects.delete(objectKey);
    written.set(writtenKey, at);
  } else if ((written.get(writtenKey) ?? Number.NEGATIVE_INFINITY) <= at) {
    const firstAt = before?.firstAt ?? at;
    objects.set(objectKey, { name: objectName ?? before?.name ?? null, code, reason, firstAt, at });
  }
}

function toMaps(failing: ProvisioningLogMemory["failing"]): Failing {
  return new Map(Object.entries(failing).map(([job, objects]) => [job, new Map(Object.entries(objects))]));
}

function keepRecent(failing: Failing, now: Instant): ProvisioningLogMemory["failing"] {
  const jobs = [...failing].map(([job, objects]) => {
    const recent = [...objects]
      .filter(([, object]) => now - object.at < forgetAfterMs)
      .toSorted(([, a], [, b]) => b.at - a.at)
      .slice(0, maxObjectsPerJob)
      .map(
        ([key, object], index) =>
          [key, index < maxReasonsPerJob ? object : { ...object, reason: null }] as const,
      );
    return [job, Object.fromEntries(recent)] as const;
  });
  return Object.fromEntries(jobs.filter(([, objects]) => Object.keys(objects).length > 0));
}

function newest(instants: number[]): Instant | null {
  const found = instants.reduce((best, at) => Math.max(best, at), Number.NEGATIVE_INFINITY);
  return Number.isFinite(found) ? found : null;
}
