/**
 * What a language says of each kind of finding, topic by topic. Facts go in (never sentences), one line comes out; a
 * finding that a language has no words for does not compile.
 */
import type { FactsOf, FindingId, FindingOf } from "../../../domain/finding.ts";
import type { Instant } from "../../../domain/instant.ts";
import type { Formatter } from "../format.ts";

export interface TitleContext {
  f: Formatter;
  /** The moment that "ago" counts from; null for a title that must not age (a resolved mail's). */
  now: Instant | null;
}

interface FindingTexts<Id extends FindingId> {
  /** The condition as such, of whatever tenant and with whatever numbers: what a digest is headed by. */
  name: string;
  /** The subject's title, without the tenant. */
  title: (finding: FindingOf<Id>, context: TitleContext) => string;
  /** One to three sentences: what is wrong now. */
  describe: (facts: FactsOf[Id], f: Formatter, now: Instant) => string;
  /** One sentence: what was wrong, for a resolved mail. */
  describePast: (facts: FactsOf[Id], f: Formatter) => string;
  /** One sentence: what holds now that the condition is gone. */
  holdsNow: string;
  /** What became of its subject when there is nothing left to watch; without it, the language's general words. */
  gone?: string;
}

export type TextsOf<Id extends FindingId> = { [K in Id]: FindingTexts<K> };

export type SyncTopic = "sync-stale" | "sync-disabled" | "password-hash-sync-stale";
export type JobTopic =
  | "job-quarantine"
  | "job-delete-threshold"
  | "job-failing"
  | "job-entry-errors"
  | "job-stalled"
  | "job-paused";
export type ObjectTopic =
  | "object-errors"
  | "service-provisioning-errors"
  | "object-quota"
  | "synced-objects-drop"
  | "unroutable-upn"
  | "orphaned-synced-objects"
  | "group-name-empty";
export type SetupTopic =
  | "federation-certificate"
  | "sync-principal-missing"
  | "credential-expiry"
  | "delete-protection-off"
  | "notification-gap";
