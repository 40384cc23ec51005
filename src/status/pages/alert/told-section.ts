/** Who was told of an alert: each recipient of each delivery, with the answer of the other side. */
import type { DeliverySummary } from "../../../domain/archive.ts";
import type { Part } from "../../../domain/part.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { deliveryPath, outcomeBadge, sayWhat } from "../deliveries/delivery-words.ts";
import { deliveriesTexts } from "../deliveries/texts.ts";
import { shortMoment } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import type { AlertTexts } from "./texts.ts";

/** Deliveries whose recipients are listed; their own pages have the others. */
const maxDeliveries = 20;

export function toldSection(
  alertId: string,
  { items, total }: Part<DeliverySummary>,
  texts: AlertTexts,
  context: PageContext,
): Html {
  const { told } = texts;
  const shown = items.slice(0, maxDeliveries);
  return html`<section aria-labelledby="told"><h2 id="told">${told.title}</h2>
${shown.length > 0 ? table(shown, texts, context) : html`<p class="muted">${told.nobody}</p>`}
${total > shown.length && html`<p><a href="${context.to(`/deliveries?alert=${encodeURIComponent(alertId)}`)}">${told.all(context.f.number(total))}</a></p>`}</section>
`;
}

function table(deliveries: readonly DeliverySummary[], texts: AlertTexts, context: PageContext): Html {
  const { column } = deliveriesTexts[context.language];
  const heads = [column.recipient, texts.told.delivery, column.outcome, column.when, column.answer];
  return html`<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${deliveries.map((delivery) => rows(delivery, texts, context))}</tbody></table>`;
}

function rows(delivery: DeliverySummary, texts: AlertTexts, context: PageContext): Html[] {
  const own = deliveriesTexts[context.language];
  const { column } = own;
  const { recipients, recipientsTotal, id, createdAt } = delivery;
  const link = html`<a href="${context.to(deliveryPath(id))}">${sayWhat(delivery, context)}</a>`;
  const rest = recipientsTotal - recipients.length;
  const each = recipients.map(
    (recipient) => html`<tr><th scope="row">${safeLine(recipient.address, 254)}</th>
<td data-label="${texts.told.delivery}">${link}</td>
<td data-label="${column.outcome}">${outcomeBadge(recipient, delivery, own)}</td>
<td data-label="${column.when}">${shortMoment(recipient.at ?? createdAt, context, "–")}</td>
<td data-label="${column.answer}">${safeLine(recipient.response, 300) ?? "–"}</td></tr>
`,
  );
  if (rest <= 0) return each;
  return [
    ...each,
    html`<tr><td colspan="5">${link}: ${texts.told.more(context.f.number(rest))}</td></tr>
`,
  ];
}
