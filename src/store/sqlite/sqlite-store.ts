/** The Store on SQLite. In: a file path. Out: a Store; every method is one transaction. */
import { statSync } from "node:fs";
import type { Kysely } from "kysely";
import type { TenantReport } from "../../domain/report.ts";
import { emptyMemory, type TenantMemory } from "../../domain/tenant.ts";
import type { PollOutcome, Store } from "../store.ts";
import {
  acknowledge,
  acknowledgedByCommand,
  alertsOf,
  aliveAlerts,
  endedIncidents,
  openAlerts,
  withdrawOthers,
  writeAlerts,
} from "./alerts.ts";
import { alert, alerts, alertTallies, deliveries, delivery, deliveryCounts } from "./archive.ts";
import { claimDue, nextDueAt } from "./claim.ts";
import { openDatabase } from "./database.ts";
import { enqueue } from "./enqueue.ts";
import { history, pruneHistory, writeSample } from "./history.ts";
import { type KeeperLock, lockKeeper } from "./keeper-lock.ts";
import { changeObjectErrors, objectErrors, openObjectErrors, pruneObjectErrors } from "./object-errors.ts";
import {
  dropOtherChannels,
  hurry,
  loadThreads,
  outboxSummary,
  recordDelivery,
  releaseLeases,
} from "./outbox.ts";
import { addSilence, endSilence, secret, silences } from "./silences.ts";
import { readStanding, report, reports, standing, standings } from "./standings.ts";
import type { Tables } from "./tables.ts";
import { newestTransition, transitionsOf, writeTransitions } from "./transitions.ts";

export async function openSqliteStore(path: string, options: { readOnly?: boolean } = {}): Promise<Store> {
  const db = await openDatabase(path, options);
  const file = fileOf(path);
  let keeper: KeeperLock | null = null;
  return {
    async loadTenant(tenant, endedSince) {
      const row = await db
        .selectFrom("tenant")
        .select(["memory", "report", "standing"])
        .where("name", "=", tenant)
        .executeTakeFirst();
      const memory = { ...emptyMemory(), ...(row && (JSON.parse(row.memory) as TenantMemory)) };
      const newest = await newestTransition(db);
      const seen = memory.seenTransition ?? newest;
      return {
        memory,
        alive: await aliveAlerts(db, tenant),
        ended: await endedIncidents(db, tenant, endedSince),
        silences: await silences(db, endedSince, tenant),
        report: row ? (JSON.parse(row.report) as TenantReport) : null,
        standing: readStanding(row?.standing ?? null),
        acknowledged: await acknowledgedByCommand(db, { tenant, after: seen, upTo: newest }),
        newestTransition: newest,
      };
    },

    loadThreads: (alertIds) => loadThreads(db, alertIds),
    acknowledge: (alertIds, acknowledgement) => acknowledge(db, alertIds, acknowledgement),
    addSilence: (silence) => addSilence(db, silence),
    endSilence: (id, now) => endSilence(db, id, now),
    silences: (now) => silences(db, now),
    alertsOf: (notificationId) => alertsOf(db, notificationId),
    secret: (name, create) => secret(db, name, create),
    openAlerts: (options) => openAlerts(db, options),
    transitionsOf: (alertId) => transitionsOf(db, alertId),
    withdrawOthers: (tenants, now) => withdrawOthers(db, tenants, now),

    objectErrors: (tenant, span) => objectErrors(db, tenant, span),
    commitPoll: (outcome) => commitPoll(db, outcome),
    claimDue: (claim) => claimDue(db, claim),
    recordDelivery: (outcome) => recordDelivery(db, outcome),
    hurry: (channel, now) => hurry(db, channel, now),
    dropOtherChannels: (channels, now) => dropOtherChannels(db, channels, now),
    nextDueAt: (channel) => nextDueAt(db, channel ?? null),
    outboxSummary: () => outboxSummary(db),

    async takeOver() {
      keeper ??= lockKeeper(path);
      if (keeper === null) return false;
      await releaseLeases(db);
      return true;
    },

    reports: () => reports(db),
    report: (tenant) => report(db, tenant),
    standings: () => standings(db),
    standing: (tenant) => standing(db, tenant),
    alertTallies: () => alertTallies(db),
    alerts: (query, span) => alerts(db, query, span),
    alert: (id) => alert(db, id),
    deliveries: (query, span) => deliveries(db, query, span),
    delivery: (id) => delivery(db, id),
    deliveryCounts: () => deliveryCounts(db),
    openObjectErrors: (query, span) => openObjectErrors(db, query, span),
    history: (query, step) => history(db, query, step),
    async ping() {
      if (fileOf(path) !== file)
        throw new Error(`${path} is another file than the one that was opened, or gone`);
      await db.selectFrom("tenant").select("name").limit(1).execute();
    },

    async prune(before, now) {
      await pruneHistory(db, now);
      await db.transaction().execute(async (tx) => {
        await tx
          .deleteFrom("alert")
          .where("state", "in", ["resolved", "withdrawn"])
          .where("resolved_at", "<", before)
          .execute();
        await pruneObjectErrors(tx, before);
        await tx.deleteFrom("silence").where("ends_at", "<", before).execute();
        await tx.deleteFrom("burst").where("last_at", "<", before).execute();
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

/** Which file a path leads to; null: to none, or it is kept in memory. */
function fileOf(path: string): string | null {
  const found = path === ":memory:" ? undefined : statSync(path, { throwIfNoEntry: false });
  return found ? `${found.dev} ${found.ino}` : null;
}

async function commitPoll(db: Kysely<Tables>, outcome: PollOutcome): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const tenantRow = {
      tenant_id: outcome.tenantId,
      memory: JSON.stringify(outcome.memory),
      report: JSON.stringify(outcome.report),
      standing: JSON.stringify(outcome.standing),
      polled_at: outcome.now,
    };
    await tx
      .insertInto("tenant")
      .values({ name: outcome.tenant, ...tenantRow })
      .onConflict((oc) => oc.column("name").doUpdateSet(tenantRow))
      .execute();
    await writeSample(tx, outcome.tenant, outcome.sample, outcome.now);
    await writeAlerts(tx, outcome.alerts);
    await writeTransitions(tx, outcome.transitions);
    if (outcome.objectErrors) {
      await changeObjectErrors(tx, outcome.tenant, outcome.objectErrors, outcome.now);
    }
    await enqueue(tx, outcome);
  });
}
