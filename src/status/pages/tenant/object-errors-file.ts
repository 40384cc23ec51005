/** All object errors of a tenant as a file that spreadsheets open. */
import { type Instant, toIso } from "../../../domain/instant.ts";
import type { StoredObjectError } from "../../../domain/synced-object.ts";
import { toCsv } from "../../../mail/render/csv.ts";
import { objectErrorColumns } from "../../../mail/render/listings/object-errors.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import type { PageContext } from "../page-context.ts";

export const maxFileRows = 100_000;

export function objectErrorsFile(
  tenant: string,
  errors: readonly StoredObjectError[],
  { texts, now }: Pick<PageContext, "texts" | "now">,
): { name: string; type: string; content: string } {
  const columns = objectErrorColumns(texts);
  const rows = errors.flatMap(({ error, firstSeenAt }) => {
    if (!error) return [];
    const known = firstSeenAt === null ? error : { ...error, firstSeenAt };
    return [columns.map(([, say]) => safeLine(say(known), 1_000))];
  });
  const heads = columns.map(([label]) => texts.label[label]);
  return { name: fileName(tenant, now), type: "text/csv; charset=utf-8", content: toCsv(heads, rows) };
}

function fileName(tenant: string, now: Instant): string {
  return `${tenant.replace(/[^a-z0-9-]+/gi, "-")}-object-errors-${toIso(now).slice(0, 10)}.csv`;
}
