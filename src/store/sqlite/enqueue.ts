/** What a poll tells goes into the outbox, in the transaction that stores its alerts. */
import { sql, type Transaction } from "kysely";
import type { Alert } from "../../domain/alert.ts";
import type { Burst, Notification } from "../../domain/notification.ts";
import type { PollOutcome } from "../store.ts";
import { readNotification } from "./document.ts";
import type { Tables } from "./tables.ts";

/** Writes a poll's notifications, each with the moment at which it may leave. */
export async function enqueue(
  tx: Transaction<Tables>,
  { notifications, gather, tenant, now }: Pick<PollOutcome, "notifications" | "gather" | "tenant" | "now">,
): Promise<void> {
  for (const notification of notifications) {
    await releaseEnds(tx, notification, now);
    await supersedeReminders(tx, notification, now);
    const dueAt = await gatherInto(tx, notification.gatherKey, (before) => gather(before, tenant, now), now);
    await insertNotification(tx, notification, await nextSeq(tx), dueAt);
  }
}

/** Adds one notification to the storm that it is part of; resolves with when it may leave. */
async function gatherInto(
  tx: Transaction<Tables>,
  gatherKey: string,
  add: (before: Burst | null) => Burst,
  now: number,
): Promise<number> {
  const row = await tx.selectFrom("burst").selectAll().where("gather_key", "=", gatherKey).executeTakeFirst();
  const before = row && {
    tenant: row.tenant,
    mails: row.mails,
    beganAt: row.began_at,
    lastAt: row.last_at,
    dueAt: row.due_at,
  };
  const burst = add(before ?? null);
  const values = {
    tenant: burst.tenant,
    mails: burst.mails,
    began_at: burst.beganAt,
    last_at: burst.lastAt,
    due_at: burst.dueAt,
  };
  await tx
    .insertInto("burst")
    .values({ gather_key: gatherKey, ...values })
    .onConflict((oc) => oc.column("gather_key").doUpdateSet(values))
    .execute();
  if (before && before.dueAt > now) {
    // Those that are being gathered wait for this one.
    await tx
      .updateTable("outbox")
      .set({ due_at: burst.dueAt })
      .where("state", "=", "queued")
      .where("gather_key", "=", gatherKey)
      .where("tried_at", "is", null)
      .where("due_at", "=", before.dueAt)
      .execute();
  }
  return burst.dueAt;
}

/** A new incident waits for the end of the last one of its kind to be told; so what gathers that end gathers no longer. */
async function releaseEnds(tx: Transaction<Tables>, notification: Notification, now: number): Promise<void> {
  const raised = notification.transitions.filter(({ kind }) => kind === "raised");
  if (raised.length === 0) return;
  const rows = await tx
    .selectFrom("outbox as o")
    .innerJoin("outbox_alert as a", "a.outbox_id", "o.id")
    .select("o.gather_key")
    .distinct()
    .where(
      "a.identity",
      "in",
      raised.map(({ alert }) => identityOf(alert)),
    )
    .where(
      "a.alert_id",
      "not in",
      raised.map(({ alertId }) => alertId),
    )
    .where("o.state", "=", "queued")
    .where("o.tried_at", "is", null)
    .where("o.due_at", ">", now)
    .execute();
  const keys = rows.map(({ gather_key: key }) => key);
  if (keys.length === 0) return;
  await tx
    .updateTable("outbox")
    .set({ due_at: now })
    .where("gather_key", "in", keys)
    .where("state", "=", "queued")
    .where("tried_at", "is", null)
    .where("due_at", ">", now)
    .execute();
  await tx.updateTable("burst").set({ due_at: now }).where("gather_key", "in", keys).execute();
}

/** While the other side takes nothing, reminders of one thing don't pile up: the newest says all. */
async function supersedeReminders(tx: Transaction<Tables>, newer: Notification, now: number): Promise<void> {
  if (!isReminder(newer)) return;
  const alertIds = newer.transitions.map(({ alertId }) => alertId);
  const readers = new Set(newer.recipients.map((address) => address.toLowerCase()));
  const rows = await tx
    .selectFrom("outbox as o")
    .innerJoin("outbox_alert as a", "a.outbox_id", "o.id")
    .select(["o.id", "o.document"])
    .distinct()
    .where("a.alert_id", "in", alertIds)
    .where("o.state", "=", "queued")
    .where("o.channel", "=", newer.channel)
    .where((eb) => eb.or([eb("o.leased_until", "is", null), eb("o.leased_until", "<=", now)]))
    .execute();
  for (const { id, document } of rows) {
    const older = readNotification(document);
    if (!older || !isReminder(older)) continue;
    if (!older.transitions.every(({ alertId }) => alertIds.includes(alertId))) continue;
    if (!older.recipients.every((address) => readers.has(address.toLowerCase()))) continue;
    await endMerged(tx, id, now);
  }
}

function isReminder({ transitions }: Notification): boolean {
  return transitions.every(({ kind }) => kind === "reminder");
}

/** What it says is said by another notification. */
export async function endMerged(tx: Transaction<Tables>, id: string, now: number): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ state: "merged", document: "{}", due_at: null, leased_until: null, ended_at: now })
    .where("id", "=", id)
    .execute();
}

/** One for all incidents of one finding on one subject. */
function identityOf({ tenant, finding, subjectKey }: Alert): string {
  return JSON.stringify([tenant, finding, subjectKey]);
}

async function nextSeq(tx: Transaction<Tables>): Promise<number> {
  const { seq } = await tx
    .selectFrom("outbox")
    .select((eb) => eb.fn.coalesce(eb.fn.max("seq"), sql<number>`0`).as("seq"))
    .executeTakeFirstOrThrow();
  return seq + 1;
}

/** Rows in one statement: far below what SQLite takes. */
const chunkSize = 200;

export async function insertNotification(
  tx: Transaction<Tables>,
  notification: Notification,
  seq: number,
  dueAt: number,
): Promise<void> {
  const { id } = notification;
  await tx
    .insertInto("outbox")
    .values({
      id,
      seq,
      message_id: notification.messageId,
      document: JSON.stringify(notification),
      state: "queued",
      attempts: 0,
      due_at: dueAt,
      leased_until: null,
      created_at: notification.createdAt,
      ended_at: null,
      channel: notification.channel,
      gather_key: notification.gatherKey,
      tried_at: null,
    })
    .execute();
  const identities = new Map(
    notification.transitions.map(({ alertId, alert }) => [alertId, identityOf(alert)]),
  );
  const alerts = [...identities].map(([alert_id, identity]) => ({ outbox_id: id, alert_id, identity }));
  for (let at = 0; at < alerts.length; at += chunkSize) {
    await tx
      .insertInto("outbox_alert")
      .values(alerts.slice(at, at + chunkSize))
      .execute();
  }
  const addresses = [...new Set(notification.recipients)];
  for (let at = 0; at < addresses.length; at += chunkSize) {
    await tx
      .insertInto("outbox_recipient")
      .values(
        addresses.slice(at, at + chunkSize).map((address) => ({
          outbox_id: id,
          address,
          outcome: "waiting" as const,
          response: null,
          at: null,
          via: null,
        })),
      )
      .execute();
  }
}
