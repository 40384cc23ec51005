/**
 * How tenants stood over time, as rows: every sample goes into both series, joined with what its step holds already, so
 * that nothing has to be condensed later. State, ages and errors are joined to the worst of both, counts to the later.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Kysely, sql, type Transaction } from "kysely";
import {
  type HistoryPoint,
  type HistoryQuery,
  type HistorySample,
  type HistoryStep,
  historySteps,
  pointWidthMs,
} from "../../domain/history.ts";
import { type Instant, second } from "../../domain/instant.ts";
import type { TenantState } from "../../domain/report.ts";
import type { Tables } from "./tables.ts";

/** From the best to the worst; what is not known may be anything but is no alarm. */
const states: TenantState[] = ["ok", "unknown", "warning", "critical"];
const series: HistoryStep[] = ["fine", "coarse"];
/** Whose old rows are removed in one go: some 300 each, of one day. */
const tenantsAtOnce = 20;

const worstColumns = [
  "state",
  "sync_age",
  "password_sync_age",
  "object_errors",
  "service_errors",
  "escrowed",
] as const;
const lastColumns = ["users", "groups", "contacts", "quota_used", "quota_total"] as const;

export async function writeSample(
  tx: Transaction<Tables>,
  tenant: string,
  sample: HistorySample,
  now: Instant,
): Promise<void> {
  for (const step of series) {
    const { stepMs } = historySteps[step];
    await tx
      .insertInto("history")
      .values({ tenant, step: series.indexOf(step), at: now - (now % stepMs), ...toRow(sample) })
      .onConflict((oc) => oc.columns(["tenant", "step", "at"]).doUpdateSet(joined))
      .execute();
  }
}

/** What a step holds with what comes to it; what is not known takes nothing away. */
const joined = Object.fromEntries([
  ...worstColumns.map((column) => {
    const [old, fresh] = [sql.ref(`history.${column}`), sql.ref(`excluded.${column}`)];
    return [column, sql<number>`max(coalesce(${old}, ${fresh}), coalesce(${fresh}, ${old}))`];
  }),
  ...lastColumns.map((column) => {
    const [old, fresh] = [sql.ref(`history.${column}`), sql.ref(`excluded.${column}`)];
    return [column, sql<number>`coalesce(${fresh}, ${old})`];
  }),
]);

/** Neighbouring steps taken together in the database: a year of hours is far more than a chart is wide. */
export async function history(
  db: Kysely<Tables>,
  { tenant, from, to, maxPoints }: HistoryQuery,
  step: HistoryStep,
): Promise<HistoryPoint[]> {
  const { stepMs } = historySteps[step];
  const isOne = maxPoints <= 1;
  const width = pointWidthMs({ from, to, maxPoints }, step);
  const first = from - (from % stepMs);
  const bucket = isOne ? sql<number>`${first}` : sql<number>`at - at % ${width}`;
  const rows = await db
    .with("point", (q) =>
      q
        .selectFrom("history")
        .select((eb) => [bucket.as("bucket"), eb.fn.min("at").as("first"), eb.fn.max("at").as("last")])
        .select((eb) => worstColumns.map((column) => eb.fn.max(column).as(column)))
        .where("tenant", "=", tenant)
        .where("step", "=", series.indexOf(step))
        .where("at", ">=", first)
        .where("at", "<=", to)
        .groupBy(bucket),
    )
    .selectFrom("point")
    .select(["first as at", ...worstColumns])
    .select((eb) =>
      lastColumns.map((column) =>
        // The last that is known: mostly the first row that is looked at.
        eb
          .selectFrom("history")
          .select(column)
          .where("tenant", "=", tenant)
          .where("step", "=", series.indexOf(step))
          .whereRef("at", ">=", "point.first")
          .whereRef("at", "<=", "point.last")
          .where(column, "is not", null)
          .orderBy("at", "desc")
          .limit(1)
          .as(column),
      ),
    )
    .orderBy("bucket")
    .execute();
  return rows.map((row) => toPoint(row as HistoryRow));
}

/** Removes what is older than each series keeps, a few tenants at a time: others have their turn in between. */
export async function pruneHistory(db: Kysely<Tables>, now: Instant): Promise<void> {
  const tenants = await db.selectFrom("tenant").select("name").execute();
  for (let at = 0; at < tenants.length; at += tenantsAtOnce) {
    // One transaction: each costs a disk its time.
    await db.transaction().execute(async (tx) => {
      for (const { name } of tenants.slice(at, at + tenantsAtOnce)) await pruneTenant(tx, name, now);
    });
    await nextTurn();
  }
}

async function pruneTenant(tx: Transaction<Tables>, tenant: string, now: Instant): Promise<void> {
  for (const step of series) {
    await tx
      .deleteFrom("history")
      .where("tenant", "=", tenant)
      .where("step", "=", series.indexOf(step))
      .where("at", "<", now - historySteps[step].keptMs)
      .execute();
  }
}

type HistoryRow = Omit<Tables["history"], "tenant" | "step">;

function toRow(sample: HistorySample): Omit<HistoryRow, "at"> {
  const seconds = (ms: number | null) => (ms === null ? null : count(ms / second));
  return {
    state: states.indexOf(sample.state),
    sync_age: seconds(sample.syncAgeMs),
    password_sync_age: seconds(sample.passwordSyncAgeMs),
    object_errors: count(sample.objectErrors),
    service_errors: count(sample.serviceErrors),
    escrowed: count(sample.escrowed),
    users: count(sample.users),
    groups: count(sample.groups),
    contacts: count(sample.contacts),
    quota_used: count(sample.quotaUsed),
    quota_total: count(sample.quotaTotal),
  };
}

/** As Graph says it, which may be anything: an integer that is too large for JavaScript could never be read again. */
function count(value: number | null): number | null {
  if (value === null || Number.isNaN(value)) return null;
  return Math.min(Math.max(0, Math.round(value)), Number.MAX_SAFE_INTEGER);
}

function toPoint(row: HistoryRow): HistoryPoint {
  const ms = (seconds: number | null) => (seconds === null ? null : seconds * second);
  return {
    at: row.at,
    state: states[row.state] ?? "unknown",
    syncAgeMs: ms(row.sync_age),
    passwordSyncAgeMs: ms(row.password_sync_age),
    objectErrors: row.object_errors,
    serviceErrors: row.service_errors,
    escrowed: row.escrowed,
    users: row.users,
    groups: row.groups,
    contacts: row.contacts,
    quotaUsed: row.quota_used,
    quotaTotal: row.quota_total,
  };
}
