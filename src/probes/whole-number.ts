/** In: a number of Graph's, which may come as text. Out: the whole number; null where there is none to read. */
import { readCount } from "./graph-shapes.ts";

export function readWholeNumber(value: unknown): number | null {
  const numeric = typeof value === "number" || (typeof value === "string" && value.trim() !== "");
  return numeric && Number.isFinite(Number(value)) ? readCount(value) : null;
}
