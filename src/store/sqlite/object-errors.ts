/** Which object errors a tenant had when it was last looked at: keys only, written by difference. */
import type { Kysely, Transaction } from "kysely";
import type { ObjectErrorChange } from "../store.ts";
import type { Tables } from "./tables.ts";

/** Rows and keys per statement: far below what SQLite takes. */
const chunkSize = 200;

export async function objectErrorKeys(db: Kysely<Tables>, tenant: string): Promise<Set<string>> {
  const rows = await db.selectFrom("object_error").select("key").where("tenant", "=", tenant).execute();
  return new Set(rows.map((row) => row.key));
}

export async function changeObjectErrors(
  tx: Transaction<Tables>,
  tenant: string,
  { added, gone }: ObjectErrorChange,
): Promise<void> {
  for (const keys of chunks(gone)) {
    await tx.deleteFrom("object_error").where("tenant", "=", tenant).where("key", "in", keys).execute();
  }
  for (const keys of chunks(added)) {
    await tx
      .insertInto("object_error")
      .values(keys.map((key) => ({ tenant, key })))
      .onConflict((oc) => oc.columns(["tenant", "key"]).doNothing())
      .execute();
  }
}

function* chunks<T>(items: readonly T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += chunkSize) yield items.slice(at, at + chunkSize);
}
