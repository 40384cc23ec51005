/** Which probes of a tenant are due now, by their cadence, when they last ran and what came of it. Pure. */
import { hour, type Instant } from "../domain/instant.ts";
import type { ProbeId } from "../domain/probes.ts";
import type { TenantMemory } from "../domain/tenant.ts";

export interface Cadence {
  enabled: boolean;
  /** Look no more often than this; null: at every poll. */
  everyMs: number | null;
}

export interface DueInput {
  cadences: Readonly<Record<ProbeId, Cadence>>;
  memory: Pick<TenantMemory, "probes" | "blind">;
  /** Probes with an open alert, or with one that only waits for its recovery to be confirmed. */
  attention: ReadonlyMap<ProbeId, "open" | "recovering">;
  now: Instant;
}

/** A poll that comes a little early (jitter, a slow predecessor) still counts: up to a tenth of the cadence. */
const tolerance = 0.1;
/** While an alert is open a daily probe looks hourly: nobody wants to wait a day to hear that it is over. */
const calmEveryMs = hour;

export function dueProbes({ cadences, memory, attention, now }: DueInput): ProbeId[] {
  const nothingSeen = sawNothing(memory.probes);
  return (Object.keys(cadences) as ProbeId[]).filter((id) => {
    const { enabled, everyMs } = cadences[id];
    if (!enabled) return false;
    const sight = memory.probes[id];
    // A clock that was set back must not silence a probe until it has caught up.
    if (sight === undefined || sight.lastRunAt > now) return true;
    // Whether the tenant is dark is known only when everybody has been asked; a look that saw nothing was none.
    if (nothingSeen || memory.blind[id] !== undefined || attention.get(id) === "recovering") return true;
    // Never seen, and not blind by our own count: refused for good, as far as we know. No need to insist.
    const refused = sight.lastSeenAt === null;
    const usual = Math.max(everyMs ?? 0, refused ? calmEveryMs : 0);
    const limit = attention.get(id) === "open" ? Math.min(usual, calmEveryMs) : usual;
    return now - sight.lastRunAt >= limit * (1 - tolerance);
  });
}

/** The last poll asked, and not one probe saw anything. */
function sawNothing(probes: TenantMemory["probes"]): boolean {
  const sights = Object.values(probes);
  const lastPollAt = Math.max(...sights.map((sight) => sight.lastRunAt));
  const last = sights.filter((sight) => sight.lastRunAt === lastPollAt);
  return last.length > 0 && last.every((sight) => sight.lastSeenAt !== sight.lastRunAt);
}
