/** Which probes of a tenant are due now, by their cadence and when they last ran. Pure. */
import type { Instant } from "../domain/instant.ts";
import type { ProbeId } from "../domain/reading.ts";
import type { TenantMemory } from "../domain/tenant.ts";

export interface Cadence {
  enabled: boolean;
  /** Look no more often than this; null: at every poll. */
  everyMs: number | null;
}

/** A poll that comes a little early (jitter, a slow predecessor) still counts: up to a tenth of the cadence. */
const tolerance = 0.1;

export function dueProbes(
  cadences: Readonly<Record<ProbeId, Cadence>>,
  probes: TenantMemory["probes"],
  now: Instant,
): ProbeId[] {
  return (Object.keys(cadences) as ProbeId[]).filter((id) => {
    const { enabled, everyMs } = cadences[id];
    if (!enabled) return false;
    const lastRunAt = probes[id]?.lastRunAt;
    // A clock that was set back must not silence a probe until it has caught up.
    if (everyMs === null || lastRunAt === undefined || lastRunAt > now) return true;
    return now - lastRunAt >= everyMs * (1 - tolerance);
  });
}
