/**
 * A finding: one thing that is wrong with one subject, as of one poll. Ids are permanent (design, section 6);
 * facts carry the numbers and dates, never sentences: texts are made where they are shown.
 */

import type { BlindReason } from "./blindness.ts";
import type { ExtractedIds } from "./catalog.ts";
import type { Instant } from "./instant.ts";
import type { JobKind } from "./job.ts";
import type { Severity } from "./severity.ts";
import type { ObjectError, ObjectType, ServiceError, UnroutableUser } from "./synced-object.ts";

export const findingIds = [
  "sync-stale",
  "sync-disabled",
  "password-hash-sync-stale",
  "object-errors",
  "service-provisioning-errors",
  "job-quarantine",
  "job-delete-threshold",
  "job-failing",
  "job-entry-errors",
  "job-stalled",
  "job-paused",
  "object-quota",
  "synced-objects-drop",
  "unroutable-upn",
  "orphaned-synced-objects",
  "group-name-empty",
  "federation-certificate",
  "sync-principal-missing",
  "credential-expiry",
  "delete-protection-off",
  "notification-gap",
  "blind",
] as const;
export type FindingId = (typeof findingIds)[number];

/** Facts every job finding carries. */
export interface JobFacts {
  jobId: string;
  jobKind: JobKind;
  configuration: string;
  /** Microsoft's error, bounded and stripped of `<pii>` marks; shown raw beside our explanation. */
  errorCode: string | null;
  /** Without the ids that Microsoft puts into it: those are in `errorIds`. */
  errorMessage: string | null;
  /** Absent in facts that an earlier version stored. */
  errorIds?: Pick<ExtractedIds, "traceId" | "correlationId" | "trackingId" | "timestamp"> &
    Partial<Pick<ExtractedIds, "requestId">>;
  tenantActionable: boolean | null;
  lastSuccessAt: Instant | null;
}

/** Longest list of examples that a finding carries; the rest is a number. */
export const maxSamples = 50;

/**
 * How far a finding that grows has got: 1 when it is raised, higher with every limit it crosses. A higher step is told
 * again, a lower one is not.
 */
export interface Stepped {
  step: number;
}

