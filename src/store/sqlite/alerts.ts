/** Alerts and their transitions as rows. An acknowledgement is written by nobody but `acknowledge`: a poll must not undo it. */
import type { Kysely, Selectable, Transaction } from "kysely";
import type { Acknowledgement, Alert, EndedIncident, Hold, Transition } from "../../domain/alert.ts";
import type { Finding } from "../../domain/finding.ts";
import type { Tables } from "./tables.ts";
import { writeTransitions } from "./transitions.ts";

export async function aliveAlerts(db: Kysely<Tables>, tenant: string): Promise<Alert[]> {
  const rows = await db
    .selectFrom("alert")
    .selectAll()
    .where("tenant", "=", tenant)
    .where("state", "in", ["open", "pending"])
    .orderBy("raised_at")
    .execute();
  return rows.map(toAlert);
}

export async function openAlerts(
  db: Kysely<Tables>,
  { pending = false }: { pending?: boolean } = {},
): Promise<Alert[]> {
  const rows = await db
    .selectFrom("alert")
    .selectAll()
    .where("state", "in", pending ? ["open", "pending"] : ["open"])
    .orderBy("raised_at")
    .execute();
  return rows.map(toAlert);
}

export async function endedIncidents(
  db: Kysely<Tables>,
  tenant: string,
  since: number,
): Promise<EndedIncident[]> {
  const rows = await db
    .selectFrom("alert")
    .select(["finding", "subject_key", "resolved_at"])
    .where("tenant", "=", tenant)
    .where("state", "=", "resolved")
    .where("resolved_at", ">=", since)
    .execute();
  return rows.map(({ finding, subject_key: subjectKey, resolved_at: resolvedAt }) => ({
    finding,
    subjectKey,
    resolvedAt: resolvedAt ?? 0,
  }));
}

export async function alertsOf(db: Kysely<Tables>, notificationId: string): Promise<Alert[]> {
  const rows = await db
    .selectFrom("alert")
    .selectAll()
    .where("id", "in", (eb) =>
      eb.selectFrom("outbox_alert").select("alert_id").where("outbox_id", "=", notificationId),
    )
    .orderBy("raised_at")
    .execute();
  return rows.map(toAlert);
}

export async function writeAlerts(tx: Transaction<Tables>, alerts: readonly Alert[]): Promise<void> {
  for (const alert of alerts) {
    const row = toRow(alert);
    await tx
      .insertInto("alert")
      .values({ ...row, acknowledgement: null })
      .onConflict((oc) => oc.column("id").doUpdateSet(row))
      .execute();
  }
}

/** A tenant's alerts as commands acknowledged them, in transitions after `after` and up to `upTo`. */
export async function acknowledgedByCommand(
  db: Kysely<Tables>,
  { tenant, after, upTo }: { tenant: string; after: number; upTo: number },
): Promise<Alert[]> {
  const rows = await db
    .selectFrom("transition as t")
    .innerJoin("alert", "alert.id", "t.alert_id")
    .selectAll("alert")
    .select(["t.at", "t.by_whom", "t.words"])
    .where("t.id", ">", after)
    .where("t.id", "<=", upTo)
    .where("t.kind", "=", "acknowledged")
    .where("t.reason", "=", "by-command")
    .where("alert.tenant", "=", tenant)
    .orderBy("t.id")
    .execute();
  return rows.map(({ at, by_whom, words, ...row }) => ({
    ...toAlert(row),
    acknowledgement: { at, by: by_whom ?? "", reason: words ?? "", via: "by-command" as const },
  }));
}

/** Ends, without a word to anybody, what no poll will ever prove good or bad again. */
export async function withdrawOthers(
  db: Kysely<Tables>,
  tenants: readonly string[],
  now: number,
): Promise<Pick<Transition, "kind" | "reason" | "alert" | "quiet">[]> {
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .updateTable("alert")
      .set({ state: "withdrawn", resolved_at: now, hold: null })
      .where("state", "in", ["open", "pending"])
      .$if(tenants.length > 0, (query) => query.where("tenant", "not in", [...tenants]))
      .returningAll()
      .execute();
    const transitions = rows.map((row) => ({
      alertId: row.id,
      kind: "withdrawn" as const,
      reason: "not-polled" as const,
      at: now,
      alert: toAlert(row),
      quiet: true,
    }));
    await writeTransitions(tx, transitions);
    return transitions;
  });
}

export async function acknowledge(
  db: Kysely<Tables>,
  alertIds: readonly string[],
  acknowledgement: Acknowledgement,
): Promise<Alert[]> {
  return db.transaction().execute(async (tx) => {
    const acknowledged: Alert[] = [];
    for (const id of new Set(alertIds)) {
      const row = await tx
        .updateTable("alert")
        .set({ acknowledgement: JSON.stringify(acknowledgement) })
        .where("id", "=", id)
        .where("state", "=", "open")
        .returningAll()
        .executeTakeFirst();
      if (!row) continue;
      const { at, via } = acknowledgement;
      const alert = toAlert(row);
      await writeTransitions(tx, [
        { alertId: id, kind: "acknowledged", reason: via, at, alert, quiet: true },
      ]);
      acknowledged.push(alert);
    }
    return acknowledged;
  });
}

type AlertRow = Selectable<Tables["alert"]>;

function toRow(alert: Alert): Omit<AlertRow, "acknowledgement"> {
  return {
    id: alert.id,
    tenant: alert.tenant,
    finding: alert.finding,
    subject_key: alert.subjectKey,
    state: alert.state,
    last: JSON.stringify(alert.last),
    raised_at: alert.raisedAt,
    changed_at: alert.changedAt,
    last_seen_at: alert.lastSeenAt,
    resolved_at: alert.resolvedAt,
    good_polls: alert.goodPolls,
    pending_since: alert.pendingSince,
    pending_polls: alert.pendingPolls,
    good_since: alert.goodSince,
    announced: JSON.stringify(alert.announced),
    told_at: alert.toldAt,
    owing: alert.owing,
    flapping: alert.flapping ? 1 : 0,
    changes: JSON.stringify(alert.changes),
    hold: alert.hold && JSON.stringify(alert.hold),
  };
}

export function toAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    tenant: row.tenant,
    finding: row.finding,
    subjectKey: row.subject_key,
    state: row.state,
    last: JSON.parse(row.last) as Finding,
    pendingSince: row.pending_since,
    pendingPolls: row.pending_polls,
    raisedAt: row.raised_at,
    changedAt: row.changed_at,
    lastSeenAt: row.last_seen_at,
    resolvedAt: row.resolved_at,
    goodPolls: row.good_polls,
    goodSince: row.good_since,
    announced: JSON.parse(row.announced) as Alert["announced"],
    toldAt: row.told_at,
    owing: row.owing,
    flapping: row.flapping === 1,
    changes: JSON.parse(row.changes) as number[],
    hold: row.hold === null ? null : (JSON.parse(row.hold) as Hold),
    acknowledgement:
      row.acknowledgement === null ? null : (JSON.parse(row.acknowledgement) as Acknowledgement),
  };
}
