/** The addresses of deliveries: the list, each of them, and the mail itself for a frame of its page. */
import type { PageOptions, PageServer } from "../page-server.ts";

/** A mail has styles and links of its own, and nothing else: no script, no picture from elsewhere, no form. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/** A link within the frame would replace the mail, if its site let itself be framed at all. */
function withLinksOutside(html: string): string {
  return html.replace(/<head>/i, '<head><base target="_blank">');
}

export function registerDeliveries(pages: PageServer, { source }: PageOptions): void {
  // At first use: an idle daemon has no need of them.
  const load = () => import("./show-deliveries.ts");

  pages.get("/deliveries", async (context) => {
    const { showDeliveries } = await load();
    return { page: await showDeliveries(source, context) };
  });
  pages.get("/deliveries/:id", async (context, { id = "" }) => {
    const { showDelivery } = await load();
    const page = await showDelivery(id, source, context);
    return page && { page };
  });
  pages.get("/deliveries/:id/mail", async (_context, { id = "" }) => {
    const { readMail } = await load();
    const mail = await readMail(id, source);
    return mail && { frame: { content: withLinksOutside(mail.html), policy: mailPolicy } };
  });
}
