/**
 * Which objects Cloud Sync jobs can't write at the moment, followed row by row through the provisioning log. No row
 * counts twice: looks overlap, because rows arrive late. Pure.
 */
import { hour, type Instant, minute } from "../domain/instant.ts";
import type { ProvisioningLogRow, Reading } from "../domain/reading.ts";
import type { FailingObject, ProvisioningLogMemory } from "../domain/tenant.ts";
import { readingOf } from "./readings.ts";

/** A failing object is tried again at least daily; one that was not heard of for so long is no longer tried. */
const forgetAfterMs = 48 * hour;
/** Longer than the overlap that the probe asks for. */
const rememberIdsMs = 20 * minute;
const maxObjectsPerJob = 1_000;
const maxIds = 5_000;

export function rememberProvisioningLog(
  memory: ProvisioningLogMemory,
  readings: readonly Reading[],
  now: Instant,
): ProvisioningLogMemory {
  const reading = readingOf(readings, "provisioning-log");
  if (!reading) return memory;
  const known = new Set(memory.seenIds);
  const fresh = reading.rows.filter((row) => !known.has(row.id)).toSorted((a, b) => a.at - b.at);
  const watermarkAt = newest([memory.watermarkAt ?? Number.NEGATIVE_INFINITY, ...fresh.map((row) => row.at)]);
  // What came in the overlap, now or before, can come again.
  const nearby = reading.rows.filter((row) => watermarkAt === null || row.at >= watermarkAt - rememberIdsMs);
  const seenIds = [...new Set([...nearby.map((row) => row.id), ...memory.seenIds])].slice(0, maxIds);
  return { watermarkAt, seenIds, failing: follow(memory.failing, fresh, now) };
}

function follow(
  failing: ProvisioningLogMemory["failing"],
  rows: readonly ProvisioningLogRow[],
  now: Instant,
): ProvisioningLogMemory["failing"] {
  const jobs = new Map(
    Object.entries(failing).map(([job, objects]) => [job, new Map(Object.entries(objects))]),
  );
  for (const row of rows) {
    const objects = jobs.get(row.jobId) ?? new Map<string, FailingObject>();
    jobs.set(row.jobId, objects);
    const before = objects.get(row.objectKey);
    if (before && before.at > row.at) continue;
    if (row.outcome === "success") objects.delete(row.objectKey);
    else objects.set(row.objectKey, toFailing(row, before));
  }
  return Object.fromEntries(
    [...jobs]
      .map(([job, objects]) => [job, keepRecent(objects, now)] as const)
      .filter(([, objects]) => Object.keys(objects).length > 0),
  );
}

function toFailing(row: ProvisioningLogRow, before: FailingObject | undefined): FailingObject {
  const { at, code, reason, objectName } = row;
  return { name: objectName ?? before?.name ?? null, code, reason, firstAt: before?.firstAt ?? at, at };
}

function keepRecent(objects: Map<string, FailingObject>, now: Instant): Record<string, FailingObject> {
  const recent = [...objects].filter(([, object]) => now - object.at < forgetAfterMs);
  return Object.fromEntries(recent.toSorted(([, a], [, b]) => b.at - a.at).slice(0, maxObjectsPerJob));
}

function newest(instants: number[]): Instant | null {
  const found = instants.reduce((best, at) => Math.max(best, at), Number.NEGATIVE_INFINITY);
  return Number.isFinite(found) ? found : null;
}
