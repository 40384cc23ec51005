/**
 * Which findings say nothing new beside a worse one that names their cause. Pure. An inhibited finding raises no
 * alert; an alert that is already open stays open, silently, until it is proven good.
 */
import type { Finding, FindingId } from "../domain/finding.ts";
import { hour, type Instant } from "../domain/instant.ts";

interface Inhibition {
  by: FindingId[];
  inhibits: FindingId[];
  /** `subject`: only findings about the same job. `tenant`: all of the tenant. */
  within: "tenant" | "subject";
  when?: (inhibited: Finding, by: Finding, now: Instant) => boolean;
}

/** Microsoft takes up to so long to make cloud objects of them after synchronization was switched off. */
const conversionMs = 72 * hour;

const inhibitions: Inhibition[] = [
  {
    by: ["sync-disabled"],
    inhibits: ["sync-stale", "password-hash-sync-stale", "synced-objects-drop", "sync-principal-missing"],
    within: "tenant",
  },
  {
    by: ["sync-disabled"],
    inhibits: ["orphaned-synced-objects"],
    within: "tenant",
    when: (_, disabled, now) => now - disabled.since < conversionMs,
  },
  {
    by: ["job-quarantine", "job-delete-threshold"],
    inhibits: ["job-failing", "job-entry-errors", "job-stalled"],
    within: "subject",
  },
  {
    // Where Cloud Sync jobs are the only proof of a cycle, their own findings already tell why it is missing.
    by: ["job-quarantine", "job-delete-threshold", "job-stalled", "job-paused"],
    inhibits: ["sync-stale"],
    within: "tenant",
    when: (finding) => finding.id === "sync-stale" && finding.facts.basis === "jobs",
  },
];

/** Splits findings into those that speak and those that a `present` one (found now, or still open) silences. */
export function applyInhibition(
  findings: readonly Finding[],
  present: readonly Finding[],
  now: Instant,
): { speaking: Finding[]; inhibited: Finding[] } {
  const speaking: Finding[] = [];
  const inhibited: Finding[] = [];
  for (const finding of findings) (isInhibited(finding, present, now) ? inhibited : speaking).push(finding);
  return { speaking, inhibited };
}

function isInhibited(finding: Finding, present: readonly Finding[], now: Instant): boolean {
  return inhibitions.some(
    ({ by, inhibits, within, when }) =>
      inhibits.includes(finding.id) &&
      present.some(
        (other) =>
          by.includes(other.id) &&
          (within === "tenant" || other.subject.key === finding.subject.key) &&
          (when?.(finding, other, now) ?? true),
      ),
  );
}
