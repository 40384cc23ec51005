/** In: one entry as parsed from config/catalog/*.yaml. Out: a CatalogEntry, or every mistake in it with its field. */
import { z } from "zod";
import { type CatalogEntry, type languages, surfaces } from "../domain/catalog.ts";
import { severities } from "../domain/severity.ts";

const words = z.string().trim().min(1, "is empty");
/** Fragments keep their outer blanks; shorter ones would match by accident. */
const fragment = z.string().min(6, "is too short to tell messages apart");
const code = z.string().regex(/^[A-Za-z0-9_.-]{3,120}$/, "is not a code");

const text = z.strictObject({
  title: words.refine((title) => !title.endsWith("."), "a title has no full stop"),
  meaning: words,
  affected: words,
  stillWorks: words,
  remedy: z.array(words).min(1, "has no step"),
  clears: words,
});

const entry = z.strictObject({
  id: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{1,100}$/, "letters, digits and hyphens only"),
  codes: z.array(code).default([]),
  signatures: z.array(z.array(fragment).min(1, "has no fragment")).default([]),
  families: z.array(code).default([]),
  surfaces: z.array(z.enum(surfaces)).min(1, "has no surface"),
  severity: z.enum(severities),
  actor: z.enum(["tenant", "microsoft", "both"]),
  transient: z.boolean().default(false),
  transientMinutes: z.int().positive().nullable().default(null),
  legacy: z.boolean().default(false),
  url: z
    .url({ protocol: /^https$/ })
    .nullable()
    .default(null),
  en: text,
  nl: text,
});

export interface EntryMistake {
  field: string;
  problem: string;
}

/** The entry, or what is wrong with it, all at once. */
export function parseEntry(
  raw: unknown,
): { entry: CatalogEntry; mistakes?: never } | { mistakes: EntryMistake[] } {
  const parsed = entry.safeParse(raw);
  if (!parsed.success) {
    return {
      mistakes: parsed.error.issues.map((issue) => ({
        field: issue.path.map(String).join(".") || "entry",
        problem: issue.message,
      })),
    };
  }
  const { en, nl, ...facts } = parsed.data;
  const mistakes: EntryMistake[] = [];
  if (facts.transient !== (facts.transientMinutes !== null)) {
    mistakes.push({ field: "transientMinutes", problem: "belongs to a transient entry, and only there" });
  }
  if (en.remedy.length !== nl.remedy.length) {
    mistakes.push({
      field: "nl.remedy",
      problem: `has ${nl.remedy.length} steps, en has ${en.remedy.length}`,
    });
  }
  if (mistakes.length > 0) return { mistakes };
  const texts: CatalogEntry["text"] = { en, nl } satisfies Record<(typeof languages)[number], unknown>;
  return { entry: { ...facts, text: texts } };
}
