/** In: the open alerts of a tenant. Out: the probes they rest on, which then look more often. Pure. */
import type { Alert } from "../domain/alert.ts";
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
