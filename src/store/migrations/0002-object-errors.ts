/** Keys of the object errors as last seen: too many for the tenant's document, and told by what is new and gone. */
import type { Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("object_error")
    .addColumn("tenant", "text", (c) => c.notNull())
    .addColumn("key", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("object_error_key", ["tenant", "key"])
    .execute();
}
