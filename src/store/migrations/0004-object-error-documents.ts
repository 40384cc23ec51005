/**
 * Object errors in words, and when they came and went: a digest tells what is new, still there and fixed. Rows from
 * before have neither words nor a beginning: the first look writes the words, the beginning stays unknown.
 */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("object_error").addColumn("document", "text").execute();
  await db.schema.alterTable("object_error").addColumn("first_seen_at", "integer").execute();
  await db.schema.alterTable("object_error").addColumn("fixed_at", "integer").execute();
  // By state first: what is open is read at every look, what was fixed since a moment with a digest.
  await sql`create index object_error_state on object_error (tenant, fixed_at, key)`.execute(db);
}
