/**
 * In: the object errors this poll saw, and those already stored. Out: what is new, told in other words and gone; and
 * what the store holds once that is written. Pure.
 */
import { hash } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import type { ObjectErrorsReading } from "../domain/reading.ts";
import type { ObjectError, ObjectErrorChange, StoredObjectError } from "../domain/synced-object.ts";

export function diffObjectErrors(
  stored: readonly StoredObjectError[],
  { errors, truncated }: ObjectErrorsReading,
): ObjectErrorChange {
  const open = new Map(stored.filter(isOpen).map(({ key, error }) => [key, error]));
  const seen = new Set<string>();
  const change: ObjectErrorChange = { added: [], changed: [], gone: [] };
  for (const error of errors) {
    const key = keyOf(error);
    if (seen.has(key)) continue;
    seen.add(key);
    const before = open.get(key);
    if (before === undefined) {
      change.added.push({ key, error });
      continue;
    }
    const after = withKnownHolder(error, before);
    if (!isSame(before, after)) change.changed.push({ key, error: after });
  }
  // A list that was cut off proves nothing gone.
  if (!truncated) change.gone = [...open.keys()].filter((key) => !seen.has(key));
  return change;
}

/** The stored errors as they are after a poll at `now` has written this change. */
export function applyObjectErrorChange(
  stored: readonly StoredObjectError[],
  { added, changed, gone }: ObjectErrorChange,
  now: Instant,
): StoredObjectError[] {
  const rows = new Map(stored.map((row) => [row.key, row]));
  for (const key of gone) {
    const row = rows.get(key);
    if (row) rows.set(key, { ...row, fixedAt: now });
  }
  for (const { key, error } of added) rows.set(key, { key, error, firstSeenAt: now, fixedAt: null });
  for (const { key, error } of changed) {
    const row = rows.get(key);
    if (row) rows.set(key, { ...row, error });
  }
  return [...rows.values()];
}

function isOpen({ fixedAt }: StoredObjectError): boolean {
  return fixedAt === null;
}

/** Stable for one held-back value of one object. Without the dates: Microsoft may write them anew for the same conflict. */
function keyOf({ objectId, property, value }: ObjectError): string {
  const parts = [objectId, property, value].map((part) => (part ?? "").toLowerCase());
  return hash("sha256", JSON.stringify(parts), "base64url").slice(0, 22);
}

/** Whoever was found to have the value stays named: not every look searches, and not every search finds. */
function withKnownHolder(error: ObjectError, before: ObjectError | null): ObjectError {
  const holder = error.holder ?? before?.holder;
  return holder === undefined ? error : { ...error, holder };
}

/** What the key is made of is the same, and a date that was written anew is no news. */
const words = ["objectType", "displayName", "address", "category"] as const;
const holderWords = ["objectType", "objectId", "displayName", "address"] as const;

function isSame(before: ObjectError | null, after: ObjectError): boolean {
  if (before === null || words.some((word) => before[word] !== after[word])) return false;
  const { holder } = before;
  if (!holder || !after.holder) return holder === after.holder;
  return holderWords.every((word) => holder[word] === after.holder?.[word]);
}
