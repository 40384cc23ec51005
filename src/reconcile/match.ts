/** Which alert a finding or a proof is about. Pure. */
import type { Alert } from "../domain/alert.ts";
import type { Clearance, Finding } from "../domain/finding.ts";

/** An incident began when it was first seen to have begun, however the later polls date it. */
export function datedByAlerts(findings: readonly Finding[], alive: readonly Alert[]): Finding[] {
  return findings.map((finding) => {
    const since = alive.find((alert) => isAbout(alert, finding))?.last.since ?? finding.since;
    return finding.since <= since ? finding : { ...finding, since };
  });
}

/** The finding is the one that this alert is the life of. */
export function isAbout(alert: Pick<Alert, "finding" | "subjectKey">, finding: Finding): boolean {
  return alert.finding === finding.id && alert.subjectKey === finding.subject.key;
}

/** The proof that this alert's condition no longer holds; null without one. */
export function clearanceOf(alert: Alert, clearances: readonly Clearance[]): Clearance | null {
  return (
    clearances.find(
      (clearance) =>
        clearance.id === alert.finding &&
        (clearance.subjectKey === null
          ? !clearance.except.includes(alert.subjectKey)
          : clearance.subjectKey === alert.subjectKey),
    ) ?? null
  );
}
