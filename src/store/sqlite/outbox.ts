/** What becomes of notifications in the outbox: leased, ended only after the other side's word, counted. */
import type { Kysely, Transaction } from "kysely";
import type { ThreadEntry } from "../../domain/notification.ts";
import type { DeliveryOutcome, OutboxSummary } from "../store.ts";
import { slimDocument } from "./document.ts";
import type { Tables } from "./tables.ts";

/** Rows in one statement: far below what SQLite takes. */
const chunkSize = 200;

/** Only for the store's keeper, before it claims anything: whoever held these leases is gone. */
export async function releaseLeases(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ leased_until: null })
    .where("state", "=", "queued")
    .where("leased_until", "is not", null)
    .execute();
}

export async function recordDelivery(db: Kysely<Tables>, outcome: DeliveryOutcome): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const result of outcome.results) {
      await tx
        .updateTable("outbox_recipient")
        .set({ outcome: result.outcome, response: result.response, at: outcome.now, via: result.via })
        .where("outbox_id", "=", outcome.notificationId)
        .where("address", "=", result.address)
        .execute();
    }
    await tx
      .updateTable("outbox")
      .set((eb) => ({
        state: outcome.state,
        attempts: eb("attempts", "+", 1),
        due_at: outcome.dueAt,
        leased_until: null,
        ended_at: outcome.state === "queued" ? null : outcome.now,
      }))
      .where("id", "=", outcome.notificationId)
      .where("state", "=", "queued")
      .execute();
    if (outcome.state !== "queued") await slim(tx, outcome.notificationId);
  });
}

async function slim(tx: Transaction<Tables>, id: string): Promise<void> {
  const row = await tx.selectFrom("outbox").select("document").where("id", "=", id).executeTakeFirst();
  if (!row) return;
  await tx
    .updateTable("outbox")
    .set({ document: slimDocument(row.document) })
    .where("id", "=", id)
    .execute();
}

export async function dropOtherChannels(
  db: Kysely<Tables>,
  channels: readonly string[],
  now: number,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("outbox")
    .set({ state: "dropped", due_at: null, leased_until: null, ended_at: now })
    .where("state", "=", "queued")
    .where("channel", "not in", [...channels])
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function hurry(db: Kysely<Tables>, channel: string, now: number): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ due_at: now })
    .where("state", "=", "queued")
    .where("channel", "=", channel)
    .where("attempts", ">", 0)
    .where("due_at", ">", now)
    .execute();
}

export async function loadThreads(
  db: Kysely<Tables>,
  alertIds: readonly string[],
): Promise<Map<string, ThreadEntry[]>> {
  const threads = new Map<string, ThreadEntry[]>();
  for (let at = 0; at < alertIds.length; at += chunkSize) {
    const rows = await db
      .selectFrom("outbox_alert as a")
      .innerJoin("outbox as o", "o.id", "a.outbox_id")
      .innerJoin("outbox_recipient as r", "r.outbox_id", "o.id")
      .select(["a.alert_id", "o.message_id", "o.channel", "r.address"])
      .where("a.alert_id", "in", alertIds.slice(at, at + chunkSize))
      .where("o.state", "!=", "merged")
      .orderBy("o.seq")
      .execute();
    for (const { alert_id, message_id: messageId, channel, address } of rows) {
      const entries = threads.get(alert_id) ?? [];
      threads.set(alert_id, entries);
      const entry = entries.find((known) => known.messageId === messageId);
      if (entry) entry.recipients.push(address);
      else entries.push({ messageId, channel, recipients: [address] });
    }
  }
  return threads;
}

export async function outboxSummary(db: Kysely<Tables>): Promise<OutboxSummary> {
  const rows = await db
    .selectFrom("outbox")
    .select((eb) => [
      "state",
      eb.fn.countAll<number>().as("count"),
      eb.fn.min("created_at").as("oldest"),
      eb.fn.max("ended_at").as("lastEnd"),
    ])
    .where("state", "in", ["queued", "dead"])
    .groupBy("state")
    .execute();
  const of = (state: "queued" | "dead") => rows.find((row) => row.state === state);
  return {
    queued: of("queued")?.count ?? 0,
    dead: of("dead")?.count ?? 0,
    oldestQueuedAt: of("queued")?.oldest ?? null,
    lastDeadAt: of("dead")?.lastEnd ?? null,
  };
}
