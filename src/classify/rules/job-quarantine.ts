/**
 * job-quarantine and job-delete-threshold: Microsoft has put the job in quarantine, tries it ever more rarely and
 * disables it after 28 days. Too many deletes is the one reason with a finding of its own.
 * https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
 */
import type { CatalogEntry } from "../../domain/catalog.ts";
import { disableAtOf, type ProvisioningJob } from "../../domain/job.ts";
import type { RuleContext, Verdict } from "../rule.ts";
import { catalogIds, explainError, jobFacts, jobSubject } from "./job-facts.ts";

export function judgeQuarantine(job: ProvisioningJob, { catalog, now }: RuleContext): Verdict {
  const { quarantine } = job;
  if (!quarantine) {
    // Paused or disabled is no way out of quarantine: only a job that may run again proves that it has left.
    return job.code === "Active" || job.code === "NotRun" ? "clear" : null;
  }
  // An empty quarantine leaves the last run as the only word on why.
  const error = quarantine.error ?? job.lastExecution?.error ?? null;
  const began = quarantine.seriesBeganAt ?? quarantine.currentBeganAt;
  const facts = {
    ...jobFacts(catalog, job, error),
    seriesBeganAt: began,
    nextAttemptAt: quarantine.nextAttemptAt,
    disableAt: disableAtOf(quarantine),
  };
  const byReason = quarantine.reason
    ? catalog
        .match({ code: quarantine.reason, message: null, surface: "quarantine-reason" })
        .filter((match) => match.by === "code")
    : [];
  const reason = spellAsCatalog(quarantine.reason, byReason[0]?.entry);
  const common = {
    subject: jobSubject(job),
    severity: "critical",
    since: began ?? now,
    catalogIds: catalogIds(
      explainError(catalog, error, quarantine.error ? "quarantine-error" : "execution-error"),
      byReason.map((match) => match.entry),
      byReason.length === 0 ? ["quarantine"] : [],
    ),
  } as const;

  if (quarantine.reason?.toLowerCase() === "toomanydeletes") {
    return {
      id: "job-delete-threshold",
      ...common,
      catalogIds: catalogIds(["TooManyDeletes"], common.catalogIds),
      code: reason,
      facts: { ...facts, threshold: job.deleteThreshold },
    };
  }
  return {
    id: "job-quarantine",
    ...common,
    code: quarantine.error?.code ?? reason ?? error?.code ?? null,
    facts: { ...facts, reason, seriesCount: quarantine.seriesCount },
  };
}

/** Some older clients of Microsoft's write reasons in another case: to a reader, and to us, that is no other reason. */
function spellAsCatalog(reason: string | null, entry: CatalogEntry | undefined): string | null {
  return entry?.codes.find((code) => code.toLowerCase() === reason?.toLowerCase()) ?? reason;
}
