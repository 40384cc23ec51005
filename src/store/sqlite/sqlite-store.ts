/** The Store on SQLite. In: a file path. Out: a Store; every method is one transaction. */
import type { Kysely, Selectable } from "kysely";
import type { Alert } from "../../domain/alert.ts";
import type { Finding } from "../../domain/finding.ts";
import type { TenantReport } from "../../domain/report.ts";
import { emptyMemory, type TenantMemory } from "../../domain/tenant.ts";
import type { PollOutcome, Store } from "../store.ts";
import { openDatabase } from "./database.ts";
import { type KeeperLock, lockKeeper } from "./keeper-lock.ts";
import { changeObjectErrors, objectErrorKeys } from "./object-errors.ts";
import { claimDue, enqueue, nextDueAt, outboxSummary, recordDelivery, releaseLeases } from "./outbox.ts";
import type { Tables } from "./tables.ts";

export async function openSqliteStore(path: string, options: { readOnly?: boolean } = {}): Promise<Store> {
  const db = await openDatabase(path, options);
  let keeper: KeeperLock | null = null;
  return {
    async loadTenant(tenant) {
      const row = await db
        .selectFrom("tenant")
        .select(["memory", "report"])
        .where("name", "=", tenant)
        .executeTakeFirst();
      const open = await db
        .selectFrom("alert")
        .selectAll()
        .where("tenant", "=", tenant)
        .where("state", "=", "open")
        .execute();
      const memory = row ? { ...emptyMemory(), ...(JSON.parse(row.memory) as TenantMemory) } : emptyMemory();
      const report = row ? (JSON.parse(row.report) as TenantReport) : null;
      return { memory, open: open.map(toAlert), report };
    },

    async loadThreads(alertIds) {
      const threads = new Map<string, string[]>();
      if (alertIds.length === 0) return threads;
      const rows = await db
        .selectFrom("outbox_alert")
        .innerJoin("outbox", "outbox.id", "outbox_alert.outbox_id")
        .select(["outbox_alert.alert_id", "outbox.message_id"])
        .where("outbox_alert.alert_id", "in", [...alertIds])
        .orderBy("outbox.seq")
        .execute();
      for (const row of rows)
        threads.set(row.alert_id, [...(threads.get(row.alert_id) ?? []), row.message_id]);
      return threads;
    },

    objectErrorKeys: (tenant) => objectErrorKeys(db, tenant),
    commitPoll: (outcome) => commitPoll(db, outcome),
    claimDue: (claim) => claimDue(db, claim),
    recordDelivery: (outcome) => recordDelivery(db, outcome),
    nextDueAt: () => nextDueAt(db),
    outboxSummary: () => outboxSummary(db),

    async takeOver() {
      keeper ??= lockKeeper(path);
      if (keeper === null) return false;
      await releaseLeases(db);
      return true;
    },

    async reports() {
      const rows = await db.selectFrom("tenant").select("report").orderBy("name").execute();
      return rows.map((row) => JSON.parse(row.report) as TenantReport);
    },

    async openAlerts() {
      const rows = await db
        .selectFrom("alert")
        .selectAll()
        .where("state", "=", "open")
        .orderBy("raised_at")
        .execute();
      return rows.map(toAlert);
    },

    async prune(before) {
      await db.transaction().execute(async (tx) => {
        await tx
          .deleteFrom("alert")
          .where("state", "=", "resolved")
          .where("resolved_at", "<", before)
          .execute();
        // Mails of an incident that goes on stay: its next mail must find the thread.
        await tx
          .deleteFrom("outbox")
          .where("state", "!=", "queued")
          .where("ended_at", "<", before)
          .where("id", "not in", (eb) =>
            eb
              .selectFrom("outbox_alert")
              .innerJoin("alert", "alert.id", "outbox_alert.alert_id")
              .select("outbox_alert.outbox_id")
              .where("alert.state", "=", "open"),
          )
          .execute();
      });
    },

    async close() {
      await db.destroy();
      keeper?.close();
    },
  };
}

async function commitPoll(db: Kysely<Tables>, outcome: PollOutcome): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const tenantRow = {
      tenant_id: outcome.tenantId,
      memory: JSON.stringify(outcome.memory),
      report: JSON.stringify(outcome.report),
      polled_at: outcome.now,
    };
    await tx
      .insertInto("tenant")
      .values({ name: outcome.tenant, ...tenantRow })
      .onConflict((oc) => oc.column("name").doUpdateSet(tenantRow))
      .execute();
    for (const alert of outcome.alerts) {
      const row = toRow(alert);
      await tx
        .insertInto("alert")
        .values(row)
        .onConflict((oc) => oc.column("id").doUpdateSet(row))
        .execute();
    }
    for (const { alertId, kind, reason, at } of outcome.transitions) {
      await tx.insertInto("transition").values({ alert_id: alertId, kind, reason, at }).execute();
    }
    if (outcome.objectErrors) await changeObjectErrors(tx, outcome.tenant, outcome.objectErrors);
    await enqueue(tx, outcome.notifications);
  });
}

function toRow(alert: Alert): Selectable<Tables["alert"]> {
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
  };
}

function toAlert(row: Selectable<Tables["alert"]>): Alert {
  return {
    id: row.id,
    tenant: row.tenant,
    finding: row.finding,
    subjectKey: row.subject_key,
    state: row.state,
    last: JSON.parse(row.last) as Finding,
    raisedAt: row.raised_at,
    changedAt: row.changed_at,
    lastSeenAt: row.last_seen_at,
    resolvedAt: row.resolved_at,
    goodPolls: row.good_polls,
  };
}
