/** What may leave the outbox now: in order for each incident and recipient, like ones of many tenants as one digest. */
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { Notification } from "../../domain/notification.ts";
import type { ClaimedNotification, Store } from "../store.ts";
import { insertNotification } from "./outbox.ts";
import type { Tables } from "./tables.ts";

type Claim = Parameters<Store["claimDue"]>[0];

interface DueRow {
  id: string;
  seq: number;
  document: string;
  attempts: number;
  gather_key: string;
}

export function claimDue(db: Kysely<Tables>, claim: Claim): Promise<ClaimedNotification[]> {
  return db.transaction().execute(async (tx) => {
    const claimed: ClaimedNotification[] = [];
    // One after the other: a digest takes rows away that would have been next.
    while (claimed.length < claim.limit) {
      const row = await firstDue(tx, claim);
      if (!row) break;
      const notification = readNotification(row.document);
      if (notification === null) await bury(tx, row.id, claim.now);
      else claimed.push(await take(tx, row, notification, claim));
    }
    return claimed;
  });
}

async function firstDue(tx: Transaction<Tables>, { now }: Claim): Promise<DueRow | undefined> {
  const { rows } = await sql<DueRow>`
    select o.id, o.seq, o.document, o.attempts, o.gather_key from outbox as o
    where o.state = 'queued' and o.due_at <= ${now} and (o.leased_until is null or o.leased_until <= ${now})
      and exists (select 1 from outbox_recipient as r where r.outbox_id = o.id and ${isNext})
    order by o.seq limit 1`.execute(tx);
  return rows[0];
}

/**
 * Recipient r of row o has no final answer yet, and waits for no earlier notification about the same alert: nobody
 * reads "resolved" before "raised", and nobody waits for the mailbox of another.
 */
const isNext: RawBuilder<boolean> = sql`
  r.outcome in ('waiting', 'deferred')
  and not exists (
    select 1 from outbox_alert as mine
    join outbox_alert as theirs on theirs.alert_id = mine.alert_id
    join outbox as earlier on earlier.id = theirs.outbox_id
    join outbox_recipient as er on er.outbox_id = earlier.id and er.address = r.address
    where mine.outbox_id = o.id and earlier.seq < o.seq and earlier.state = 'queued'
      and er.outcome in ('waiting', 'deferred'))`;

async function take(
  tx: Transaction<Tables>,
  row: DueRow,
  notification: Notification,
  claim: Claim,
): Promise<ClaimedNotification> {
  const parts = await likeOnes(tx, row, notification, claim);
  if (parts.length === 0) return lease(tx, row, notification, claim);
  const digest = claim.merge([notification, ...parts.map((part) => part.notification)]);
  for (const id of [row.id, ...parts.map((part) => part.id)]) {
    await tx
      .updateTable("outbox")
      .set({ state: "merged", due_at: null, leased_until: null, ended_at: claim.now })
      .where("id", "=", id)
      .execute();
  }
  // In the place of its first part: what comes later about any of these alerts must wait for it.
  await insertNotification(tx, digest, row.seq, claim.now);
  return lease(tx, { id: digest.id, attempts: 0 }, digest, claim);
}

/** Never tried before, due now, to the same recipients, and about other tenants. */
async function likeOnes(
  tx: Transaction<Tables>,
  row: DueRow,
  notification: Notification,
  { now }: Claim,
): Promise<{ id: string; notification: Notification }[]> {
  if (row.attempts > 0 || row.gather_key === "") return [];
  const { rows } = await sql<{ id: string; document: string }>`
    select o.id, o.document from outbox as o
    where o.state = 'queued' and o.gather_key = ${row.gather_key} and o.id != ${row.id}
      and o.attempts = 0 and o.due_at <= ${now} and o.leased_until is null
      and not exists (
        select 1 from outbox_recipient as r where r.outbox_id = o.id and not (${isNext}))
    order by o.seq`.execute(tx);
  const told = new Set(notification.tenants.map((tenant) => tenant.name));
  const parts: { id: string; notification: Notification }[] = [];
  for (const { id, document } of rows) {
    const part = readNotification(document);
    if (part === null || part.tenants.some((tenant) => told.has(tenant.name))) continue;
    for (const tenant of part.tenants) told.add(tenant.name);
    parts.push({ id, notification: part });
  }
  return parts;
}

async function lease(
  tx: Transaction<Tables>,
  { id, attempts }: Pick<DueRow, "id" | "attempts">,
  notification: Notification,
  { now, leaseMs }: Claim,
): Promise<ClaimedNotification> {
  await tx
    .updateTable("outbox")
    .set({ leased_until: now + leaseMs })
    .where("id", "=", id)
    .execute();
  const { rows } = await sql<{ address: string; outcome: string; next: number }>`
    select r.address, r.outcome, (${isNext}) as next
    from outbox as o join outbox_recipient as r on r.outbox_id = o.id where o.id = ${id}`.execute(tx);
  const unanswered = rows.filter(({ outcome }) => outcome === "waiting" || outcome === "deferred");
  const waiting = unanswered.filter(({ next }) => next === 1).map(({ address }) => address);
  return {
    notification,
    waiting,
    heldBack: waiting.length < unanswered.length,
    acceptedBefore: rows.some(({ outcome }) => outcome === "accepted"),
    attempts,
  };
}

/** Torn by whatever tore the file: nobody can send it, and it must not hold up the rest. */
async function bury(tx: Transaction<Tables>, id: string, now: number): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ state: "dead", due_at: null, ended_at: now })
    .where("id", "=", id)
    .execute();
}

function readNotification(document: string): Notification | null {
  try {
    return JSON.parse(document) as Notification;
  } catch {
    return null;
  }
}

export async function nextDueAt(db: Kysely<Tables>): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`
    select min(max(o.due_at, coalesce(o.leased_until, 0))) as at from outbox as o
    where o.state = 'queued'
      and exists (select 1 from outbox_recipient as r where r.outbox_id = o.id and ${isNext})`.execute(db);
  return rows[0]?.at ?? null;
}
