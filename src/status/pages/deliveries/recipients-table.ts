/** Who was to be told, and what the other side said of each. */
import type { Delivery } from "../../../domain/archive.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { shortMoment } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { outcomeBadge } from "./delivery-words.ts";
import type { DeliveriesTexts } from "./texts.ts";

export function recipientsTable(
  delivery: Pick<Delivery, "state" | "recipients">,
  texts: DeliveriesTexts,
  context: PageContext,
): Html {
  const { column } = texts;
  const rows = delivery.recipients.map((recipient) => {
    const { address, at, response, via } = recipient;
    return html`<tr><th scope="row">${safeLine(address, 254)}</th>
<td data-label="${column.outcome}">${outcomeBadge(recipient, delivery, texts)}</td>
<td data-label="${column.when}">${shortMoment(at, context, "–")}</td>
<td data-label="${column.answer}">${safeLine(response, 500) ?? "–"}</td>
<td class="w" data-label="${column.via}">${safeLine(via, 80) ?? "–"}</td></tr>
`;
  });
  return html`<table class="stack"><thead><tr><th scope="col">${column.recipient}</th><th scope="col">${column.outcome}</th><th scope="col">${column.when}</th><th scope="col">${column.answer}</th><th scope="col">${column.via}</th></tr></thead><tbody>
${rows}</tbody></table>`;
}
