/** The address of the list of alerts. */
import type { PageOptions, PageServer } from "../page-server.ts";

export function registerAlerts(pages: PageServer, { source }: PageOptions): void {
  pages.get("/alerts", async (context) => {
    // At first use: an idle daemon has no need of it.
    const { showAlerts } = await import("./show-alerts.ts");
    return { page: await showAlerts(source, context) };
  });
}
