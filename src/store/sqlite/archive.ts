/** Alerts and notifications as they are looked through afterwards: in parts, newest first, few statements for each part. */
import { type Kysely, sql } from "kysely";
import type { Alert, ToldKind, Transition } from "../../domain/alert.ts";
import type {
  AlertQuery,
  AlertTally,
  Delivery,
  DeliveryQuery,
  DeliveryRecipient,
  DeliverySummary,
  OutboxState,
} from "../../domain/archive.ts";
import type { Part, Span } from "../../domain/part.ts";
import { toldAs } from "../../domain/telling.ts";
import { toAlert } from "./alerts.ts";
import { readNotification } from "./document.ts";
import type { Tables } from "./tables.ts";

/** Alerts and recipients that a notification in a list names. */
const maxNamed = 20;
/** The same, of one that is looked at by itself. */
const maxNamedAlone = 1_000;

export async function alerts(
  db: Kysely<Tables>,
  { tenant, state, finding, severity }: AlertQuery,
  { offset, limit }: Span,
): Promise<Part<Alert>> {
  const query = db
    .selectFrom("alert")
    .$if(tenant !== undefined, (q) => q.where("tenant", "=", tenant ?? ""))
    .$if(state === "ended", (q) => q.where("state", "not in", ["open", "pending"]))
    .$if(state !== undefined && state !== "ended", (q) => q.where("state", "=", state as Alert["state"]))
    .$if(finding !== undefined, (q) => q.where("finding", "=", finding ?? "blind"))
    .$if(severity !== undefined, (q) => q.where(sql`json_extract(last, '$.severity')`, "=", severity));
  const { total } = await query
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .orderBy("raised_at", "desc")
    .orderBy("id", "desc")
    .offset(offset)
    .limit(limit)
    .execute();
  return { items: rows.map(toAlert), total };
}

export async function alert(db: Kysely<Tables>, id: string): Promise<Alert | null> {
  const row = await db.selectFrom("alert").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? toAlert(row) : null;
}

export async function alertTallies(db: Kysely<Tables>): Promise<AlertTally[]> {
  return db
    .selectFrom("alert")
    .select((eb) => [
      "tenant",
      eb.fn.countAll<number>().as("open"),
      eb.fn.count<number>("acknowledgement").as("acknowledged"),
      eb.fn.count<number>("hold").as("held"),
    ])
    .where("state", "=", "open")
    .groupBy("tenant")
    .execute();
}

