/** In: what a poll saw of a tenant's object errors, and what is stored of them. Out: what is new and gone, to tell and to store. */
import { readingOf } from "../classify/readings.ts";
import type { Alert } from "../domain/alert.ts";
import type { Instant } from "../domain/instant.ts";
import type { Reading } from "../domain/reading.ts";
import type { ObjectErrorChange, StoredObjectError } from "../domain/synced-object.ts";
import { applyObjectErrorChange, diffObjectErrors } from "../reconcile/diff-object-errors.ts";
import type { Store } from "../store/store.ts";

export interface ObjectErrorDrift {
  change: ObjectErrorChange;
  drift: { added: number; fixed: number };
  /** Those that are there, and those that were fixed since they were last told of. */
  after: StoredObjectError[];
}

/** Null when this poll did not look at them. */
export async function driftOfObjectErrors(
  store: Store,
  {
    tenant,
    readings,
    open,
    now,
  }: { tenant: string; readings: readonly Reading[]; open: readonly Alert[]; now: Instant },
): Promise<ObjectErrorDrift | null> {
  const reading = readingOf(readings, "object-errors");
  if (!reading) return null;
  const told = open.find((alert) => alert.finding === "object-errors");
  const fixedSince = told ? (told.toldAt ?? told.raisedAt) : null;
  const stored = await store.objectErrors(tenant, { fixedSince });
  const change = diffObjectErrors(stored, reading);
  return {
    change,
    drift: { added: change.added.length, fixed: change.gone.length },
    after: applyObjectErrorChange(stored, change, now),
  };
}
