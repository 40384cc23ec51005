/** What of a finding is worth telling again, compared with what was announced. Never a number in a text, never a wording. Pure. */
import type { TransitionReason } from "../domain/alert.ts";
import { type Finding, withoutSample } from "../domain/finding.ts";
import type { Instant } from "../domain/instant.ts";
import { compareSeverity } from "../domain/severity.ts";

/**
 * Another severity, another reason for a quarantine, a further limit, many more objects; null for nothing new. Calmed:
 * it changed too often lately, so that only what is worse is told.
 */
export function changeOf(announced: Finding, now: Finding, calmed: boolean): TransitionReason | null {
  const difference = compareSeverity(now.severity, announced.severity);
  if (difference > 0) return "severity-rose";
  if (difference < 0 && !calmed) return "severity-fell";
  const sameCode = now.code?.toLowerCase() === announced.code?.toLowerCase();
  if (now.id === "job-quarantine" && !sameCode && !calmed) return "code-changed";
  if (endOf(now) !== endOf(announced)) return null;
  if (stepOf(now) > stepOf(announced)) return "step-reached";
  return hasGrown(countOf(announced), countOf(now)) ? "count-grew" : null;
}

/**
 * What was announced, as the base of the next comparison: another end (a new certificate, a new secret) begins to count
 * anew, and what is only milder stays as it was told.
 */
export function rebase(announced: Finding, now: Finding): Finding {
  return endOf(now) === endOf(announced) ? announced : withoutSample(now);
}

/** Twice as many, and ten more at least: a handful that comes and goes is for the digest. */
function hasGrown(before: number, after: number): boolean {
  return after >= 2 * before && after - before >= 10;
}

/** How many objects it is about; 0 for findings that are about none in particular. */
function countOf({ id, facts }: Finding): number {
  switch (id) {
    case "object-errors":
    case "service-provisioning-errors":
    case "unroutable-upn":
    case "group-name-empty":
    case "orphaned-synced-objects":
      return facts.total;
    case "job-entry-errors":
      return Math.max(facts.escrowed, facts.failing);
    default:
      return 0;
  }
}

function endOf({ facts }: Finding): Instant | null {
  return "expiresAt" in facts ? facts.expiresAt : null;
}

function stepOf({ facts }: Finding): number {
  return "step" in facts ? facts.step : 0;
}
