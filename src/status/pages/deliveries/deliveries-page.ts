/** All deliveries, the newest first: counts by state, and what became of each. */
import type { DeliverySummary, OutboxState } from "../../../domain/archive.ts";
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import { alertPath, type Tenants } from "../alerts/alert-words.ts";
import { codeSpans } from "../code-spans.ts";
import { type Page, paging } from "../layout.ts";
import { ago } from "../moments.ts";
import { type PageContext, withQuery } from "../page-context.ts";
import type { ReadPart } from "../read-part.ts";
import { sign, type Tone } from "../tone.ts";
import {
  channelName,
  deliveryPath,
  sayNextTry,
  sayRecipients,
  sayWhat,
  sayWhose,
  stateBadge,
  stateTone,
} from "./delivery-words.ts";
import { type DeliveriesTexts, deliveriesTexts } from "./texts.ts";

/** In the order of the tiles. */
export const shownStates = ["queued", "dead", "sent", "dropped", "merged"] as const satisfies OutboxState[];

export interface DeliveriesView {
  /** Null: all but those that became a part of a digest. */
  state: OutboxState | null;
  /** Only those about this one; null: all. */
  alertId: string | null;
  counts: Partial<Record<OutboxState, number>>;
  part: ReadPart<DeliverySummary>;
  tenants: Tenants;
}

export function deliveriesPage(view: DeliveriesView, context: PageContext): Page {
  const texts = deliveriesTexts[context.language];
  const { state, alertId, part } = view;
  return {
    title: texts.title,
    item: "deliveries",
    isLive: true,
    content: html`<div class="head"><h1>${texts.title}</h1></div>
${
  alertId === null
    ? html`<div class="tools">${tiles(view, texts, context)}</div>`
    : html`<p>${texts.ofAlert} <a href="${context.to(alertPath(alertId))}">${texts.toAlert}</a> · <a href="${context.to("/deliveries")}">${texts.everything}</a></p>`
}
${state !== null && html`<p class="muted">${codeSpans(texts.means[state])}</p>`}
<section id="results" aria-label="${texts.title}">
${part.items.length > 0 ? table(view, texts, context) : html`<p class="empty">${state === null ? texts.none : texts.nothing}</p>`}
${paging(part.span, { shown: part.items.length, total: part.total }, context)}
</section>`,
  };
}

function tiles({ state, counts }: DeliveriesView, texts: DeliveriesTexts, context: PageContext): Html {
  const { f } = context;
  const tile = (each: OutboxState | null, count: number, word: string, mark: Tone | null) =>
    html`<li><a href="${withQuery(context, { state: each, offset: null })}"${each === state && html` aria-current="true"`}>${mark && sign(mark)}<b>${f.number(count)}</b> <span>${word}</span></a></li>
`;
  const countOf = (each: OutboxState) => counts[each] ?? 0;
  // What is told by a digest is told once.
  const all = shownStates.reduce((sum, each) => (each === "merged" ? sum : sum + countOf(each)), 0);
  const tone = (each: OutboxState) => (each === "dead" && countOf(each) === 0 ? "ok" : stateTone(each));
  return html`<nav aria-label="${texts.states}"><ul class="tiles">
${shownStates.map((each) => tile(each, countOf(each), texts.state[each], tone(each)))}
${tile(null, all, texts.all, null)}</ul></nav>`;
}

function table({ part, tenants }: DeliveriesView, texts: DeliveriesTexts, context: PageContext): Html {
  const { column } = texts;
  const heads = [
    column.when,
    column.what,
    column.channel,
    column.state,
    column.recipients,
    column.attempts,
    column.nextTry,
  ];
  return html`<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${part.items.map((delivery) => row(delivery, tenants, texts, context))}</tbody></table>`;
}

function row(
  delivery: DeliverySummary,
  tenants: Tenants,
  texts: DeliveriesTexts,
  context: PageContext,
): Html {
  const { column } = texts;
  const cell = (label: string, value: HtmlValue) =>
    value === null ? html`<td></td>` : html`<td class="w" data-label="${label}">${value}</td>`;
  return html`<tr><td>${ago(delivery.createdAt, context, context.words.unknown)}</td>
<th scope="row"><a href="${context.to(deliveryPath(delivery.id))}">${sayWhat(delivery, context)}</a><br><span class="muted">${sayWhose(delivery, tenants, texts, context)}</span></th>
${cell(column.channel, channelName(delivery.channel, texts))}
<td>${stateBadge(delivery, texts)}</td>
${cell(column.recipients, sayRecipients(delivery, texts, context))}
${cell(column.attempts, context.f.number(delivery.attempts))}
${cell(column.nextTry, sayNextTry(delivery, texts, context))}</tr>
`;
}