export interface FactsOf {
  "sync-stale": {
    /** Newest proof of a sync; null when none was ever seen. */
    lastSyncAt: Instant | null;
    /** What that proof was: the organization's date, or the Cloud Sync jobs' own times. */
    basis: "organization" | "jobs";
    /** The limit that was crossed, in minutes. */
    thresholdMinutes: number;
  };
  "sync-disabled": { lastSyncAt: Instant | null; syncEnabled: boolean | null };
  "password-hash-sync-stale": {
    lastPasswordSyncAt: Instant;
    lastSyncAt: Instant | null;
    thresholdMinutes: number;
  };
  "object-errors": {
    /** Errors, not objects: one object can have two. */
    total: number;
    users: number;
    groups: number;
    contacts: number;
    /** First seen by the look that made this finding. */
    added: number;
    /** Seen before, and gone at the look that made this finding. */
    fixed: number;
    truncated: boolean;
    oldestAt: Instant | null;
    /** The newest first. */
    sample: ObjectError[];
  };
  "service-provisioning-errors": {
    total: number;
    services: { service: string; count: number }[];
    truncated: boolean;
    sample: ServiceError[];
  };
  "job-quarantine": JobFacts & {
    reason: string | null;
    seriesBeganAt: Instant | null;
    nextAttemptAt: Instant | null;
    seriesCount: number;
    /** seriesBegan + 28 days: Microsoft disables the job then. */
    disableAt: Instant | null;
  };
  "job-delete-threshold": JobFacts & {
    seriesBeganAt: Instant | null;
    nextAttemptAt: Instant | null;
    disableAt: Instant | null;
    threshold: number | null;
  };
  "job-failing": JobFacts & { successiveFailures: number; lastRunAt: Instant | null };
  "job-entry-errors": JobFacts & {
    /** Objects that the last run held back, by the job's own count. */
    escrowed: number;
    /** Objects whose last row in the provisioning log is a failure. */
    failing: number;
    /** There are more than these. Absent in facts that an earlier version stored. */
    truncated?: boolean;
    /** The most frequent first; empty where the log can't be read. */
    codes: { code: string; count: number }[];
    sample: { name: string | null; code: string | null; reason: string | null; at: Instant }[];
  };
  "job-stalled": JobFacts & {
    lastActivityAt: Instant | null;
    thresholdMinutes: number;
    intervalMinutes: number;
  };
  "job-paused": JobFacts & { pause: "paused" | "disabled" | "not-configured" | "escrows-pruned" };
  "object-quota": Stepped & { used: number; total: number; percent: number; thresholdPercent: number };
  "synced-objects-drop": Stepped & {
    objectType: ObjectType;
    before: number;
    beforeAt: Instant;
    after: number;
    percent: number;
  };
  "unroutable-upn": {
    total: number;
    suffixes: { suffix: string; count: number }[];
    truncated: boolean;
    sample: UnroutableUser[];
  };
  "orphaned-synced-objects": { users: number; groups: number; contacts: number; total: number };
  "group-name-empty": { total: number; truncated: boolean; sample: { id: string; mail: string | null }[] };
  "federation-certificate": Stepped & {
    domain: string;
    thumbprint: string;
    expiresAt: Instant;
    /** Expiry of the certificate that takes over; null: none is known to Entra ID. */
    nextExpiresAt: Instant | null;
    thresholdDays: number;
    updateResult: string | null;
    updatedAt: Instant | null;
  };
  "sync-principal-missing": {
    appId: string;
    /** Present, but switched off. */
    disabled: boolean;
    lastSeenAt: Instant | null;
  };
  "credential-expiry": Stepped & {
    owner: "monitor" | "connect";
    appId: string;
    appName: string | null;
    credential: "secret" | "certificate";
    keyId: string | null;
    keyName: string | null;
    expiresAt: Instant;
    thresholdDays: number;
  };
  "delete-protection-off": { threshold: number | null; clientVersion: string | null };
  "notification-gap": { gap: "no-technical-mails" };
  blind: {
    /** Probe ids that could not look; every one of them when the whole tenant is dark. */
    probes: string[];
    wholeTenant: boolean;
    reason: BlindReason;
    /** It did not come further than the sign-in service. Absent in facts that an earlier version stored. */
    atSignIn?: boolean;
    detail: string;
    errorCode: string | null;
    permission: string | null;
    requestId: string | null;
    /** Polls in a row without sight. */
    polls: number;
    /** When we last saw anything through this probe; null when never. */
    lastSeenAt: Instant | null;
  };
}

/** What a finding is about; `key` is stable and part of the alert's identity, `name` is for people. */
export interface Subject {
  key: string;
  name: string;
}

/** The subject key of findings about the tenant as a whole. */
export const tenantSubjectKey = "tenant";

interface FindingBase<Id extends FindingId> {
  id: Id;
  subject: Subject;
  severity: Severity;
  /** The code an administrator would search for: Microsoft's error code, quarantine reason or state. */
  code: string | null;
  /** Catalog entries that explain it, the best first; never empty. */
  catalogIds: string[];
  /** When it began, by Microsoft's own dates where they say; else when this poll saw it. */
  since: Instant;
  facts: FactsOf[Id];
}

export type Finding = { [Id in FindingId]: FindingBase<Id> }[FindingId];
export type FindingOf<Id extends FindingId> = Extract<Finding, { id: Id }>;

/** The same finding, its list of objects left empty: for where only its numbers and words count. */
export function withoutSample(finding: Finding): Finding {
  if (!("sample" in finding.facts)) return finding;
  return { ...finding, facts: { ...finding.facts, sample: [] } } as Finding;
}

/** What shows that all is well again; a recovery is told with it. */
export interface Proof {
  /** The newest success seen; null where the finding is not about successes. */
  lastSuccessAt: Instant | null;
}

/** For what is not about successes: that it does not hold is all there is to show. */
export const noProof: Readonly<Proof> = Object.freeze({ lastSuccessAt: null });

/**
 * Proof, from this poll's readings, that a finding does not hold. `subjectKey: null` with `except`: all others are gone.
 * `level-accepted`: what was a sudden change has lasted so long that it is how things are now.
 */
export type Clearance =
  | { id: FindingId; subjectKey: string; reason: "condition-cleared" | "level-accepted"; proof: Proof }
  | { id: FindingId; subjectKey: null; except: string[]; reason: "subject-gone" };

/** All that one poll proves. What is in neither list is unknown, and its alert stays as it is. */
export interface Assessment {
  findings: Finding[];
  clearances: Clearance[];
}
