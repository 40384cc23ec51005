/** The catalog's entries and explanations, as answers have them. */
import { z } from "zod";
import { surfaces } from "../../domain/catalog.ts";
import type { Explanation } from "../../domain/explanation.ts";
import { component, count, flag, listOf, severity, text } from "./schemas.ts";

const surface = z.enum(surfaces);

const known = {
  id: text.describe("Permanent."),
  surfaces: z.array(surface).describe("Where it shows."),
  severity,
  actor: z.enum(["tenant", "microsoft", "both"]).describe("Who can act."),
  transient: flag.describe("It usually passes by itself."),
  legacy: flag.describe("No longer on Microsoft's pages, still met."),
  seenByGraph: flag.describe("False: Graph does not show it, so it is explained, but never alerted on."),
  url: text.nullable().describe("Microsoft's page about it."),
  title: text,
};

const whole = {
  ...known,
  severityOn: z.partialRecord(surface, severity).describe("By surface, where it differs there."),
  transientMinutes: count.nullable().describe("After so many minutes it counts all the same."),
  meaning: text.describe("The cause."),
  affected: text.describe("What stops or lags."),
  stillWorks: text.describe("What goes on."),
  remedy: z.array(text).describe("Steps, in order."),
  clears: text.describe("What ends it, and how soon that shows."),
};

const listed = component(
  "ListedEntry",
  "An entry of the catalog, in short.",
  z.object({ ...known, codes: z.array(text) }),
);
export type ListedEntry = z.infer<typeof listed>;

export const entries = listOf("Entries", "Entries of the catalog, the best match first.", listed);

export const entry = component(
  "Entry",
  "An entry of the catalog.",
  z.object({
    ...whole,
    codes: z.array(text).describe("Microsoft's codes for it."),
    aliases: z.array(text).describe("The same as they are spelled elsewhere."),
    signatures: z
      .array(z.array(text))
      .describe("Fragments by which its message is known; every one of an inner list must occur."),
    families: z.array(text).describe("What codes of its kind begin with."),
  }),
);

const id = text.nullable();

export const explanation = component(
  "Explanation",
  "What `sync-health explain --json` prints.",
  z.object({
    input: text,
    matches: z
      .array(
        z.object({
          ...whole,
          code: text.nullable().describe("Microsoft's code."),
          by: z
            .enum(["code", "suffix", "family", "signature", "truncated", "unknown"])
            .describe("How it was found."),
          matched: text.nullable().describe("What in the input it rests on."),
        }),
      )
      .describe("The best first."),
    suggestions: z
      .array(z.object({ id: text, title: text }))
      .describe("What was probably meant, where nothing exact is known."),
    extracted: z
      .object({
        jobId: id,
        traceId: id,
        correlationId: id,
        trackingId: id,
        requestId: id,
        timestamp: text.nullable().describe("As Microsoft wrote it."),
      })
      .describe("IDs that were found in the input, for Microsoft's support."),
  }),
) satisfies z.ZodType<Explanation>;
