/** The outbox in SQLite: enqueued with the alert, claimed with a lease, ended only after the server's word. */
import { type ExpressionBuilder, type Kysely, sql, type Transaction } from "kysely";
import type { Notification } from "../../domain/notification.ts";
import type { ClaimedNotification, DeliveryOutcome, OutboxSummary } from "../store.ts";
import type { Tables } from "./tables.ts";

export async function enqueue(
  tx: Transaction<Tables>,
  notifications: readonly Notification[],
): Promise<void> {
  for (const notification of notifications) {
    const { seq } = await tx
      .selectFrom("outbox")
      .select((eb) => eb.fn.coalesce(eb.fn.max("seq"), sql<number>`0`).as("seq"))
      .executeTakeFirstOrThrow();
    await tx
      .insertInto("outbox")
      .values({
        id: notification.id,
        seq: seq + 1,
        message_id: notification.messageId,
        document: JSON.stringify(notification),
        state: "queued",
        attempts: 0,
        due_at: notification.createdAt,
        leased_until: null,
        created_at: notification.createdAt,
        ended_at: null,
      })
      .execute();
    const alertIds = [...new Set(notification.transitions.map((transition) => transition.alertId))];
    await tx
      .insertInto("outbox_alert")
      .values(alertIds.map((alert_id) => ({ outbox_id: notification.id, alert_id })))
      .execute();
    await tx
      .insertInto("outbox_recipient")
      .values(
        [...new Set(notification.recipients)].map((address) => ({
          outbox_id: notification.id,
          address,
          outcome: "waiting" as const,
          response: null,
          at: null,
        })),
      )
      .execute();
  }
}

export async function claimDue(
  db: Kysely<Tables>,
  { now, leaseMs, limit }: { now: number; leaseMs: number; limit: number },
): Promise<ClaimedNotification[]> {
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom("outbox as o")
      .select(["o.id", "o.document", "o.attempts"])
      .where("o.state", "=", "queued")
      .where("o.due_at", "<=", now)
      .where((eb) => eb.or([eb("o.leased_until", "is", null), eb("o.leased_until", "<=", now)]))
      .where(isFirstOfItsIncidents)
      .orderBy("o.seq")
      .limit(limit)
      .execute();
    const claimed: ClaimedNotification[] = [];
    for (const row of rows) {
      const notification = readNotification(row.document);
      if (notification === null) {
        // Torn by whatever tore the file: nobody can send it, and it must not hold up the rest.
        await tx
          .updateTable("outbox")
          .set({ state: "dead", due_at: null, ended_at: now })
          .where("id", "=", row.id)
          .execute();
        continue;
      }
      await tx
        .updateTable("outbox")
        .set({ leased_until: now + leaseMs })
        .where("id", "=", row.id)
        .execute();
      const recipients = await tx
        .selectFrom("outbox_recipient")
        .select(["address", "outcome"])
        .where("outbox_id", "=", row.id)
        .execute();
      claimed.push({
        notification,
        waiting: recipients
          .filter(({ outcome }) => outcome === "waiting" || outcome === "deferred")
          .map((r) => r.address),
        acceptedBefore: recipients.some(({ outcome }) => outcome === "accepted"),
        attempts: row.attempts,
      });
    }
    return claimed;
  });
}

function readNotification(document: string): Notification | null {
  try {
    return JSON.parse(document) as Notification;
  } catch {
    return null;
  }
}

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
        .set({ outcome: result.outcome, response: result.response, at: outcome.now })
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
  });
}

export async function nextDueAt(db: Kysely<Tables>): Promise<number | null> {
  const row = await db
    .selectFrom("outbox as o")
    .select(sql<number | null>`min(max(o.due_at, coalesce(o.leased_until, 0)))`.as("at"))
    .where("o.state", "=", "queued")
    .where(isFirstOfItsIncidents)
    .executeTakeFirst();
  return row?.at ?? null;
}

export async function outboxSummary(db: Kysely<Tables>): Promise<OutboxSummary> {
  const rows = await db
    .selectFrom("outbox")
    .select((eb) => ["state", eb.fn.countAll<number>().as("count"), eb.fn.min("created_at").as("oldest")])
    .where("state", "in", ["queued", "dead"])
    .groupBy("state")
    .execute();
  const of = (state: "queued" | "dead") => rows.find((row) => row.state === state);
  return {
    queued: of("queued")?.count ?? 0,
    dead: of("dead")?.count ?? 0,
    oldestQueuedAt: of("queued")?.oldest ?? null,
  };
}

type OutboxExpression = ExpressionBuilder<Tables & { o: Tables["outbox"] }, "o">;

/** In order per incident: nobody reads "resolved" before "raised". */
function isFirstOfItsIncidents(eb: OutboxExpression) {
  return eb.not(
    eb.exists(
      eb
        .selectFrom("outbox_alert as mine")
        .innerJoin("outbox_alert as theirs", "theirs.alert_id", "mine.alert_id")
        .innerJoin("outbox as earlier", "earlier.id", "theirs.outbox_id")
        .select(sql<number>`1`.as("one"))
        .whereRef("mine.outbox_id", "=", "o.id")
        .whereRef("earlier.seq", "<", "o.seq")
        .where("earlier.state", "=", "queued"),
    ),
  );
}
