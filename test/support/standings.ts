/** Standings of tenants as the store gives them, for pages, API and metrics. */
import { day, hour, minute } from "../../src/domain/instant.ts";
import { type StandingJob, standingOfUnseen, type TenantStanding } from "../../src/domain/standing.ts";

export const standingsNow = Date.parse("2026-09-14T08:00:00Z");
const now = standingsNow;

/** A healthy tenant that uses Entra Connect, polled two minutes ago. */
export function createStanding(name: string, changes: Partial<TenantStanding> = {}): TenantStanding {
  const polledAt = now - 2 * minute;
  return {
    ...standingOfUnseen({ name, tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20" }),
    displayName: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    initialDomain: `${name}.onmicrosoft.com`,
    state: "ok",
    polledAt,
    staleAfter: now + 14 * minute,
    sync: { switch: "on", lastAt: now - 28 * minute, basis: "organization" },
    lastPasswordSyncAt: now - 7 * minute,
    objectErrors: { total: 0, truncated: false, newestAt: null },
    serviceErrors: { total: 0, truncated: false },
    jobs: [],
    quota: { used: 129_000, total: 300_000 },
    deleteProtection: { prevention: "enabled-for-count", threshold: 500 },
    objects: { users: 10_432, groups: 812, contacts: 0 },
    connect: { machine: "AADC01", version: "2.5.79.0" },
    verifiedDomains: 4,
    unroutableUsers: { total: 0, truncated: false },
    seen: {
      organization: polledAt,
      "password-sync": polledAt,
      "directory-quota": now - hour,
      "provisioning-jobs": polledAt,
      "object-errors": now - 20 * minute,
      "service-errors": now - hour,
      "object-counts": now - hour,
      "delete-protection": now - 3 * hour,
    },
    ...changes,
  };
}

/** A job that runs well. */
export function createStandingJob(changes: Partial<StandingJob> = {}): StandingJob {
  return {
    id: "AD2AADProvisioning.8b4d1c0e2f",
    kind: "AD2AADProvisioning",
    configuration: "corp.contoso.example",
    code: "Active",
    paused: false,
    successiveFailures: 0,
    escrowed: 0,
    lastSuccessAt: now - 12 * minute,
    lastActivityAt: now - 12 * minute,
    quarantine: null,
    deleteThreshold: 500,
    ...changes,
  };
}

/** One that Microsoft disables in 25 days. */
export const quarantinedJob: StandingJob = createStandingJob({
  code: "Quarantine",
  lastSuccessAt: now - 3 * day,
  successiveFailures: 7,
  quarantine: {
    reason: "EncounteredQuarantineException",
    beganAt: now - 3 * day,
    nextAttemptAt: now + 3 * hour,
    disableAt: now + 25 * day,
  },
});
