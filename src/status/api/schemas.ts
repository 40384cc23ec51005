/**
 * What the answers are made of: the parts that several of them share. Each answer has one schema, from which its type in
 * the code and its place in the OpenAPI document both come.
 */
import { z } from "zod";
import { severities } from "../../domain/severity.ts";

/** Schemas that the document names; others are written out where they are used. */
export const components: z.core.$ZodRegistry<{ id: string }> = z.registry<{ id: string }>();

export function component<Schema extends z.ZodType>(id: string, description: string, schema: Schema): Schema {
  const described = schema.describe(description);
  components.add(described, { id });
  return described;
}

export const text = z.string();
export const flag = z.boolean();
/** A whole number, zero or more. */
export const count = z.int().min(0);
export const moment = z.string().meta({ format: "date-time" });
export const severity = z.enum(severities);

/** A list in parts. */
export function partOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    total: count.describe("Of the whole list."),
    offset: count.describe("So many come before these."),
    limit: count.describe("No more than so many are in one part."),
    next: text
      .nullable()
      .describe("Address of the next part, relative to this one: a query. Null: this is the last."),
  });
}

export function listOf<Item extends z.ZodType>(id: string, description: string, item: Item) {
  return component(id, description, partOf(item));
}

export const errorAnswer = component(
  "Error",
  "What was refused, and what to do.",
  z.object({
    error: z.object({
      code: text.describe("One word for programs: `invalid-parameter`, `not-found`…"),
      message: text.describe("For people; may change."),
    }),
  }),
);
