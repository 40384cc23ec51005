/**
 * The object errors of a tenant: those that are open, and for some weeks those that were fixed. Written by difference.
 * There can be tens of thousands: reading and writing let others have their turn every now and then.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Kysely, sql, type Transaction } from "kysely";
import type { ObjectErrorQuery } from "../../domain/archive.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Part, Span } from "../../domain/part.ts";
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
    found.push(toStored(row));
    if (found.length % turnSize === 0) await nextTurn();
  }
  return found;
}

/** Open ones, the newest first; `text` in name, address or value, without regard to case. */
export async function openObjectErrors(
  db: Kysely<Tables>,
  { tenant, text = "" }: ObjectErrorQuery,
  span: Span,
): Promise<Part<StoredObjectError>> {
  const open = db.selectFrom("object_error").where("tenant", "=", tenant).where("fixed_at", "is", null);
  const rows = open
    .select(["key", "document", "first_seen_at", "fixed_at"])
    .orderBy(newest, "desc")
    .orderBy("key", "desc");
  if (text !== "") return search(rows.stream(), text, span);
  const { total } = await open.select((eb) => eb.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const part = await rows.offset(span.offset).limit(span.limit).execute();
  return { items: part.map(toStored), total };
}

/** As the index `object_error_newest` has it, to the letter. */
const newest = sql`case when json_valid(document) then coalesce(json_extract(document, '$.occurredAt'), first_seen_at) end`;

/** Row by row: SQLite knows no case but that of ASCII letters, and would let nobody else have a turn. */
async function search(
  rows: AsyncIterable<ErrorRow>,
  text: string,
  { offset, limit }: Span,
): Promise<Part<StoredObjectError>> {
  const wanted = fold(text);
  // As documents have it: most of them need not be parsed.
  const written = fold(JSON.stringify(text).slice(1, -1));
  const items: StoredObjectError[] = [];
  let [total, seen] = [0, 0];
  for await (const row of rows) {
    seen += 1;
    if (seen % turnSize === 0) await nextTurn();
    if (!fold(row.document ?? "").includes(written)) continue;
    const stored = toStored(row);
    const { displayName, address, value } = stored.error ?? {};
    if (![displayName, address, value].some((field) => field && fold(field).includes(wanted))) continue;
    if (total >= offset && items.length < limit) items.push(stored);
    total += 1;
  }
  return { items, total };
}

/** Upper case tells fewer letters apart than lower case: ß is SS, and a Greek word has no other last letter. */
function fold(text: string): string {
  return text.normalize("NFC").toUpperCase();
}

type ErrorRow = Pick<Tables["object_error"], "key" | "document" | "first_seen_at" | "fixed_at">;

function toStored(row: ErrorRow): StoredObjectError {
  return {
    key: row.key,
    error: row.document === null ? null : readError(row.document),
    firstSeenAt: row.first_seen_at,
    fixedAt: row.fixed_at,
  };
}

/** Torn words are none: the next look writes them anew. */
function readError(document: string): ObjectError | null {
  try {
    return JSON.parse(document) as ObjectError;
  } catch {
    return null;
  }
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
