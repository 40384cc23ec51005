/** Rules with one subject, the tenant itself: a judge says found, clear, or nothing. */
import { type FindingId, noProof, tenantSubjectKey } from "../../domain/finding.ts";
import type { Rule, RuleContext, Verdict } from "../rule.ts";

export function tenantRule(id: FindingId, judge: (context: RuleContext) => Verdict): Rule {
  return {
    name: id,
    assess(context) {
      const verdict = judge(context);
      if (verdict === null) return {};
      if (verdict !== "clear") return { findings: [verdict] };
      return {
        clearances: [{ id, subjectKey: tenantSubjectKey, reason: "condition-cleared", proof: noProof }],
      };
    },
  };
}
