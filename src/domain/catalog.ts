/** The error catalog's words: an entry explains one failure; a match says how surely a failure is that entry. */
import type { Severity } from "./severity.ts";

export const languages = ["en", "nl"] as const;
export type Language = (typeof languages)[number];

/**
 * Where a failure shows, in the order in which a bare code is looked for: what Graph tells of jobs and objects, what it
 * answers to our own requests, conditions that are ours (`finding`), and the three places that Graph can't see.
 */
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
  "finding",
  "connect-server",
  "connect-health",
  "microsoft-mail",
] as const;
export type Surface = (typeof surfaces)[number];

/** What Graph does not show: an entry that has only these explains, and can never be alerted on. */
const unseenSurfaces: readonly Surface[] = ["connect-server", "connect-health", "microsoft-mail"];

/** Parts of a message that are different each time; nothing is matched on them. */
export const varyingParts = [
  "job-id",
  "trace-id",
  "correlation-id",
  "tracking-id",
  "request-id",
  "timestamp",
  "server-name",
  "service-name",
  "product-name",
  "tenant",
  "domain",
  "upn",
  "address",
  "object",
  "attribute",
  "app-id",
  "app-name",
  "count",
  "threshold",
  "http-status",
  "ldap-detail",
  "reason",
] as const;
export type VaryingPart = (typeof varyingParts)[number];

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
  /** Codes that mean this entry, as Microsoft's page spells them; matched without case, also as a suffix. */
  codes: string[];
  /** The same codes as they are spelled elsewhere: other pages, misprints, older names. Matched like codes. */
  aliases: string[];
  /** Fragments of the message, matched without case; every fragment of one inner list must occur. */
  signatures: string[][];
  /** What is different each time in its messages. */
  varies: VaryingPart[];
  /** What a code begins with (`Invitation`), or begins and ends with (`completed-*-errors`), when nothing closer is known. */
  families: string[];
  surfaces: Surface[];
  severity: Severity;
  /** Surfaces on which it is better or worse than that. */
  severityOn: Partial<Record<Surface, Severity>>;
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

/** Where a code of our own refused request stood: sign-in numbers come from the token endpoint, all else from Graph. */
export function requestSurface(code: string | null): Surface {
  return /^AADSTS/i.test(code ?? "") ? "token" : "graph";
}

/** Whether Graph shows the failure anywhere. */
export function isSeenByGraph(entry: CatalogEntry): boolean {
  return entry.surfaces.some((surface) => !unseenSurfaces.includes(surface));
}

/** How bad the failure is where it was seen. */
export function severityAt(entry: CatalogEntry, surface: Surface): Severity {
  return entry.severityOn[surface] ?? entry.severity;
}

/** `truncated`: the text breaks off within a code or signature that only one entry has. */
export type MatchKind = "code" | "suffix" | "family" | "signature" | "truncated" | "unknown";

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
  requestId: string | null;
  timestamp: string | null;
}

/** What Microsoft said, and where it stood: some codes mean different things in different places. */
export interface Failure {
  code: string | null;
  message: string | null;
  /** Left out: unknown, as with a pasted text. */
  surface?: Surface;
}

/** The catalog as the rest of the product sees it. */
export interface Catalog {
  entries: readonly CatalogEntry[];
  /** The entry with this id; throws on an id that no entry has, which is a fault of ours. */
  entry(id: string): CatalogEntry;
  /** Every explanation of a failure, the best first, at least one (the entry `unknown`). */
  match(failure: Failure): CatalogMatch[];
  /** Microsoft's ids, lifted out of a message; `rest` is what remains of it. */
  extract(message: string): ExtractedIds & { rest: string };
}
