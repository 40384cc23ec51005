/** Why a mail is sent, as a sentence: in goes a transition, out come the words for its reason. */
import type { Transition, TransitionReason } from "../../domain/alert.ts";
import type { Finding } from "../../domain/finding.ts";
import type { RenderContext } from "./context.ts";
import type { Formatter } from "./format.ts";
import { expiryLimit } from "./rows.ts";
import type { ReasonTexts, ToldReason } from "./texts/reason-texts.ts";
import type { Texts } from "./texts/texts.ts";

/** The reason in words; one that is never told has none. */
export function sayReason(
  { reason, at, alert, toldBefore }: Transition,
  { texts, f, now }: RenderContext,
  as: TransitionReason = reason,
): string | null {
  const finding = alert.last;
  const disableAt = "disableAt" in finding.facts ? finding.facts.disableAt : null;
  const say = texts.reason[as as ToldReason] as ReasonTexts[ToldReason] | undefined;
  return (
    say?.({
      severity: texts.severity[finding.severity],
      code: finding.code && f.name(finding.code),
      limit: limitOf(finding, texts, f),
      count: countOf(finding, texts, f),
      raised: f.moment(alert.raisedAt),
      open: f.span(at - alert.raisedAt),
      toldBefore: f.moment(toldBefore),
      deadline: f.moment(disableAt),
      left: disableAt !== null && disableAt > now ? f.span(disableAt - now) : null,
    }) ?? null
  );
}

/** How many objects it is about; null for findings about none in particular. */
function countOf({ id, facts }: Finding, texts: Texts, f: Formatter): string | null {
  switch (id) {
    case "object-errors":
    case "service-provisioning-errors":
    case "unroutable-upn":
    case "group-name-empty":
      return facts.truncated ? texts.atLeast(f.number(facts.total)) : f.number(facts.total);
    case "orphaned-synced-objects":
      return f.number(facts.total);
    case "job-entry-errors":
      return f.number(Math.max(facts.escrowed, facts.failing));
    default:
      return null;
  }
}

/** The limit that a finding which grows has reached last; null for the others. */
function limitOf({ id, facts }: Finding, texts: Texts, f: Formatter): string | null {
  switch (id) {
    case "object-quota":
      return f.percent(facts.thresholdPercent);
    case "federation-certificate":
    case "credential-expiry":
      return expiryLimit(facts.thresholdDays, texts, f);
    default:
      return null;
  }
}
