/** A tenant's addresses: its page, and its object errors as a file. */
import type { Span } from "../../../domain/part.ts";
import type { PageContext } from "../page-context.ts";
import type { PageOptions, PageServer } from "../page-server.ts";
import { readSpan, spanMs } from "./history-section.ts";
import { maxFileRows, objectErrorsFile } from "./object-errors-file.ts";
import { errorsAtOnce } from "./object-errors-section.ts";
import { tenantPage } from "./tenant-page.ts";

const maxPoints = 400;
const openShown = 50;
const pastShown = 10;

export function registerTenant(pages: PageServer, { source }: PageOptions): void {
  pages.get("/tenants/:name", async (context, { name: tenant = "" }) => {
    const [standing, thresholds] = [await source.standing(tenant), source.thresholds(tenant)];
    if (!standing || !thresholds) return null;
    const { query, now } = context;
    const span = readSpan(query);
    const from = now - spanMs[span];
    const text = (query.get("errors") ?? "").trim().slice(0, 100);
    const errorSpan = readErrorSpan(context);
    return {
      page: tenantPage(
        {
          standing,
          thresholds,
          report: await source.report(tenant),
          open: await source.alerts({ tenant, state: "open" }, { offset: 0, limit: openShown }),
          past: await source.alerts({ tenant, state: "ended" }, { offset: 0, limit: pastShown }),
          history: {
            span,
            from,
            to: now,
            points: await source.history({ tenant, from, to: now, maxPoints }),
          },
          errors: {
            text,
            span: errorSpan,
            part: await source.objectErrors({ tenant, ...(text === "" ? {} : { text }) }, errorSpan),
          },
        },
        context,
      ),
    };
  });

  pages.get("/tenants/:name/object-errors.csv", async (context, { name: tenant = "" }) => {
    if (!(await source.standing(tenant))) return null;
    const { items } = await source.objectErrors({ tenant }, { offset: 0, limit: maxFileRows });
    return { file: objectErrorsFile(tenant, items, context) };
  });
}

function readErrorSpan({ query }: PageContext): Span {
  const offset = Number(query.get("offset") ?? 0);
  return { offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0, limit: errorsAtOnce };
}
