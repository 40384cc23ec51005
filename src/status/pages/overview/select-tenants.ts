/** Which tenants the overview shows, and in which order: the worst first, then the longest ill, then by name. */
import type { Instant } from "../../../domain/instant.ts";
import type { TenantStanding } from "../../../domain/standing.ts";
import { tenantTone } from "../standing-rows.ts";
import type { Tone } from "../tone.ts";

/** In the order of the tiles: worst first. */
export const shownStates = ["critical", "warning", "unknown", "ok"] as const satisfies readonly Tone[];
export type ShownState = (typeof shownStates)[number];

export interface TenantChoice {
  /** Null: all. */
  state: ShownState | null;
  /** In name, display name, domain or tenant id, without regard to case; empty: all. */
  text: string;
}

export function readChoice(query: URLSearchParams): TenantChoice {
  const state = query.get("state");
  return {
    state: shownStates.find((known) => known === state) ?? null,
    text: (query.get("q") ?? "").trim().slice(0, 100),
  };
}

export interface ChosenTenants {
  /** Of those that match the text. */
  counts: Record<ShownState, number>;
  /** The worst first. */
  chosen: TenantStanding[];
}

export function selectTenants(
  standings: readonly TenantStanding[],
  { state, text }: TenantChoice,
  now: Instant,
): ChosenTenants {
  const counts: Record<ShownState, number> = { critical: 0, warning: 0, unknown: 0, ok: 0 };
  const wanted = text.toLowerCase();
  const matching = standings
    .filter((standing) => wanted === "" || isLike(standing, wanted))
    .map((standing) => ({ standing, tone: stateOf(standing, now) }));
  for (const { tone } of matching) counts[tone] += 1;
  const chosen = matching
    .filter(({ tone }) => state === null || tone === state)
    .toSorted(
      (a, b) =>
        shownStates.indexOf(a.tone) - shownStates.indexOf(b.tone) ||
        sinceOf(a.standing) - sinceOf(b.standing) ||
        (a.standing.name < b.standing.name ? -1 : 1),
    );
  return { counts, chosen: chosen.map(({ standing }) => standing) };
}

function stateOf(standing: TenantStanding, now: Instant): ShownState {
  const tone = tenantTone(standing, { now });
  return shownStates.find((known) => known === tone) ?? "unknown";
}

function sinceOf({ findings }: TenantStanding): Instant {
  return Math.min(...findings.map(({ since }) => since), Number.MAX_SAFE_INTEGER);
}

function isLike({ name, displayName, initialDomain, tenantId }: TenantStanding, wanted: string): boolean {
  return [name, displayName, initialDomain, tenantId].some((text) => text?.toLowerCase().includes(wanted));
}
