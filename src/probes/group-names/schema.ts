/**
 * A synchronized group and its names.
 * https://learn.microsoft.com/graph/api/resources/group
 */
import { z } from "zod";
import { flag, readText, text } from "../graph-shapes.ts";
import { objectId } from "../synced-objects.ts";

export const NamedGroup = z.object({
  id: objectId,
  /** A row that leaves it out is no row to judge by; null where nothing of it can be seen. */
  displayName: z
    .string()
    .nullable()
    .transform((name) => readText(name)),
  mail: text,
  mailEnabled: flag,
});
