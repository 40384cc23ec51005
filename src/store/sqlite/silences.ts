/** Silences as rows, and the secrets that the store keeps for itself. */
import type { Kysely, Selectable } from "kysely";
import { day } from "../../domain/instant.ts";
import type { Silence } from "../../domain/silence.ts";
import type { Tables } from "./tables.ts";

/** Those that have not ended; with `tenant`, only what may cover one of its alerts. */
export async function silences(db: Kysely<Tables>, now: number, tenant?: string): Promise<Silence[]> {
  const rows = await db
    .selectFrom("silence")
    .selectAll()
    .where("ends_at", ">", now)
    .$if(tenant !== undefined, (query) =>
      query.where((eb) => eb.or([eb("tenant", "is", null), eb("tenant", "=", tenant ?? "")])),
    )
    .orderBy("starts_at")
    .execute();
  return rows.map(toSilence);
}

/** In place of those that cover the same and end no later: a link can be used a hundred times. */
export async function addSilence(db: Kysely<Tables>, silence: Silence): Promise<void> {
  await db
    .deleteFrom("silence")
    .where("tenant", "is", silence.tenant)
    .where("finding", "is", silence.finding)
    .where("subject_key", "is", silence.subjectKey)
    .where("starts_at", ">=", silence.startsAt - day)
    .where("ends_at", "<=", silence.endsAt)
    .where("ends_at", ">", silence.startsAt)
    .execute();
  await db
    .insertInto("silence")
    .values({
      id: silence.id,
      tenant: silence.tenant,
      finding: silence.finding,
      subject_key: silence.subjectKey,
      starts_at: silence.startsAt,
      ends_at: silence.endsAt,
      by_whom: silence.by,
      reason: silence.reason,
      created_at: silence.createdAt,
    })
    .execute();
}

export async function endSilence(db: Kysely<Tables>, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("silence")
    .set({ ends_at: now })
    .where("id", "=", id)
    .where("ends_at", ">", now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function secret(db: Kysely<Tables>, name: string, create: () => string): Promise<string> {
  await db
    .insertInto("secret")
    .values({ name, value: create() })
    .onConflict((oc) => oc.column("name").doNothing())
    .execute();
  const row = await db
    .selectFrom("secret")
    .select("value")
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  return row.value;
}

function toSilence(row: Selectable<Tables["silence"]>): Silence {
  return {
    id: row.id,
    tenant: row.tenant,
    finding: row.finding,
    subjectKey: row.subject_key,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    by: row.by_whom,
    reason: row.reason,
    createdAt: row.created_at,
  };
}
