/** job-failing: the last run failed, or names an error; worse after several in a row or where the catalog says so. */
import { severityAt } from "../../domain/catalog.ts";
import type { ProvisioningJob } from "../../domain/job.ts";
import { worstSeverity } from "../../domain/severity.ts";
import type { RuleContext, Verdict } from "../rule.ts";
import { catalogIds, explainError, jobFacts, jobSubject } from "./job-facts.ts";

export function judgeFailing(job: ProvisioningJob, { catalog, thresholds, now }: RuleContext): Verdict {
  // A paused job runs no more: its last failure is history, and job-paused has the word.
  if (job.code === "Paused" || job.schedule.state === "Disabled" || job.schedule.state === "Paused")
    return null;
  const last = job.lastExecution;
  const error = last?.error ?? null;
  // Failures in a row can be reported before, or without, an execution to show for them.
  const failures = Math.max(job.successiveFailures, last?.state === "Failed" || error?.code ? 1 : 0);
  if (failures < thresholds.jobFailingWarningCount) {
    const proven = last?.state === "Succeeded" || last?.state === "EntryLevelErrors";
    return proven && failures === 0 ? "clear" : null;
  }
  const explained = explainError(catalog, error, "execution-error");
  const byCount = failures >= thresholds.jobFailingCriticalCount ? "critical" : "warning";
  const [best] = explained;
  const byCatalog = best && best.id !== "unknown" ? severityAt(best, "execution-error") : "warning";
  return {
    id: "job-failing",
    subject: jobSubject(job),
    severity: worstSeverity(byCount, byCatalog),
    code: error?.code ?? null,
    catalogIds: catalogIds(explained, ["job-failing"]),
    since: job.lastSuccessAt ?? last?.beganAt ?? now,
    facts: {
      ...jobFacts(catalog, job, error),
      successiveFailures: failures,
      lastRunAt: last?.endedAt ?? last?.beganAt ?? null,
    },
  };
}
