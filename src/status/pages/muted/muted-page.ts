/** What nobody is told of for now: silences, maintenance windows and acknowledged alerts, each with until when. */
import type { Alert } from "../../../domain/alert.ts";
import type { Instant } from "../../../domain/instant.ts";
import type { Silence } from "../../../domain/silence.ts";
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { nameOf } from "../../../mail/render/texts/by-language.ts";
import { faultNotice } from "../alert/words-fields.ts";
import { alertLink, severityBadge, type Tenants, tenantLink, tenantName } from "../alerts/alert-words.ts";
import type { Mutes } from "../alerts/mute.ts";
import type { Page } from "../layout.ts";
import { ago } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { tokenField } from "../page-server.ts";
import { type FilledSilence, silenceForm } from "./silence-form.ts";
import { type MutedTexts, mutedTexts } from "./texts.ts";
import { windowsSection } from "./windows-section.ts";

export interface MutedView {
  mutes: Mutes;
  /** `total`: how many there are, of which these are the first. */
  acknowledged: { items: Alert[]; total: number };
  tenants: Tenants;
  /** What was just done. */
  notice: Html | null;
  form: FilledSilence;
}

export function mutedPage(view: MutedView, context: PageContext): Page {
  const texts = mutedTexts[context.language];
  const { mutes, acknowledged, tenants, form } = view;
  const own = form.ownFaults.map((fault) => ({
    text: texts.fault[fault],
    field: fault === "tenant-missing" ? "tenant" : "finding",
  }));
  return {
    title: texts.title,
    item: "muted",
    isLive: false,
    content: html`${form.faults.length + own.length > 0 && faultNotice(form.faults, context, own)}
${view.notice}
<div class="head"><h1>${texts.title}</h1>
<p class="muted">${texts.intro}</p></div>
${silencesSection(mutes.silences, tenants, texts, context)}
${windowsSection(mutes.windows, tenants, texts, context)}
${acknowledgedSection(acknowledged, tenants, texts, context)}
${silenceForm(form, tenants, texts, context)}`,
  };
}

function silencesSection(
  silences: readonly Silence[],
  tenants: Tenants,
  texts: MutedTexts,
  context: PageContext,
): Html {
  const { column } = texts;
  const heads = [column.what, column.tenant, column.until, column.by, column.reason];
  const table = html`<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}<th scope="col"><span class="vh">${column.end}</span></th></tr></thead><tbody>
${silences.toSorted((a, b) => a.endsAt - b.endsAt).map((silence) => silenceRow(silence, tenants, texts, context))}</tbody></table>`;
  return html`<section aria-labelledby="silences"><h2 id="silences">${texts.silences}</h2>
${silences.length > 0 ? table : html`<p class="muted">${texts.noSilences}</p>`}</section>
`;
}

function silenceRow(silence: Silence, tenants: Tenants, texts: MutedTexts, context: PageContext): Html {
  const { id, tenant, finding, subjectKey, by, reason } = silence;
  const { column } = texts;
  const what = finding === null ? texts.everything : nameOf(context.texts, finding);
  const whose = tenant === null ? texts.allTenants : tenantName(tenant, tenants);
  const subject =
    subjectKey !== null &&
    subjectKey !== "tenant" &&
    html`<br><span class="muted">${texts.onlyFor} ${safeLine(subjectKey, 120)}</span>`;
  return html`<tr><th scope="row">${what}${subject}</th>
<td data-label="${column.tenant}">${tenant === null ? texts.allTenants : tenantLink(tenant, tenants, context)}</td>
<td data-label="${column.until}">${sayUntil(silence, texts, context)}</td>
<td class="w" data-label="${column.by}">${safeLine(by, 100)}</td>
<td data-label="${column.reason}">${safeLine(reason, 300)}</td>
<td><form method="post" action="${context.to(`/muted/${encodeURIComponent(id)}/end`)}">${tokenField(context)}<button type="submit" class="quiet">${texts.end}<span class="vh"> ${texts.endOf(`${what}, ${whose}`)}</span></button></form></td></tr>
`;
}

function sayUntil({ startsAt, endsAt }: Silence, texts: MutedTexts, context: PageContext): HtmlValue {
  const { now } = context;
  const begins = startsAt > now && html`${texts.startsAt} ${dateAndAgo(startsAt, context)}, ${texts.until} `;
  return html`${begins}${dateAndAgo(endsAt, context)}`;
}

/** The date, and how far off it is. */
export function dateAndAgo(at: Instant, context: PageContext): Html {
  const { f, words } = context;
  return html`${f.shortMoment(at) ?? words.unknown} <span class="muted">(${ago(at, context, words.unknown)})</span>`;
}

function acknowledgedSection(
  { items, total }: MutedView["acknowledged"],
  tenants: Tenants,
  texts: MutedTexts,
  context: PageContext,
): Html {
  const { column } = texts;
  const heads = [column.alert, column.tenant, column.acknowledged, column.by, column.reason];
  const table = html`<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${items.map((alert) => acknowledgedRow(alert, tenants, texts, context))}</tbody></table>`;
  const rest = total - items.length;
  return html`<section aria-labelledby="acknowledged"><h2 id="acknowledged">${texts.acknowledged}</h2>
${items.length > 0 && html`<p class="muted">${texts.acknowledgedHint}</p>`}
${items.length > 0 ? table : html`<p class="muted">${texts.noAcknowledged}</p>`}
${rest > 0 && html`<p class="muted">${texts.moreAcknowledged(context.f.number(rest))}</p>`}</section>
`;
}

function acknowledgedRow(alert: Alert, tenants: Tenants, texts: MutedTexts, context: PageContext): Html {
  const { column } = texts;
  const { at, by, reason } = alert.acknowledgement ?? { at: null, by: "", reason: "" };
  return html`<tr><th scope="row">${severityBadge(alert, context)} ${alertLink(alert, context)}</th>
<td data-label="${column.tenant}">${tenantLink(alert.tenant, tenants, context)}</td>
<td data-label="${column.acknowledged}">${ago(at, context, context.words.unknown)}</td>
<td class="w" data-label="${column.by}">${safeLine(by, 100)}</td>
<td data-label="${column.reason}">${safeLine(reason, 300)}</td></tr>
`;
}
