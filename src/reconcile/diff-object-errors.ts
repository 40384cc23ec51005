/** In: the object errors this poll saw, and the keys of those already stored. Out: what is new and what is gone. Pure. */
import { createHash } from "node:crypto";
import type { ObjectErrorsReading } from "../domain/reading.ts";
import type { ObjectError } from "../domain/synced-object.ts";

export interface ObjectErrorDiff {
  added: string[];
  /** Keys that are no longer there; empty when the list was cut off, which proves nothing gone. */
  gone: string[];
}

export function diffObjectErrors(
  known: ReadonlySet<string>,
  { errors, truncated }: ObjectErrorsReading,
): ObjectErrorDiff {
  const seen = new Set(errors.map(keyOf));
  return {
    added: [...seen].filter((key) => !known.has(key)),
    gone: truncated ? [] : [...known].filter((key) => !seen.has(key)),
  };
}

/**
 * Stable for one held-back value of one object. Without the dates: Microsoft may write them anew for the same conflict;
 * a digest, so that nothing of the directory is kept.
 */
function keyOf({ objectId, property, value }: ObjectError): string {
  const parts = [objectId, property, value].map((part) => (part ?? "").toLowerCase());
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22);
}
