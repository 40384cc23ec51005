/** Whether the number of synchronized objects fell so far, in a day, that somebody should know. Pure. */
import type { Thresholds } from "../domain/thresholds.ts";

type DropLimits = Pick<
  Thresholds,
  "syncedObjectsDropPercent" | "syncedObjectsDropCount" | "syncedObjectsDropMinimum"
>;

export function isDrop(before: number, after: number, limits: DropLimits): boolean {
  const lost = before - after;
  if (lost <= 0 || lost < limits.syncedObjectsDropMinimum) return false;
  return (
    lost >= limits.syncedObjectsDropCount || lostPercent(before, after) >= limits.syncedObjectsDropPercent
  );
}

export function lostPercent(before: number, after: number): number {
  return before <= 0 ? 0 : ((before - after) * 100) / before;
}
