/** What may leave the outbox now: in order for each incident and recipient, like ones of many tenants as one digest. */
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import { day, hour } from "../../domain/instant.ts";
import { type Notification, withoutLists } from "../../domain/notification.ts";
import type { ClaimedNotification, Store } from "../store.ts";
import { readNotification } from "./document.ts";
import { endMerged, insertNotification } from "./enqueue.ts";
import type { Tables } from "./tables.ts";

const longestPauseMs = 2 * hour;
const longestLeaseMs = day;
/** Of one digest: more would be more than anybody reads, and than a mail's headers hold. */
const maxParts = 1_000;

type Claim = Parameters<Store["claimDue"]>[0];

interface DueRow {
  id: string;
  seq: number;
  document: string;
  attempts: number;
  /** When it was handed to somebody for the first time, whatever became of that; null: never. */
  tried_at: number | null;
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
      if (notification === null) {
        await bury(tx, row.id, claim.now);
        claim.onBuried(row.id);
      } else claimed.push(await take(tx, row, notification, claim));
    }
    return claimed;
  });
}

/**
 * Also what was put off, or taken, by a clock that has been set back since: no pause and no lease is as long as that.
 */
function isDue(now: number): RawBuilder<boolean> {
  return sql`(+o.due_at <= ${now} or +o.due_at > ${now + longestPauseMs})
    and (o.leased_until is null or o.leased_until <= ${now} or o.leased_until > ${now + longestLeaseMs})`;
}

/** `+` keeps SQLite from sorting by due date first: read in order of `seq`, the first that fits is enough. */
async function firstDue(tx: Transaction<Tables>, { now, channel }: Claim): Promise<DueRow | undefined> {
  const { rows } = await sql<DueRow>`
    select o.id, o.seq, o.document, o.attempts, o.tried_at, o.gather_key from outbox as o
    where o.state = 'queued' and o.channel = ${channel} and ${isDue(now)}
      and exists (select 1 from outbox_recipient as r where r.outbox_id = o.id and ${isNext})
    order by o.seq limit 1`.execute(tx);
  return rows[0];
}

/**
 * Recipient r of row o has no final answer yet, and waits for no earlier notification about the same finding on the
 * same subject: nobody reads "resolved" before "raised", nor of a new incident before the end of the last, and nobody waits for the mailbox of another.
 */
const isNext: RawBuilder<boolean> = sql`
  r.outcome in ('waiting', 'deferred')
  and not exists (
    select 1 from outbox_alert as mine
    join outbox_alert as theirs on theirs.identity = mine.identity
    join outbox as earlier on earlier.id = theirs.outbox_id
    join outbox_recipient as er on er.outbox_id = earlier.id and er.address = r.address collate nocase
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
  const digest = mergeWhole([notification, ...parts.map((part) => part.notification)], claim);
  if (!digest) return lease(tx, row, notification, claim);
  for (const id of [row.id, ...parts.map((part) => part.id)]) {
    await endMerged(tx, id, claim.now);
  }
  // In the place of its first part: what comes later about any of these alerts must wait for it.
  await insertNotification(tx, digest, row.seq, claim.now);
  return lease(tx, { id: digest.id, attempts: 0, tried_at: null }, digest, claim);
}

/** Null when one of the parts is no notification after all: then each leaves by itself, and the poor one ends dead. */
function mergeWhole(parts: Notification[], { merge }: Claim): Notification | null {
  try {
    return merge(parts);
  } catch {
    return null;
  }
}

/** Never tried before, due now, to the same recipients, and about other tenants. */
async function likeOnes(
  tx: Transaction<Tables>,
  row: DueRow,
  notification: Notification,
  { now }: Claim,
): Promise<{ id: string; notification: Notification }[]> {
  if (row.tried_at !== null || row.gather_key === "") return [];
  const { rows } = await sql<{ id: string }>`
    select o.id from outbox as o
    where o.state = 'queued' and o.gather_key = ${row.gather_key} and o.id != ${row.id}
      and o.tried_at is null and o.due_at <= ${now} and o.leased_until is null
      and not exists (
        select 1 from outbox_recipient as r where r.outbox_id = o.id and not (${isNext}))
    order by o.seq limit ${maxParts}`.execute(tx);
  const told = new Set(notification.tenants.map((tenant) => tenant.name));
  const parts: { id: string; notification: Notification }[] = [];
  for (const { id } of rows) {
    // One by one: their lists of objects are long, and a digest has none.
    const { document } = await tx
      .selectFrom("outbox")
      .select("document")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const whole = readNotification(document);
    const part = whole && withoutLists(whole);
    if (part === null || part.tenants.some((tenant) => told.has(tenant.name))) continue;
    for (const tenant of part.tenants) told.add(tenant.name);
    parts.push({ id, notification: part });
  }
  return parts;
}

async function lease(
  tx: Transaction<Tables>,
  { id, attempts, tried_at: triedAt }: Pick<DueRow, "id" | "attempts" | "tried_at">,
  notification: Notification,
  { now, leaseMs }: Claim,
): Promise<ClaimedNotification> {
  await tx
    .updateTable("outbox")
    // Noted before it leaves: a server may have it although nobody lived to record that.
    .set((eb) => ({ leased_until: now + leaseMs, tried_at: eb.fn.coalesce("tried_at", eb.val(now)) }))
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
    triedAt: triedAt ?? now,
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

export async function nextDueAt(db: Kysely<Tables>, channel: string | null): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`
    select max(o.due_at, coalesce(o.leased_until, 0)) as at from outbox as o
    where o.state = 'queued' and (${channel} is null or o.channel = ${channel})
      and exists (select 1 from outbox_recipient as r where r.outbox_id = o.id and ${isNext})
    order by max(o.due_at, coalesce(o.leased_until, 0)) limit 1`.execute(db);
  return rows[0]?.at ?? null;
}
