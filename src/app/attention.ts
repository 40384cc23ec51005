/** Which probes an alert rests on: they look more often while it is open, and without them nobody sees it end. Pure. */
import type { Alert } from "../domain/alert.ts";
import { type FindingId, findingIds } from "../domain/finding.ts";
import type { ProbeId } from "../domain/probes.ts";
import type { Probe } from "../probes/probe.ts";

export function attentionOf(
  probes: readonly Pick<Probe, "id" | "findings">[],
  open: readonly Alert[],
): Map<ProbeId, "open" | "recovering"> {
  const attention = new Map<ProbeId, "open" | "recovering">();
  for (const { id, findings } of probes) {
    const own = open.filter((alert) => findings.includes(alert.finding));
    if (own.length === 0) continue;
    attention.set(id, own.some((alert) => alert.goodPolls > 0) ? "recovering" : "open");
  }
  return attention;
}

/** Findings that no probe which is switched on could see end. */
export function unwatchedFindings(
  probes: readonly Pick<Probe, "id" | "findings">[],
  watched: readonly ProbeId[],
): Set<FindingId> {
  const isSeen = (id: FindingId) =>
    id === "blind" || probes.some((probe) => watched.includes(probe.id) && probe.findings.includes(id));
  return new Set(findingIds.filter((id) => !isSeen(id)));
}
