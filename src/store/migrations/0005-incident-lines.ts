/**
 * What a timeline needs: who made a transition and with which words, how bad it was then, and whether people were told.
 * And notifications by the identity of their alerts, so that the end of one incident is told before the next begins.
 */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ["severity text", "by_whom text", "words text", "quiet integer not null default 0"]) {
    await sql.raw(`alter table transition add column ${column}`).execute(db);
  }
  await sql`create index transition_alert on transition (alert_id)`.execute(db);
  await sql`alter table outbox_alert add column identity text not null default ''`.execute(db);
  await sql`update outbox_alert set identity = coalesce(
    (select json_array(tenant, finding, subject_key) from alert where alert.id = alert_id), alert_id)`.execute(
    db,
  );
  await sql`create index outbox_alert_identity on outbox_alert (identity)`.execute(db);
}
