/** In: one entry as parsed from config/catalog/*.yaml. Out: a CatalogEntry, or every mistake in it with its field. */
import { z } from "zod";
import { type CatalogEntry, type languages, surfaces, varyingParts } from "../domain/catalog.ts";
import { severities } from "../domain/severity.ts";

const words = z.string().trim().min(1, "is empty");
/** Shorter ones would match by accident, longer ones are prose; plain ASCII, as Microsoft's services write. */
const fragment = z
  .string()
  .min(6, "is too short to tell messages apart")
  .max(200, "is too long for a fragment")
  .regex(/^[ -;=?-~]+$/, "has < or >, or characters other than plain ASCII")
  .regex(/[A-Za-z0-9].*[A-Za-z0-9]/, "has no words");
const code = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{1,118}[A-Za-z0-9_]$/, "is not a code");
const family = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{2,99}(\*[A-Za-z0-9_.-]{1,100})?$/, "is neither a prefix nor PREFIX*SUFFIX");

const text = z.strictObject({
  title: words.refine((title) => !title.endsWith("."), "is a title, and ends with a full stop"),
  meaning: words,
  affected: words,
  stillWorks: words,
  remedy: z.array(words).min(1, "has no step"),
  clears: words,
});

const entry = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{1,100}$/, "has other characters than letters, digits and hyphens"),
  codes: z.array(code).default([]),
  aliases: z.array(code).default([]),
  signatures: z
    .array(z.array(fragment).min(1, "has no fragment").max(20, "has more than 20 fragments"))
    .default([]),
  varies: z.array(z.enum(varyingParts)).default([]),
  families: z.array(family).default([]),
  surfaces: z.array(z.enum(surfaces)).min(1, "has no surface"),
  severity: z.enum(severities),
  severityOn: z.partialRecord(z.enum(surfaces), z.enum(severities)).default({}),
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
  /** `en.remedy`; empty: the entry as a whole. */
  field: string;
  value: string;
  problem: string;
  remedy: string;
}

/** The entry, or what is wrong with it, all at once. */
export function parseEntry(
  raw: unknown,
): { entry: CatalogEntry; mistakes?: never } | { mistakes: EntryMistake[] } {
  const parsed = entry.safeParse(raw);
  if (!parsed.success) return { mistakes: parsed.error.issues.flatMap((issue) => toMistakes(issue, raw)) };
  const { en, nl, ...facts } = parsed.data;
  const mistakes: EntryMistake[] = [];
  if (facts.transient !== (facts.transientMinutes !== null)) {
    mistakes.push({
      field: "transientMinutes",
      value: String(facts.transientMinutes),
      problem: `does not go with transient: ${facts.transient}`,
      remedy: "Give it to a transient entry, and only there.",
    });
  }
  for (const surface of Object.keys(facts.severityOn)) {
    if (!facts.surfaces.some((known) => known === surface)) {
      mistakes.push({
        field: "severityOn",
        value: surface,
        problem: "is none of its surfaces",
        remedy: "Add it to surfaces, or remove it.",
      });
    }
  }
  if (mistakes.length > 0) return { mistakes };
  const texts: CatalogEntry["text"] = { en, nl } satisfies Record<(typeof languages)[number], unknown>;
  return { entry: { ...facts, text: texts } };
}

function toMistakes(issue: z.core.$ZodIssue, raw: unknown): EntryMistake[] {
  const field = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const remedy = "Remove it, or correct its spelling.";
    return issue.keys.map((key) => ({
      field: [field, key].filter((part) => part !== "").join("."),
      value: "(not shown)",
      problem: "is not a known key",
      remedy,
    }));
  }
  const value = issue.path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    raw,
  );
  if (value === undefined) return [{ field, value: "(missing)", problem: "is missing", remedy: "Add it." }];
  const shown = showValue(value);
  if (issue.code === "invalid_value") {
    const remedy = `Write one of ${issue.values.join(", ")}.`;
    return [{ field, value: shown, problem: "is not a known value", remedy }];
  }
  const isOwn = /^(is|has) /.test(issue.message);
  const problem = isOwn ? issue.message : "is of the wrong kind";
  return [{ field, value: shown, problem, remedy: "Write it as docs/own-entries.md says." }];
}

/** Bounded before it is written out: a value may hold itself. */
function showValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 80));
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? `a list of ${value.length}` : "a mapping";
}
