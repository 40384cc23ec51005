/** The addresses of what is muted: the page, a new silence, and the end of one. */
import type { PageOptions, PageServer } from "../page-server.ts";

export function registerMuted(pages: PageServer, { source }: PageOptions): void {
  // At first use: an idle daemon has no need of it.
  const load = () => import("./show-muted.ts");

  pages.get("/muted", async (context) => {
    const { showMuted } = await load();
    return { page: await showMuted(source, context) };
  });
  pages.post("/muted", async (context, _parameters, form) => {
    const { addSilence } = await load();
    return addSilence(form, source, context);
  });
  pages.post("/muted/:id/end", async (context, { id = "" }) => {
    const { endSilence } = await load();
    return endSilence(id, source, context);
  });
  // Whoever loads that address again is back at the page.
  pages.get("/muted/:id/end", async () => ({ goTo: "/muted" }));
}
