/** The rules about provisioning jobs: each judges one job at a time; jobs that are no longer listed are gone. */
import type { Assessment, Clearance, Finding, FindingId } from "../../domain/finding.ts";
import type { ProvisioningJob } from "../../domain/job.ts";
import { readingOf } from "../readings.ts";
import type { Rule, RuleContext, Verdict } from "../rule.ts";
import { judgeEntryErrors } from "./job-entry-errors.ts";
import { judgeFailing } from "./job-failing.ts";
import { judgePaused } from "./job-paused.ts";
import { judgeQuarantine } from "./job-quarantine.ts";
import { judgeStalled } from "./job-stalled.ts";

interface JobRule {
  /** Every finding the judge can make; a "clear" clears them all. */
  ids: FindingId[];
  judge: (job: ProvisioningJob, context: RuleContext) => Verdict;
}

const judges: JobRule[] = [
  { ids: ["job-quarantine", "job-delete-threshold"], judge: judgeQuarantine },
  { ids: ["job-failing"], judge: judgeFailing },
  { ids: ["job-entry-errors"], judge: judgeEntryErrors },
  { ids: ["job-stalled"], judge: judgeStalled },
  { ids: ["job-paused"], judge: judgePaused },
];

export const jobRules: readonly Rule[] = judges.map(({ ids, judge }) => ({
  name: ids.join("+"),
  assess(context): Partial<Assessment> {
    const reading = readingOf(context.readings, "provisioning-jobs");
    if (!reading) return {};
    const findings: Finding[] = [];
    const except = reading.jobs.map((job) => job.id);
    const clearances: Clearance[] = ids.map((id) => ({
      id,
      subjectKey: null,
      except,
      reason: "subject-gone",
    }));
    for (const job of reading.jobs) {
      const verdict = judge(job, context);
      if (verdict === "clear") {
        const proof = { lastSuccessAt: job.lastSuccessAt };
        for (const id of ids) clearances.push({ id, subjectKey: job.id, reason: "condition-cleared", proof });
      } else if (verdict !== null) {
        findings.push(verdict);
      }
    }
    return { findings, clearances };
  },
}));
