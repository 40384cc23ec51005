/** A list with its count. https://learn.microsoft.com/graph/aad-advanced-queries */
import { z } from "zod";
import { loose } from "../graph-shapes.ts";
import { readWholeNumber } from "../whole-number.ts";

/** Null where Graph did not count: that is not 0, which would be the loss of everything. */
export const Counted = z.object({ "@odata.count": loose(readObjectCount) });

function readObjectCount(value: unknown): number | null {
  const count = readWholeNumber(value);
  return count !== null && count >= 0 ? count : null;
}
