/**
 * The past day's counts of synchronized objects, and the drop that is in force. A drop ends when the objects are back,
 * or when the lower count has held for a day: then it is how things are now. Pure.
 */
import { day, hour, type Instant } from "../domain/instant.ts";
import type { Reading } from "../domain/reading.ts";
import { objectTypes } from "../domain/synced-object.ts";
import type { CountHistory, TenantMemory } from "../domain/tenant.ts";
import type { Thresholds } from "../domain/thresholds.ts";
import { isDrop } from "./drop.ts";
import { countOf, readingOf } from "./readings.ts";

const none: CountHistory = { points: [], droppedFrom: null, acceptedAt: null };
type Drop = NonNullable<CountHistory["droppedFrom"]>;

export function rememberCounts(
  counts: TenantMemory["counts"],
  readings: readonly Reading[],
  thresholds: Thresholds,
  now: Instant,
): TenantMemory["counts"] {
  const reading = readingOf(readings, "object-counts");
  if (!reading) return counts;
  const next = { ...counts };
  for (const type of objectTypes) {
    const count = countOf(reading, type);
    if (count !== null) next[type] = follow(counts[type] ?? none, count, thresholds, now);
  }
  return next;
}

function follow(history: CountHistory, count: number, thresholds: Thresholds, now: Instant): CountHistory {
  const { droppedFrom } = history;
  if (droppedFrom !== null) return followDrop(history, droppedFrom, count, thresholds, now);
  const before = highest(recent(history.points, now));
  if (before === null || !isDrop(before.count, count, thresholds)) return addPoint(history, count, now);
  const drop: Drop = { ...before, since: now, level: count, step: 1, stepAt: now };
  return { ...history, droppedFrom: drop, acceptedAt: null };
}

function followDrop(
  history: CountHistory,
  drop: Drop,
  count: number,
  thresholds: Thresholds,
  now: Instant,
): CountHistory {
  if (!isDrop(drop.count, count, thresholds)) {
    return addPoint({ ...history, droppedFrom: null }, count, now);
  }
  if (isDrop(drop.level, count, thresholds)) {
    const further: Drop = { ...drop, level: count, step: drop.step + 1, stepAt: now };
    return { ...history, droppedFrom: further };
  }
  if (now - drop.stepAt < day) return history;
  return { points: [{ at: now, count }], droppedFrom: null, acceptedAt: now };
}

/** One point an hour is enough: the newest of each hour stands for it. */
function addPoint(history: CountHistory, count: number, now: Instant): CountHistory {
  const points = recent(history.points, now);
  const last = points.at(-1);
  const isNewHour = last === undefined || Math.floor(now / hour) !== Math.floor(last.at / hour);
  return { ...history, points: [...(isNewHour ? points : points.slice(0, -1)), { at: now, count }] };
}

/** Those of the past day; where we were away for longer, the last one known. */
function recent(points: CountHistory["points"], now: Instant): CountHistory["points"] {
  const past = points.filter((point) => point.at <= now);
  const ofToday = past.filter((point) => now - point.at <= day);
  return ofToday.length > 0 ? ofToday : past.slice(-1);
}

function highest(points: CountHistory["points"]): { at: Instant; count: number } | null {
  return points.reduce<{ at: Instant; count: number } | null>(
    (best, point) => (best && best.count > point.count ? best : point),
    null,
  );
}
