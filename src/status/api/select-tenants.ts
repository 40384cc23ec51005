/** Which tenants a list has, and in which order: the worst first, then who is ill for longest, or by name. */
import type { Instant } from "../../domain/instant.ts";
import type { TenantState } from "../../domain/report.ts";
import type { TenantStanding } from "../../domain/standing.ts";
import { shownState } from "./tenant-answers.ts";

export interface TenantSelection {
  state: TenantState | undefined;
  /** In name, display name, initial domain or tenant id, without regard to case. */
  text: string;
  sort: "worst" | "name";
  now: Instant;
}

const worstFirst: readonly TenantState[] = ["critical", "warning", "unknown", "ok"];

export function selectTenants(
  standings: readonly TenantStanding[],
  { state, text, sort, now }: TenantSelection,
): TenantStanding[] {
  const wanted = text.toLowerCase();
  const chosen = standings
    .map((standing) => ({ standing, shown: shownState(standing, now), since: oldest(standing) }))
    .filter(({ shown }) => state === undefined || shown === state)
    .filter(({ standing }) => wanted === "" || isLike(standing, wanted))
    .toSorted(
      (a, b) =>
        (sort === "worst"
          ? worstFirst.indexOf(a.shown) - worstFirst.indexOf(b.shown) || a.since - b.since
          : 0) || compareText(a.standing.name, b.standing.name),
    );
  return chosen.map(({ standing }) => standing);
}

function oldest({ findings }: TenantStanding): Instant {
  return Math.min(...findings.map(({ since }) => since), Number.MAX_SAFE_INTEGER);
}

function isLike({ name, displayName, initialDomain, tenantId }: TenantStanding, wanted: string): boolean {
  return [name, displayName, initialDomain, tenantId].some((text) => text?.toLowerCase().includes(wanted));
}

/** The same everywhere, whatever the language of the host. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
