/**
 * What a language must be able to say. Each function gets a finding (facts, never sentences) and a formatter, and
 * gives one line; a language that lacks one of them does not compile.
 */
import type { TransitionKind, TransitionReason } from "../../../domain/alert.ts";
import type { CatalogEntry, Language } from "../../../domain/catalog.ts";
import type { FactsOf, FindingId, FindingOf } from "../../../domain/finding.ts";
import type { Instant } from "../../../domain/instant.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Formatter, FormatWords, PluralForms } from "../format.ts";

export interface TitleContext {
  f: Formatter;
  /** The moment that "ago" counts from; null for a title that must not age (a resolved mail's). */
  now: Instant | null;
}

export type Pause = FactsOf["job-paused"]["pause"];
export type TransitionCounts = Record<TransitionKind, number>;

export interface Texts extends FormatWords {
  language: Language;
  resolvedPrefix: string;
  severity: Record<Severity, string>;
  state: Record<TransitionKind, string>;
  yes: string;
  no: string;
  unknown: string;
  never: string;
  notSet: string;

  /** The subject's title of a finding, without the tenant. */
  title: { [Id in FindingId]: (finding: FindingOf<Id>, context: TitleContext) => string };
  /** One or two sentences: what is wrong now. */
  describe: { [Id in FindingId]: (facts: FactsOf[Id], f: Formatter) => string };
  /** One sentence: what was wrong, for a resolved mail. */
  describePast: { [Id in FindingId]: (facts: FactsOf[Id], f: Formatter) => string };
  /** One sentence: what holds now that the condition is gone. */
  holdsNow: Record<FindingId, string>;

  /** The title of a mail about several alerts. */
  severalTitle: (counts: TransitionCounts, f: Formatter) => string;
  reason: (reason: TransitionReason, severity: string, code: string | null) => string;
  subjectGone: string;
  blindReason: (facts: Pick<FactsOf["blind"], "reason" | "atSignIn">) => string;
  /** A probe in words; an id nobody translated stays as it is. */
  probe: (id: string) => string;
  pause: Record<Pause, string>;
  basis: Record<FactsOf["sync-stale"]["basis"], string>;
  actor: Record<CatalogEntry["actor"], string>;
  transient: (minutes: string | null) => string;
  tenantActionable: (can: boolean) => string;
  countdown: (left: string) => string;
  countdownPassed: string;
  polls: PluralForms;
  runs: PluralForms;
  times: PluralForms;

  heading: {
    facts: string;
    numbers: string;
    lastNumbers: string;
    meaning: string;
    impact: string;
    steps: string;
    otherCauses: string;
    links: string;
    why: string;
    resolved: string;
  };
  affected: string;
  stillWorks: string;
  /** A password hash job shares its configuration's name with the job for objects: how to tell them apart. */
  hashJob: { name: (configuration: string) => string; affected: string; stillWorks: string };
  clears: string;
  label: Record<Label, string>;
  delayed: (written: string) => string;
  why: (tenant: string) => string;
  next: Record<TransitionKind, string>;
  incident: (id: string) => string;
  sentBy: (host: string | null) => string;
}

export type Label =
  | "title"
  | "description"
  | "wasWrong"
  | "changed"
  | "severity"
  | "raised"
  | "began"
  | "resolved"
  | "duration"
  | "reason"
  | "confirmedBy"
  | "lastSuccess"
  | "lastSync"
  | "lastPasswordSync"
  | "configuration"
  | "service"
  | "tenant"
  | "tenantId"
  | "configuredAs"
  | "code"
  | "errorCode"
  | "errorMessage"
  | "tenantActionable"
  | "traceId"
  | "correlationId"
  | "trackingId"
  | "timestamp"
  | "jobId"
  | "jobKind"
  | "requestId"
  | "permission"
  | "quarantineReason"
  | "elapsed"
  | "threshold"
  | "basis"
  | "syncEnabled"
  | "disableAt"
  | "seriesBegan"
  | "nextAttempt"
  | "reevaluations"
  | "deleteThreshold"
  | "successiveFailures"
  | "lastRun"
  | "lastActivity"
  | "interval"
  | "pause"
  | "polls"
  | "lastSeen"
  | "probes"
  | "blindReason"
  | "detail";
