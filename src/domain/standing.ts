/**
 * How a tenant stands, in the few facts that an overview of a thousand tenants, the charts and the metrics show. Made
 * at every poll; what a poll did not look at stands as it was last seen.
 */
import type { BlindReason } from "./blindness.ts";
import type { FindingId } from "./finding.ts";
import type { Instant } from "./instant.ts";
import type { JobCode, JobKind } from "./job.ts";
import type { ProbeId } from "./probes.ts";
import type { DeleteProtectionReading } from "./reading.ts";
import type { ReadingKind } from "./reading-kinds.ts";
import type { TenantState } from "./report.ts";
import type { Severity } from "./severity.ts";

export interface TenantStanding {
  /** Configured name. */
  name: string;
  tenantId: string;
  /** As the tenant calls itself; null before it was seen. From the directory: clean before showing. */
  displayName: string | null;
  initialDomain: string | null;
  /** As of `polledAt`. */
  state: TenantState;
  /** Null: never polled. */
  polledAt: Instant | null;
  /** By when it should have been polled again; later than that, nothing here says how it is now. */
  staleAfter: Instant | null;
  sync: {
    switch: "on" | "off" | "unknown";
    /** The newest proof of a synchronization; null: none was ever seen. */
    lastAt: Instant | null;
    /** What proves it: the organization's date, or the Cloud Sync jobs' own successes. */
    basis: "organization" | "jobs";
  };
  /** Null: password hash synchronization was never seen in use. */
  lastPasswordSyncAt: Instant | null;
  /** Values held back by Entra ID. Null, as below: never seen. */
  objectErrors: { total: number; truncated: boolean; newestAt: Instant | null } | null;
  serviceErrors: { total: number; truncated: boolean } | null;
  /** At most `maxStandingJobs`; `jobsTotal` counts them all. */
  jobs: StandingJob[] | null;
  jobsTotal: number;
  quota: { used: number; total: number } | null;
  deleteProtection: { prevention: DeleteProtectionReading["prevention"]; threshold: number | null } | null;
  objects: { users: number | null; groups: number | null; contacts: number | null } | null;
  /** The Entra Connect server and its build, where the tenant says so. */
  connect: { machine: string | null; version: string | null } | null;
  verifiedDomains: number | null;
  /** Users who sign in with the initial domain, because their own suffix is not verified. */
  unroutableUsers: { total: number; truncated: boolean } | null;
  blind: { probe: ProbeId; reason: BlindReason; optional: boolean }[];
  /** What is wrong, the worst first; at most `maxStandingFindings`, `findingsTotal` counts them all. */
  findings: { id: FindingId; subject: string; severity: Severity; code: string | null; since: Instant }[];
  findingsTotal: number;
  /** When each kind of reading was last seen. */
  seen: Partial<Record<ReadingKind, Instant>>;
}

export interface StandingJob {
  id: string;
  kind: JobKind;
  /** The name an administrator knows; from the directory. */
  configuration: string;
  code: JobCode;
  /** Paused or switched off by its schedule. */
  paused: boolean;
  successiveFailures: number;
  escrowed: number;
  lastSuccessAt: Instant | null;
  lastActivityAt: Instant | null;
  quarantine: {
    reason: string | null;
    beganAt: Instant | null;
    nextAttemptAt: Instant | null;
    /** Microsoft disables the job then. */
    disableAt: Instant | null;
  } | null;
  deleteThreshold: number | null;
}

export const maxStandingJobs = 50;
export const maxStandingFindings = 20;

/** A tenant that is configured, and that nobody has looked at yet. */
export function standingOfUnseen({ name, tenantId }: { name: string; tenantId: string }): TenantStanding {
  return {
    name,
    tenantId,
    displayName: null,
    initialDomain: null,
    state: "unknown",
    polledAt: null,
    staleAfter: null,
    sync: { switch: "unknown", lastAt: null, basis: "organization" },
    lastPasswordSyncAt: null,
    objectErrors: null,
    serviceErrors: null,
    jobs: null,
    jobsTotal: 0,
    quota: null,
    deleteProtection: null,
    objects: null,
    connect: null,
    verifiedDomains: null,
    unroutableUsers: null,
    blind: [],
    findings: [],
    findingsTotal: 0,
    seen: {},
  };
}

/** Whether its tenant should have been polled again by now. */
export function isStale({ staleAfter }: Pick<TenantStanding, "staleAfter">, now: Instant): boolean {
  return staleAfter !== null && now > staleAfter;
}
