/** job-stalled: the job says Active and shows no sign of life for several of its own intervals. */
import { hour, minute } from "../../domain/instant.ts";
import type { ProvisioningJob } from "../../domain/job.ts";
import type { RuleContext, Verdict } from "../rule.ts";
import { jobFacts, jobSubject } from "./job-facts.ts";

/** A first cycle reports nothing for a long while; before this nobody can say that it hangs. */
const firstRunGraceMs = 6 * hour;

export function judgeStalled(
  job: ProvisioningJob,
  { catalog, memory, thresholds, now }: RuleContext,
): Verdict {
  const { intervalMs, state } = job.schedule;
  const scheduled = state === "Active" || state === "unknown";
  if ((job.code !== "Active" && job.code !== "NotRun") || !scheduled || intervalMs === null) return null;

  const neverRan = job.lastActivityAt === null;
  const base = job.lastActivityAt ?? memory.jobs[job.id]?.firstSeenAt ?? now;
  const limitMs = Math.max(
    thresholds.jobStalledMinutes * minute,
    thresholds.jobStalledIntervals * intervalMs,
    neverRan ? firstRunGraceMs : 0,
  );
  if (now - base < limitMs) return neverRan ? null : "clear";
  return {
    id: "job-stalled",
    subject: jobSubject(job),
    severity: "critical",
    code: null,
    catalogIds: ["job-stalled"],
    since: base,
    facts: {
      ...jobFacts(catalog, job, job.lastExecution?.error ?? null),
      lastActivityAt: job.lastActivityAt,
      thresholdMinutes: Math.round(limitMs / minute),
      intervalMinutes: Math.round(intervalMs / minute),
    },
  };
}
