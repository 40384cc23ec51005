/** An alert's addresses: its page, and what is done with it. */
import type { PageOptions, PageServer } from "../page-server.ts";

export function registerAlert(pages: PageServer, { source }: PageOptions): void {
  // At first use: an idle daemon has no need of it.
  const load = () => import("./show-alert.ts");

  pages.get("/alerts/:id", async (context, { id = "" }) => {
    const { showAlert } = await load();
    return showAlert(id, source, context);
  });
  pages.post("/alerts/:id/actions", async (context, { id = "" }, form) => {
    const { actOnAlert } = await load();
    return actOnAlert(id, form, source, context);
  });
  // Whoever loads a form's answer again, or changes its language, is back at the alert.
  pages.get("/alerts/:id/actions", async (_context, { id = "" }) => ({
    goTo: `/alerts/${encodeURIComponent(id)}`,
  }));
}
