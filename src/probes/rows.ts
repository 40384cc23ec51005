/** In: a Graph collection. Out: its rows as a probe reads them; one that it can't read makes the whole unreadable. */
import { z } from "zod";
import type { GraphReader } from "../graph/client.ts";
import { GraphFault } from "../graph/fault.ts";
import { cleanLine } from "../util/clean-text.ts";

/** One line of text that a row can't do without. */
export const requiredText = z
  .string()
  .transform((value) => cleanLine(value, 300))
  .pipe(z.string().min(1));

/** All pages of a v1.0 collection. `what` names it in the fault. */
export async function readAll<Shape extends z.ZodType>(
  graph: GraphReader,
  path: string,
  shape: Shape,
  what: string,
): Promise<z.output<Shape>[]> {
  const rows: z.output<Shape>[] = [];
  for await (const page of graph.pages("v1.0", path)) {
    for (const row of page) rows.push(readRow(shape, row, what));
  }
  return rows;
}

/** A row without what we can't do without (its id, as a rule) is no list we may judge by. */
export function readRow<Shape extends z.ZodType>(shape: Shape, row: unknown, what: string): z.output<Shape> {
  const parsed = shape.safeParse(row);
  if (parsed.success) return parsed.data;
  const member = parsed.error.issues[0]?.path.join(".");
  const lack = member ? `without a readable ${member}` : "that is no object";
  throw new GraphFault({ reason: "malformed", detail: `${what}: a row ${lack}` });
}
