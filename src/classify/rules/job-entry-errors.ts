/**
 * job-entry-errors: the job runs, but some objects are not written. The job's own count of objects held back says how
 * many; the provisioning log, where it can be read, says which and why.
 */
import { maxSamples } from "../../domain/finding.ts";
import type { ProvisioningJob } from "../../domain/job.ts";
import type { FailingObject } from "../../domain/tenant.ts";
import { maxObjectsPerJob } from "../remember-log.ts";
import type { RuleContext, Verdict } from "../rule.ts";
import { catalogIds, explainError, jobFacts, jobSubject } from "./job-facts.ts";
import { tally } from "./tally.ts";

export function judgeEntryErrors(job: ProvisioningJob, context: RuleContext): Verdict {
  const { catalog, memory, thresholds, now } = context;
  const last = job.lastExecution;
  const escrowed = Math.max(0, last?.escrowed ?? 0);
  const failing = Object.values(memory.provisioningLog.failing[job.id] ?? {}).toSorted((a, b) => b.at - a.at);
  // A run that reports object errors without counting them had at least one.
  const found = Math.max(escrowed, failing.length, last?.state === "EntryLevelErrors" ? 1 : 0);
  const logIsCutOff = memory.provisioningLog.cutOff;
  if (found < thresholds.jobEntryErrorsCount) {
    const ran = last?.state === "Succeeded" || last?.state === "EntryLevelErrors";
    const logIsDark = memory.blind["provisioning-log"] !== undefined || logIsCutOff;
    return ran && !logIsDark ? "clear" : null;
  }
  const codes = tally(failing.flatMap((object) => object.code ?? []));
  const [top] = codes;
  const example = failing.find((object) => object.code === top?.[0]);
  const error = top ? { code: top[0], message: example?.reason ?? null, tenantActionable: null } : null;
  return {
    id: "job-entry-errors",
    subject: jobSubject(job),
    severity: "warning",
    code: top?.[0] ?? null,
    catalogIds: catalogIds(explainError(catalog, error, "provisioning-log"), ["job-entry-errors"]),
    since: earliest(failing) ?? last?.endedAt ?? now,
    facts: {
      ...jobFacts(catalog, job, error),
      escrowed,
      failing: failing.length,
      truncated: logIsCutOff || failing.length >= maxObjectsPerJob,
      codes: codes.map(([code, count]) => ({ code, count })),
      sample: failing.slice(0, maxSamples).map(({ name, code, reason, at }) => ({ name, code, reason, at })),
    },
  };
}

function earliest(objects: readonly FailingObject[]): number | null {
  return objects.reduce<number | null>(
    (best, { firstAt }) => (best === null || firstAt < best ? firstAt : best),
    null,
  );
}
