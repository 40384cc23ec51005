/** The overview's address. */
import type { PageOptions, PageServer } from "../page-server.ts";
import { overviewPage } from "./overview-page.ts";

export function registerOverview(pages: PageServer, { source }: PageOptions): void {
  pages.get("/", async (context) => ({
    page: overviewPage(
      await source.standings(),
      await source.alertTallies(),
      (tenant) => source.thresholds(tenant),
      context,
    ),
  }));
}
