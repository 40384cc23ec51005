/** The timeline of alerts as rows: what each transition was, how bad it was then, and who made it, in whose words. */
import type { Kysely, Transaction } from "kysely";
import type { Transition } from "../../domain/alert.ts";
import type { TransitionRecord } from "../../domain/archive.ts";
import type { Tables } from "./tables.ts";

export async function writeTransitions(
  tx: Transaction<Tables>,
  transitions: readonly Pick<Transition, "alertId" | "kind" | "reason" | "at" | "alert" | "quiet">[],
): Promise<void> {
  for (const transition of transitions) {
    const { alertId, kind, reason, at, alert, quiet } = transition;
    const said = saidIn(transition);
    await tx
      .insertInto("transition")
      .values({
        alert_id: alertId,
        kind,
        reason,
        at,
        severity: alert.last.severity,
        by_whom: said?.by ?? null,
        words: said?.reason ?? null,
        quiet: quiet ? 1 : 0,
      })
      .execute();
  }
}

/** Whose doing a transition is, in their words; null for those that polls make. */
function saidIn({ kind, alert }: Pick<Transition, "kind" | "alert">): { by: string; reason: string } | null {
  if (kind === "acknowledged") return alert.acknowledgement;
  if (kind !== "silenced" || !alert.hold) return null;
  return alert.hold.said ?? { by: alert.hold.name, reason: "" };
}

export async function transitionsOf(db: Kysely<Tables>, alertId: string): Promise<TransitionRecord[]> {
  const rows = await db
    .selectFrom("transition")
    .select(["kind", "reason", "at", "severity", "by_whom as by", "words", "quiet"])
    .where("alert_id", "=", alertId)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, quiet: row.quiet === 1 }));
}

/** The newest transition there is; 0 without any. */
export async function newestTransition(db: Kysely<Tables>): Promise<number> {
  const { id } = await db
    .selectFrom("transition")
    .select((eb) => eb.fn.max("id").as("id"))
    .executeTakeFirstOrThrow();
  return id ?? 0;
}
