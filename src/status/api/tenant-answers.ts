/** From what the source tells of tenants to what the API answers. Moments become text, ages seconds. */
import type { AlertTally } from "../../domain/archive.ts";
import type { HistoryPoint } from "../../domain/history.ts";
import { type Instant, toIso } from "../../domain/instant.ts";
import type { TenantReport, TenantState } from "../../domain/report.ts";
import { isStale, type TenantStanding } from "../../domain/standing.ts";
import type { StoredObjectError } from "../../domain/synced-object.ts";
import { toPlain } from "./plain.ts";
import type { Readings } from "./schemas-readings.ts";
import type { HistoryPointAnswer, ObjectErrorAnswer, TenantAnswer } from "./schemas-tenants.ts";

/** As `status` has it: of a tenant whose polls have stopped nothing is known. */
export function shownState(standing: TenantStanding, now: Instant): TenantState {
  return isStale(standing, now) ? "unknown" : standing.state;
}

export function tenantAnswer(
  standing: TenantStanding,
  tally: AlertTally | undefined,
  now: Instant,
): TenantAnswer {
  const { seen: _seen, ...rest } = standing;
  return {
    ...toPlain(rest),
    state: shownState(standing, now),
    stale: isStale(standing, now),
    alerts: {
      open: tally?.open ?? 0,
      acknowledged: tally?.acknowledged ?? 0,
      silenced: tally?.held ?? 0,
    },
  };
}

/** Reports are stored as they are shown; their readings are what schemas-readings.ts says. */
export function readingsOf({ readings }: TenantReport): Readings {
  return readings as Readings;
}

export function historyAnswer({
  at,
  syncAgeMs,
  passwordSyncAgeMs,
  ...rest
}: HistoryPoint): HistoryPointAnswer {
  return {
    at: toIso(at),
    syncAgeSeconds: toSeconds(syncAgeMs),
    passwordSyncAgeSeconds: toSeconds(passwordSyncAgeMs),
    ...rest,
  };
}

/** A clock that differs from Microsoft's may see a success in what is its future. */
function toSeconds(ageMs: number | null): number | null {
  return ageMs === null ? null : Math.max(0, Math.round(ageMs / 1_000));
}

export function objectErrorAnswer({ error, firstSeenAt }: StoredObjectError): ObjectErrorAnswer {
  const plain = error && toPlain(error);
  return {
    objectType: plain?.objectType ?? null,
    objectId: plain?.objectId ?? null,
    displayName: plain?.displayName ?? null,
    address: plain?.address ?? null,
    category: plain?.category ?? null,
    property: plain?.property ?? null,
    value: plain?.value ?? null,
    occurredAt: plain?.occurredAt ?? null,
    firstSeenAt: toIso(firstSeenAt),
    holder: plain?.holder ?? null,
  };
}
