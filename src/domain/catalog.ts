/** The error catalog's words: an entry explains one failure; a match says how surely a failure is that entry. */
import type { Severity } from "./severity.ts";

export const languages = ["en", "nl"] as const;
export type Language = (typeof languages)[number];

/** Where Microsoft shows the failure (catalog facts, section 0.1), and `finding` for conditions that are ours. */
export const surfaces = [
  "quarantine-error",
  "execution-error",
  "quarantine-reason",
  "job-state",
  "provisioning-log",
  "object-error",
  "service-error",
  "token",
  "graph",
  "server",
  "finding",
] as const;
export type Surface = (typeof surfaces)[number];

export interface CatalogText {
  /** A short noun phrase, no full stop. */
  title: string;
  /** What it means: the cause, in one to three sentences. */
  meaning: string;
  /** What stops or lags because of it. */
  affected: string;
  /** What goes on working meanwhile. */
  stillWorks: string;
  /** Numbered steps, imperative, with the exact command or click path. */
  remedy: string[];
  /** What makes it end, and how soon that shows. */
  clears: string;
}

export interface CatalogEntry {
  /** Permanent; the anchor in docs. Microsoft's code where there is one. */
  id: string;
  /** Codes and aliases that mean this entry, Microsoft's casing; matched without case, also as a suffix. */
  codes: string[];
  /** Fragments of the message, matched without case; every fragment of one inner list must occur. */
  signatures: string[][];
  /** Code prefixes this entry answers for when nothing closer is known (family fallback). */
  families: string[];
  surfaces: Surface[];
  severity: Severity;
  /** Who can act: the tenant's administrator, Microsoft, or both in that order. */
  actor: "tenant" | "microsoft" | "both";
  /** Heals by itself; `transientMinutes` says after which time it counts all the same. */
  transient: boolean;
  transientMinutes: number | null;
  /** No longer on Microsoft's page, still seen. */
  legacy: boolean;
  url: string | null;
  text: Record<Language, CatalogText>;
}

export type MatchKind = "code" | "suffix" | "family" | "signature" | "unknown";

export interface CatalogMatch {
  entry: CatalogEntry;
  by: MatchKind;
  /** The code or fragment that matched, as it was written in the input; null for unknown. */
  matched: string | null;
}

/** Ids that Microsoft puts into its messages; lifted out and shown on their own. */
export interface ExtractedIds {
  jobId: string | null;
  traceId: string | null;
  correlationId: string | null;
  trackingId: string | null;
  timestamp: string | null;
}

/** The catalog as the rest of the product sees it. */
export interface Catalog {
  entries: readonly CatalogEntry[];
  /** The entry with this id; throws on an id that no entry has, which is a fault of ours. */
  entry(id: string): CatalogEntry;
  /** Every explanation of a failure, the best first, at least one (the entry `unknown`). */
  match(failure: { code: string | null; message: string | null }): CatalogMatch[];
  /** Microsoft's ids, lifted out of a message; `rest` is what remains of it. */
  extract(message: string): ExtractedIds & { rest: string };
}
