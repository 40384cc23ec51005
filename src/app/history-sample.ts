/** In: how a tenant stands. Out: what its history keeps of this moment. Null is "not known", never 0. */
import type { HistorySample } from "../domain/history.ts";
import type { Instant } from "../domain/instant.ts";
import type { TenantStanding } from "../domain/standing.ts";

export function sampleOf(standing: TenantStanding, now: Instant): HistorySample {
  const { state, sync, lastPasswordSyncAt, objectErrors, serviceErrors, jobs, objects, quota } = standing;
  // A date in the future is Microsoft's clock against ours: nothing is younger than now.
  const age = (at: Instant | null) => (at === null ? null : Math.max(0, now - at));
  return {
    state,
    syncAgeMs: age(sync.lastAt),
    passwordSyncAgeMs: age(lastPasswordSyncAt),
    objectErrors: objectErrors?.total ?? null,
    serviceErrors: serviceErrors?.total ?? null,
    escrowed: jobs === null ? null : jobs.reduce((sum, job) => sum + job.escrowed, 0),
    users: objects?.users ?? null,
    groups: objects?.groups ?? null,
    contacts: objects?.contacts ?? null,
    quotaUsed: quota?.used ?? null,
    quotaTotal: quota?.total ?? null,
  };
}
