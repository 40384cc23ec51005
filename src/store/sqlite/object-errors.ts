/**
 * The object errors of a tenant: those that are open, and for some weeks those that were fixed. Written by difference.
 * There can be tens of thousands: reading and writing let others have their turn every now and then.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Instant } from "../../domain/instant.ts";
import type {
  KeyedObjectError,
  ObjectError,
  ObjectErrorChange,
  StoredObjectError,
} from "../../domain/synced-object.ts";
import type { Tables } from "./tables.ts";

/** Rows and keys per statement: far below what SQLite takes. */
const chunkSize = 200;
/** Rows that are read in one go: some milliseconds. */
const turnSize = 1_000;

/** The open ones, and those fixed at or after `fixedSince`; null: the open ones alone. */
export async function objectErrors(
  db: Kysely<Tables>,
  tenant: string,
  { fixedSince }: { fixedSince: Instant | null },
): Promise<StoredObjectError[]> {
  const rows = db
    .selectFrom("object_error")
    .select(["key", "document", "first_seen_at", "fixed_at"])
    .where("tenant", "=", tenant)
    .where((eb) =>
      fixedSince === null
        ? eb("fixed_at", "is", null)
        : eb.or([eb("fixed_at", "is", null), eb("fixed_at", ">=", fixedSince)]),
    );
  const found: StoredObjectError[] = [];
  for await (const row of rows.stream()) {
    found.push({
      key: row.key,
      error: row.document === null ? null : (JSON.parse(row.document) as ObjectError),
      firstSeenAt: row.first_seen_at,
      fixedAt: row.fixed_at,
    });
    if (found.length % turnSize === 0) await nextTurn();
  }
  return found;
}

export async function changeObjectErrors(
  tx: Transaction<Tables>,
  tenant: string,
  { added, changed, gone }: ObjectErrorChange,
  now: Instant,
): Promise<void> {
  for await (const keys of chunks(gone)) {
    await tx
      .updateTable("object_error")
      .set({ fixed_at: now })
      .where("tenant", "=", tenant)
      .where("key", "in", keys)
      .where("fixed_at", "is", null)
      .execute();
  }
  const rowOf = ({ key, error }: KeyedObjectError) => ({
    tenant,
    key,
    document: JSON.stringify(error),
    first_seen_at: now,
    fixed_at: null,
  });
  for await (const errors of chunks(added)) {
    await tx
      .insertInto("object_error")
      .values(errors.map(rowOf))
      .onConflict((oc) =>
        oc
          .columns(["tenant", "key"])
          // One that comes back begins anew.
          .doUpdateSet((eb) => ({
            document: eb.ref("excluded.document"),
            first_seen_at: eb.ref("excluded.first_seen_at"),
            fixed_at: null,
          }))
          .where("object_error.fixed_at", "is not", null),
      )
      .execute();
  }
  for await (const errors of chunks(changed)) {
    await tx
      .insertInto("object_error")
      .values(errors.map(rowOf))
      .onConflict((oc) =>
        oc
          .columns(["tenant", "key"])
          .doUpdateSet((eb) => ({ document: eb.ref("excluded.document") }))
          .where("object_error.fixed_at", "is", null),
      )
      .execute();
  }
}

/**
 * Removes what was fixed before `before`, and all of the tenants whose errors nobody has looked at since then: they are
 * configured no more, or their probe is switched off.
 */
export async function pruneObjectErrors(tx: Transaction<Tables>, before: Instant): Promise<void> {
  await tx.deleteFrom("object_error").where("fixed_at", "<", before).execute();
  const lookedAt = sql<number>`coalesce(json_extract(memory, '$.seen."object-errors"'), polled_at)`;
  await tx
    .deleteFrom("object_error")
    .where("tenant", "not in", (eb) => eb.selectFrom("tenant").select("name").where(lookedAt, ">=", before))
    .execute();
}

async function* chunks<T>(items: readonly T[]): AsyncGenerator<T[]> {
  for (let at = 0; at < items.length; at += chunkSize) {
    if (at > 0) await nextTurn();
    yield items.slice(at, at + chunkSize);
  }
}
