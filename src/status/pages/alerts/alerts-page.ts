/** All alerts, by state and filter, the newest first. */
import type { Alert } from "../../../domain/alert.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { type Page, paging } from "../layout.ts";
import { ago } from "../moments.ts";
import { type PageContext, withQuery } from "../page-context.ts";
import type { ReadPart } from "../read-part.ts";
import { sign, type Tone } from "../tone.ts";
import { alertLink, alertNotes, severityBadge, type Tenants, tenantLink } from "./alert-words.ts";
import { filterForm } from "./filter-form.ts";
import { type Mutes, muteOf } from "./mute.ts";
import { type AlertFilter, type ShownState, shownStates } from "./read-filter.ts";
import { type AlertsTexts, alertsTexts } from "./texts.ts";

export interface AlertsView {
  filter: AlertFilter;
  /** Of those that tenant, finding and severity leave over. */
  counts: Record<ShownState, number>;
  part: ReadPart<Alert>;
  tenants: Tenants;
  mutes: Mutes;
}

export function alertsPage(view: AlertsView, context: PageContext): Page {
  const texts = alertsTexts[context.language];
  const { filter, part } = view;
  const isFiltered = filter.tenant !== null || filter.finding !== null || filter.severity !== null;
  return {
    title: texts.title,
    item: "alerts",
    isLive: true,
    content: html`<div class="head"><h1>${texts.title}</h1></div>
<div class="tools">${tiles(view, texts, context)}</div>
${filterForm(filter, view.tenants, texts, context)}
<section id="results" aria-label="${texts.title}">
${
  part.items.length > 0
    ? table(view, texts, context)
    : html`<p class="empty">${isFiltered ? texts.nothing : texts.none[filter.state]}</p>`
}
${paging(part.span, { shown: part.items.length, total: part.total }, context)}
</section>`,
  };
}

const signs: Record<ShownState, Tone | null> = {
  open: "warning",
  pending: "unknown",
  ended: "ok",
  all: null,
};

function tiles({ filter, counts }: AlertsView, texts: AlertsTexts, context: PageContext): Html {
  const tile = (state: ShownState) => {
    const address = withQuery(context, { state: state === "open" ? null : state, offset: null });
    const mark = counts[state] === 0 && state === "open" ? "ok" : signs[state];
    return html`<li><a href="${address}"${state === filter.state && html` aria-current="true"`}>${mark && sign(mark)}<b>${context.f.number(counts[state])}</b> <span>${texts.state[state]}</span></a></li>
`;
  };
  return html`<nav aria-label="${texts.states}"><ul class="tiles">
${shownStates.map(tile)}</ul></nav>`;
}

function table(view: AlertsView, texts: AlertsTexts, context: PageContext): Html {
  const { column } = texts;
  return html`<table class="stack"><thead><tr><th scope="col">${column.severity}</th><th scope="col">${column.alert}</th><th scope="col">${column.tenant}</th><th scope="col">${column.since}</th><th scope="col">${column.note}</th></tr></thead><tbody>
${view.part.items.map((alert) => row(alert, view, texts, context))}</tbody></table>`;
}

function row(alert: Alert, { tenants, mutes }: AlertsView, texts: AlertsTexts, context: PageContext): Html {
  const { column } = texts;
  const notes = alertNotes(alert, muteOf(alert, mutes, context.now), context);
  return html`<tr><td>${severityBadge(alert, context)}</td>
<th scope="row">${alertLink(alert, context)}</th>
<td data-label="${column.tenant}">${tenantLink(alert.tenant, tenants, context)}</td>
<td data-label="${column.since}">${ago(alert.last.since, context, context.words.unknown)}</td>
<td>${notes.map((note, n) => html`${n > 0 && html`<br>`}${note}`)}</td></tr>
`;
}
