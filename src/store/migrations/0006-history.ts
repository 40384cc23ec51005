/**
 * What the status page shows: how each tenant stands, in a few facts beside the report, and how it stood over time. And
 * the orders in which alerts and notifications are looked through.
 */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table tenant add column standing text`.execute(db);
  // Ages in seconds, moments in milliseconds; step 0 is five minutes, 1 an hour; state 0 is ok, 3 critical.
  await sql`create table history (
    tenant text not null,
    step integer not null,
    at integer not null,
    state integer not null,
    sync_age integer,
    password_sync_age integer,
    object_errors integer,
    service_errors integer,
    escrowed integer,
    users integer,
    groups integer,
    contacts integer,
    quota_used integer,
    quota_total integer,
    primary key (tenant, step, at)
  ) without rowid`.execute(db);
  // Each alone gives the order of a list; what comes after `id` makes the count beside it need no rows.
  await sql`create index alert_age on alert (raised_at, id)`.execute(db);
  await sql`create index alert_tenant_age on alert (tenant, raised_at, id, state)`.execute(db);
  await sql`create index alert_state_age on alert (state, raised_at, id)`.execute(db);
  await sql`create index alert_finding_age on alert (finding, raised_at, id, state)`.execute(db);
  await sql`create index outbox_state on outbox (state, seq)`.execute(db);
  // A row that is torn must not keep the whole store from being opened.
  await sql`create index object_error_newest on object_error (tenant,
    case when json_valid(document) then coalesce(json_extract(document, '$.occurredAt'), first_seen_at) end, key)
    where fixed_at is null`.execute(db);
}
