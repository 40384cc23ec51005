/**
 * job-quarantine and job-delete-threshold: Microsoft has put the job in quarantine, tries it ever more rarely and
 * disables it after 28 days. Too many deletes is the one reason with a finding of its own.
 * https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
 */
import { day } from "../../domain/instant.ts";
import type { ProvisioningJob } from "../../domain/reading.ts";
import type { RuleContext } from "../rule.ts";
import { catalogIds, explainError, jobFacts, jobSubject } from "./job-facts.ts";
import type { Verdict } from "./jobs.ts";

const disableAfterDays = 28;

export function judgeQuarantine(job: ProvisioningJob, { catalog, now }: RuleContext): Verdict {
  const { quarantine } = job;
  if (!quarantine) {
    // Paused or disabled is no way out of quarantine: only a job that may run again proves that it has left.
    return job.code === "Active" || job.code === "NotRun" ? "clear" : null;
  }
  const began = quarantine.seriesBeganAt ?? quarantine.currentBeganAt;
  const facts = {
    ...jobFacts(job, quarantine.error ?? job.lastExecution?.error ?? null),
    seriesBeganAt: began,
    nextAttemptAt: quarantine.nextAttemptAt,
    disableAt: began === null ? null : began + disableAfterDays * day,
  };
  const byReason = quarantine.reason
    ? catalog.match({ code: quarantine.reason, message: null }).filter((match) => match.by === "code")
    : [];
  const common = {
    subject: jobSubject(job),
    severity: "critical",
    since: began ?? now,
    catalogIds: catalogIds(
      explainError(catalog, quarantine.error),
      byReason.map((match) => match.entry),
      byReason.length === 0 ? ["quarantine"] : [],
    ),
  } as const;

  if (quarantine.reason?.toLowerCase() === "toomanydeletes") {
    return {
      id: "job-delete-threshold",
      ...common,
      catalogIds: catalogIds(["TooManyDeletes"], common.catalogIds),
      code: quarantine.reason,
      facts: { ...facts, threshold: job.deleteThreshold },
    };
  }
  return {
    id: "job-quarantine",
    ...common,
    code: quarantine.error?.code ?? quarantine.reason,
    facts: { ...facts, reason: quarantine.reason, seriesCount: quarantine.seriesCount },
  };
}
