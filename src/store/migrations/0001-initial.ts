/** The first schema. Moments are integers: milliseconds since the epoch, UTC. Documents are JSON text. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("tenant")
    .addColumn("name", "text", (c) => c.primaryKey())
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("memory", "text", (c) => c.notNull())
    .addColumn("report", "text", (c) => c.notNull())
    .addColumn("polled_at", "integer", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("alert")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("tenant", "text", (c) => c.notNull())
    .addColumn("finding", "text", (c) => c.notNull())
    .addColumn("subject_key", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("last", "text", (c) => c.notNull())
    .addColumn("raised_at", "integer", (c) => c.notNull())
    .addColumn("changed_at", "integer")
    .addColumn("last_seen_at", "integer", (c) => c.notNull())
    .addColumn("resolved_at", "integer")
    .addColumn("good_polls", "integer", (c) => c.notNull())
    .execute();
  // Alert identity: one open alert per tenant, finding and subject, whatever goes wrong above.
  await db.schema
    .createIndex("alert_identity")
    .on("alert")
    .columns(["tenant", "finding", "subject_key"])
    .unique()
    .where(sql.ref("state"), "=", "open")
    .execute();

  await db.schema
    .createTable("transition")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("alert_id", "text", (c) => c.notNull().references("alert.id").onDelete("cascade"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("reason", "text", (c) => c.notNull())
    .addColumn("at", "integer", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("outbox")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("seq", "integer", (c) => c.notNull())
    .addColumn("message_id", "text", (c) => c.notNull())
    .addColumn("document", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("attempts", "integer", (c) => c.notNull())
    .addColumn("due_at", "integer")
    .addColumn("leased_until", "integer")
    .addColumn("created_at", "integer", (c) => c.notNull())
    .addColumn("ended_at", "integer")
    .execute();
  await db.schema
    .createIndex("outbox_due")
    .on("outbox")
    .columns(["due_at"])
    .where(sql.ref("state"), "=", "queued")
    .execute();

  await db.schema
    .createTable("outbox_alert")
    .addColumn("outbox_id", "text", (c) => c.notNull().references("outbox.id").onDelete("cascade"))
    .addColumn("alert_id", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("outbox_alert_key", ["outbox_id", "alert_id"])
    .execute();
  await db.schema.createIndex("outbox_alert_alert").on("outbox_alert").columns(["alert_id"]).execute();

  await db.schema
    .createTable("outbox_recipient")
    .addColumn("outbox_id", "text", (c) => c.notNull().references("outbox.id").onDelete("cascade"))
    .addColumn("address", "text", (c) => c.notNull())
    .addColumn("outcome", "text", (c) => c.notNull())
    .addColumn("response", "text")
    .addColumn("at", "integer")
    .addPrimaryKeyConstraint("outbox_recipient_key", ["outbox_id", "address"])
    .execute();
}
