/** Rules with one subject, the tenant itself: a judge says found, clear, or nothing. */
import { type Finding, type FindingId, type Proof, tenantSubjectKey } from "../../domain/finding.ts";
import type { Rule, RuleContext } from "../rule.ts";

/** "clear": proven not to hold, with nothing to show for it but that. */
export type TenantVerdict = Finding | "clear" | null;

const noProof: Proof = { lastSuccessAt: null };

export function tenantRule(id: FindingId, judge: (context: RuleContext) => TenantVerdict): Rule {
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
