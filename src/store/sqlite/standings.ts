/** How tenants stand, and their last reports, as rows. */
import type { Kysely } from "kysely";
import type { TenantReport } from "../../domain/report.ts";
import { standingOfUnseen, type TenantStanding } from "../../domain/standing.ts";
import type { Tables } from "./tables.ts";

export async function reports(db: Kysely<Tables>): Promise<TenantReport[]> {
  const rows = await db.selectFrom("tenant").select("report").orderBy("name").execute();
  return rows.map((row) => JSON.parse(row.report) as TenantReport);
}

export async function report(db: Kysely<Tables>, tenant: string): Promise<TenantReport | null> {
  const row = await db.selectFrom("tenant").select("report").where("name", "=", tenant).executeTakeFirst();
  return row ? (JSON.parse(row.report) as TenantReport) : null;
}

export async function standings(db: Kysely<Tables>): Promise<TenantStanding[]> {
  const rows = await db
    .selectFrom("tenant")
    .select("standing")
    .where("standing", "is not", null)
    .orderBy("name")
    .execute();
  return rows.flatMap((row) => readStanding(row.standing) ?? []);
}

export async function standing(db: Kysely<Tables>, tenant: string): Promise<TenantStanding | null> {
  const row = await db.selectFrom("tenant").select("standing").where("name", "=", tenant).executeTakeFirst();
  return readStanding(row?.standing ?? null);
}

/** What an older version wrote lacks what came later. One that can't be read is none: the next poll makes another. */
export function readStanding(document: string | null): TenantStanding | null {
  if (document === null) return null;
  try {
    const stored = JSON.parse(document) as TenantStanding;
    return { ...standingOfUnseen(stored), ...stored };
  } catch {
    return null;
  }
}
