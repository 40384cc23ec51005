/** The list of alerts. In: a source and what its reader asked for. Out: the page. */
import type { StatusSource } from "../../source.ts";
import type { Page } from "../layout.ts";
import type { PageContext } from "../page-context.ts";
import { readPart } from "../read-part.ts";
import { tenantsByName } from "./alert-words.ts";
import { alertsPage } from "./alerts-page.ts";
import { readMutes } from "./mute.ts";
import { readFilter, toQuery } from "./read-filter.ts";

const alertsAtOnce = 50;
/** For a count: the list itself is not looked at. */
const justOne = { offset: 0, limit: 1 };

export async function showAlerts(source: StatusSource, context: PageContext): Promise<Page> {
  const filter = readFilter(context.query);
  const count = async (state: "open" | "pending" | "ended") =>
    (await source.alerts(toQuery({ ...filter, state }), justOne)).total;
  const [open, pending, ended] = await Promise.all([count("open"), count("pending"), count("ended")]);
  return alertsPage(
    {
      filter,
      counts: { open, pending, ended, all: open + pending + ended },
      part: await readPart(context.query, alertsAtOnce, (span) => source.alerts(toQuery(filter), span)),
      tenants: tenantsByName(await source.standings()),
      mutes: await readMutes(source),
    },
    context,
  );
}
