/**
 * sync-stale: sync is on and there is no recent proof of a cycle. The organization's date is one per tenant, and it is
 * not known whether Cloud Sync moves it: where jobs exist, the newest of both counts, until the date was seen to move.
 */
import { tenantSubjectKey } from "../../domain/finding.ts";
import { type Instant, minute } from "../../domain/instant.ts";
import { readingOf } from "../readings.ts";
import type { Rule, RuleContext } from "../rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

export const syncStaleRule: Rule = {
  name: "sync-stale",
  assess(context) {
    const { readings, memory, thresholds, now } = context;
    const organization = readingOf(readings, "organization");
    if (organization?.syncEnabled !== true) return {};
    const proof = newestProof(context);
    if (proof === null) return {};

    const ageMinutes = (now - proof.at) / minute;
    if (ageMinutes < thresholds.syncStaleWarningMinutes) {
      // That it has not been missing for long is no proof that it works.
      if (!proof.synced) return {};
      return {
        clearances: [
          {
            id: "sync-stale",
            subjectKey: tenantSubjectKey,
            reason: "condition-cleared",
            proof: { lastSuccessAt: proof.at },
          },
        ],
      };
    }
    const critical = ageMinutes >= thresholds.syncStaleCriticalMinutes;
    return {
      findings: [
        {
          id: "sync-stale",
          subject: tenantSubject(memory),
          severity: critical ? "critical" : "warning",
          code: null,
          catalogIds: ["sync-stale"],
          since: proof.at,
          facts: {
            lastSyncAt: proof.synced ? proof.at : null,
            basis: proof.basis,
            thresholdMinutes: critical
              ? thresholds.syncStaleCriticalMinutes
              : thresholds.syncStaleWarningMinutes,
          },
        },
      ],
    };
  },
};

/** Whether synchronization works, by the newest sign of it; null: nobody can tell. */
export function isSyncFresh(context: RuleContext): boolean | null {
  if (context.memory.syncOnSince === null) return null;
  const proof = newestProof(context);
  if (proof === null) return null;
  return context.now - proof.at < context.thresholds.syncStaleWarningMinutes * minute;
}

interface Proof {
  at: Instant;
  basis: "organization" | "jobs";
  /** false: nothing ever synced; `at` is when we first saw sync switched on. */
  synced: boolean;
}

/** null: with the jobs out of sight, an old organization date proves nothing. */
export function newestProof({ readings, memory }: Pick<RuleContext, "readings" | "memory">): Proof | null {
  // As remembered: a date that is missing from one answer does not undo what was seen before.
  const organizationAt = memory.lastSyncAt;
  const reading = readingOf(readings, "provisioning-jobs");
  const jobs = (reading?.jobs ?? []).filter((job) => job.kind === "AD2AADProvisioning");
  const fromOrganization: Proof | null =
    organizationAt === null ? null : { at: organizationAt, basis: "organization", synced: true };
  if (fromOrganization && memory.lastSyncMoves) return fromOrganization;

  if (reading === null && Object.keys(memory.jobs).length > 0) return null;
  const jobsAt = Math.max(...jobs.map((job) => job.lastSuccessAt ?? Number.NEGATIVE_INFINITY));
  if (Number.isFinite(jobsAt) && (organizationAt === null || jobsAt > organizationAt)) {
    return { at: jobsAt, basis: "jobs", synced: true };
  }
  if (fromOrganization) return fromOrganization;
  if (memory.syncOnSince === null) return null;
  return { at: memory.syncOnSince, basis: jobs.length > 0 ? "jobs" : "organization", synced: false };
}
