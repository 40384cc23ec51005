/**
 * The whole life of an alert (pending, told, silenced, acknowledged), silences, and what gathers notifications into
 * digests. What an earlier version stored is carried over: its open alerts count as told when they were raised.
 */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await addAlertColumns(db);
  await addTables(db);
  await addOutboxColumns(db);
  await carryOverNotifications(db);
}

async function addAlertColumns(db: Kysely<unknown>): Promise<void> {
  const columns: [name: string, definition: string][] = [
    ["pending_since", "integer not null default 0"],
    ["pending_polls", "integer not null default 1"],
    ["good_since", "integer"],
    ["announced", "text not null default ''"],
    ["told_at", "integer"],
    ["owing", "text"],
    ["flapping", "integer not null default 0"],
    ["changes", "text not null default '[]'"],
    ["hold", "text"],
    ["acknowledgement", "text"],
  ];
  for (const [name, definition] of columns) {
    await sql.raw(`alter table alert add column ${name} ${definition}`).execute(db);
  }
  await sql`update alert set
    pending_since = raised_at,
    announced = json_object('finding', json(last), 'at', coalesce(changed_at, raised_at)),
    told_at = coalesce(changed_at, raised_at)`.execute(db);
  await sql`drop index alert_identity`.execute(db);
  await sql`create unique index alert_identity on alert (tenant, finding, subject_key)
    where state in ('open', 'pending')`.execute(db);
  await sql`create index alert_ended on alert (tenant, resolved_at) where state = 'resolved'`.execute(db);
}

async function addTables(db: Kysely<unknown>): Promise<void> {
  await sql`create table silence (
    id text primary key, tenant text, finding text, subject_key text,
    starts_at integer not null, ends_at integer not null,
    by_whom text not null, reason text not null, created_at integer not null)`.execute(db);
  await sql`create table secret (name text primary key, value text not null)`.execute(db);
  // How a storm of like notifications is going: how many mails it was so far, and until when the next is gathered.
  await sql`create table burst (
    gather_key text primary key, tenant text, mails integer not null,
    began_at integer not null, last_at integer not null, due_at integer not null)`.execute(db);
}

async function addOutboxColumns(db: Kysely<unknown>): Promise<void> {
  await sql`alter table outbox add column channel text not null default 'mail'`.execute(db);
  await sql`alter table outbox add column gather_key text not null default ''`.execute(db);
  await sql`alter table outbox add column tried_at integer`.execute(db);
  await sql`update outbox set tried_at = created_at where attempts > 0`.execute(db);
  await sql`alter table outbox_recipient add column via text`.execute(db);
  await sql`create index outbox_order on outbox (seq)`.execute(db);
  await sql`create index outbox_waiting on outbox (seq) where state = 'queued'`.execute(db);
  await sql`create index outbox_gather on outbox (gather_key) where state = 'queued'`.execute(db);
}

/** Notifications that wait to be sent, in the form that they have now. */
async function carryOverNotifications(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; document: string }>`
    select id, document from outbox where state = 'queued'`.execute(db);
  for (const { id, document } of rows) {
    const carried = carryOver(document);
    if (carried) await sql`update outbox set document = ${carried} where id = ${id}`.execute(db);
  }
}

interface OldNotification {
  id: string;
  tenant: string;
  tenantId: string;
  profile: unknown;
  incidents?: unknown[];
  transitions: { at: number; alert: { raisedAt: number; changedAt: number | null; last: unknown } }[];
}

/** Null for a document that is torn: it is found out when it is claimed. */
function carryOver(document: string): string | null {
  try {
    const { tenant, tenantId, profile, incidents = [], ...rest } = JSON.parse(document) as OldNotification;
    const transitions = rest.transitions.map(({ alert, ...transition }) => {
      const at = alert.changedAt ?? alert.raisedAt;
      return {
        ...transition,
        quiet: false,
        toldBefore: null,
        nextReminderAt: null,
        alert: {
          pendingSince: alert.raisedAt,
          pendingPolls: 1,
          goodSince: null,
          announced: { finding: alert.last, at },
          toldAt: at,
          owing: null,
          flapping: false,
          changes: [],
          hold: null,
          acknowledgement: null,
          ...alert,
        },
      };
    });
    const tenants = [{ name: tenant, tenantId, profile }];
    return JSON.stringify({ ...rest, channel: "mail", tenants, incidents, transitions, gatherKey: "" });
  } catch {
    return null;
  }
}