export async function deliveryCounts(db: Kysely<Tables>): Promise<Partial<Record<OutboxState, number>>> {
  const rows = await db
    .selectFrom("outbox")
    .select((eb) => ["state", eb.fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

export async function deliveries(
  db: Kysely<Tables>,
  { state, alertId }: DeliveryQuery,
  { offset, limit }: Span,
): Promise<Part<DeliverySummary>> {
  const query = db
    .selectFrom("outbox")
    .where("state", state === undefined ? "!=" : "=", state ?? "merged")
    .$if(alertId !== undefined, (q) =>
      q.where("id", "in", (eb) =>
        eb
          .selectFrom("outbox_alert")
          .select("outbox_id")
          .where("alert_id", "=", alertId ?? ""),
      ),
    );
  const { total } = await query
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select(summaryColumns)
    .select(transitionsIn.as("transitions"))
    .orderBy("seq", "desc")
    .offset(offset)
    .limit(limit)
    .execute();
  const ids = rows.map(({ id }) => id);
  const told = await alertsToldBy(db, ids, maxNamed);
  const asked = await recipientsOf(db, ids, maxNamed);
  return { items: rows.map((row) => toSummary(row, told.get(row.id), asked.get(row.id))), total };
}

export async function delivery(db: Kysely<Tables>, id: string): Promise<Delivery | null> {
  const row = await db
    .selectFrom("outbox")
    .select(summaryColumns)
    .select(["document", transitionsIn.as("transitions")])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const told = await alertsToldBy(db, [id], maxNamedAlone);
  const asked = await recipientsOf(db, [id], maxNamedAlone);
  return {
    ...toSummary(row, told.get(id), asked.get(id)),
    notification: readNotification(row.document),
  };
}

const summaryColumns = [
  "id",
  "channel",
  "state",
  "attempts",
  "created_at",
  "due_at",
  "ended_at",
  "message_id",
] as const;

type SummaryRow = Pick<Tables["outbox"], (typeof summaryColumns)[number]> & { transitions: string | null };

/** What `toldAs` looks at, of each transition, without reading the whole document: it may list thousands of objects. */
const transitionsIn = sql<string | null>`case when json_valid(document) then (
  select json_group_array(json_object(
    'kind', json_extract(value, '$.kind'),
    'reason', json_extract(value, '$.reason'),
    'toldBefore', json_extract(value, '$.toldBefore')))
  from json_each(document, '$.transitions') where type = 'object') end`;

type Named<Item> = { items: Item[]; total: number };
type ToldAlert = DeliverySummary["alerts"][number] & { state: Alert["state"] };

function toSummary(
  row: SummaryRow,
  told: Named<ToldAlert> = { items: [], total: 0 },
  asked: Named<DeliveryRecipient> = { items: [], total: 0 },
): DeliverySummary {
  return {
    id: row.id,
    channel: row.channel,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    dueAt: row.state === "queued" ? row.due_at : null,
    endedAt: row.ended_at,
    messageId: row.message_id,
    kinds: kindsIn(row.transitions, told.items),
    alerts: told.items.map(({ id, tenant, finding }) => ({ id, tenant, finding })),
    alertsTotal: told.total,
    recipients: asked.items,
    recipientsTotal: asked.total,
  };
}

function kindsIn(transitions: string | null, told: readonly ToldAlert[]): ToldKind[] {
  const found = (transitions === null ? [] : JSON.parse(transitions)) as Transition[];
  const kinds = found.map(toldAs);
  if (kinds.length > 0) return [...new Set(kinds)];
  return [...new Set(told.map(({ state }): ToldKind => (state === "resolved" ? "resolved" : "raised")))];
}

/** The first of each notification's alerts, as it tells them, and how many there are; the forgotten only count. */
async function alertsToldBy(
  db: Kysely<Tables>,
  ids: readonly string[],
  most: number,
): Promise<Map<string, Named<ToldAlert>>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    // Here by id alone: of a thousand alerts in a digest, only those that are named are read.
    .with("told", (q) =>
      q
        .selectFrom("outbox_alert as o")
        .leftJoin("alert", "alert.id", "o.alert_id")
        .select(["o.outbox_id", "alert.id as alert_id"])
        .select(placeIn("o.outbox_id", sql`alert.id is null, o.rowid`).as("place"))
        .select(sizeOf("o.outbox_id").as("total"))
        .where("o.outbox_id", "in", [...ids]),
    )
    .selectFrom("told")
    .leftJoin("alert", "alert.id", "told.alert_id")
    .select(["told.outbox_id", "told.total", "alert.id", "alert.tenant", "alert.finding", "alert.state"])
    .where("place", "<=", most)
    .orderBy("place")
    .execute();
  return groupByNotification(rows, ({ id, tenant, finding, state }) =>
    id !== null && tenant !== null && finding !== null && state !== null
      ? { id, tenant, finding, state }
      : null,
  );
}

/** Those without a final answer first. */
async function recipientsOf(
  db: Kysely<Tables>,
  ids: readonly string[],
  most: number,
): Promise<Map<string, Named<DeliveryRecipient>>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .with("asked", (q) =>
      q
        .selectFrom("outbox_recipient")
        .select(["outbox_id", "address", "outcome", "response", "at", "via"])
        .select(placeIn("outbox_id", sql`outcome = 'accepted', address`).as("place"))
        .select(sizeOf("outbox_id").as("total"))
        .where("outbox_id", "in", [...ids]),
    )
    .selectFrom("asked")
    .selectAll()
    .where("place", "<=", most)
    .orderBy("place")
    .execute();
  return groupByNotification(rows, ({ address, outcome, response, at, via }) => ({
    address,
    outcome,
    response,
    at,
    via,
  }));
}

function placeIn(group: string, order: ReturnType<typeof sql>) {
  return sql<number>`row_number() over (partition by ${sql.ref(group)} order by ${order})`;
}

function sizeOf(group: string) {
  return sql<number>`count(*) over (partition by ${sql.ref(group)})`;
}

function groupByNotification<Row extends { outbox_id: string; total: number }, Item>(
  rows: readonly Row[],
  toItem: (row: Row) => Item | null,
): Map<string, Named<Item>> {
  const groups = new Map<string, Named<Item>>();
  for (const row of rows) {
    const group = groups.get(row.outbox_id) ?? { items: [], total: row.total };
    groups.set(row.outbox_id, group);
    const item = toItem(row);
    if (item !== null) group.items.push(item);
  }
  return groups;
}
