/** job-paused: the job does not run because someone, or Microsoft, stopped it, or because nobody finished setting it up. */
import type { FactsOf } from "../../domain/finding.ts";
import type { ProvisioningJob } from "../../domain/job.ts";
import type { RuleContext, Verdict } from "../rule.ts";
import { jobFacts, jobSubject } from "./job-facts.ts";

type Pause = FactsOf["job-paused"]["pause"];

const entryOf: Record<Pause, string> = {
  paused: "job-paused",
  disabled: "job-disabled",
  "not-configured": "job-not-configured",
  "escrows-pruned": "job-escrows-pruned",
};

export function judgePaused(job: ProvisioningJob, { catalog, memory, now }: RuleContext): Verdict {
  const pause = pauseOf(job);
  if (pause === null) return job.code === "unknown" ? null : "clear";
  // Every Cloud Sync configuration has a password hash job; one that never ran is a choice not made, not a stop.
  const neverRan = job.lastActivityAt === null && memory.jobs[job.id]?.hasRun !== true;
  if (job.kind === "AD2AADPasswordHash" && neverRan) return "clear";
  return {
    id: "job-paused",
    subject: jobSubject(job),
    severity: "warning",
    code: pause === "not-configured" ? "NotConfigured" : pause === "disabled" ? "Disabled" : job.code,
    catalogIds: [entryOf[pause]],
    since: job.lastActivityAt ?? now,
    facts: { ...jobFacts(catalog, job, job.lastExecution?.error ?? null), pause },
  };
}

function pauseOf(job: ProvisioningJob): Pause | null {
  if (job.escrowsPruned) return "escrows-pruned";
  if (job.code === "NotConfigured") return "not-configured";
  if (job.schedule.state === "Disabled") return "disabled";
  if (job.code === "Paused" || job.schedule.state === "Paused") return "paused";
  return null;
}
