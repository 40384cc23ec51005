/** The catalog's addresses: the search, an entry, and an explanation of what is pasted. */
import type { PageOptions, PageServer } from "../page-server.ts";

/** What is pasted has 64 KB at most; in a form, a character that is none of ASCII takes three times its bytes. */
const maxFormBytes = 256 * 1_024;

export function registerCatalog(pages: PageServer, { source }: PageOptions): void {
  // At first use: an idle daemon has no need of it.
  const load = () => import("./show-catalog.ts");

  pages.get("/catalog", async (context) => {
    const { showCatalog } = await load();
    return { page: await showCatalog(source, context) };
  });
  pages.get("/catalog/:id", async (context, { id = "" }) => {
    const { showEntry } = await load();
    const page = showEntry(id, source, context);
    return page && { page };
  });
  // Not by GET: an error names people and servers, and addresses end up in logs and histories.
  pages.post(
    "/catalog",
    async (context, _parameters, form) => {
      const { explainPasted } = await load();
      return explainPasted(form, source, context);
    },
    { maxBytes: maxFormBytes },
  );
}
