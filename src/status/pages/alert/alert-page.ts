/** One alert: what is wrong, what to do, what became of it, who was told; and the form to acknowledge or silence it. */
import type { Alert } from "../../../domain/alert.ts";
import type { DeliverySummary, TransitionRecord } from "../../../domain/archive.ts";
import type { Part } from "../../../domain/part.ts";
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import type { StatusSource } from "../../source.ts";
import { alertTitle, severityBadge, type Tenants, tenantLink } from "../alerts/alert-words.ts";
import type { Mute } from "../alerts/mute.ts";
import { alertsTexts } from "../alerts/texts.ts";
import type { Page } from "../layout.ts";
import { ago } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { badge, type Tone } from "../tone.ts";
import { actionForm, type FilledAction } from "./action-form.ts";
import { explanationSection } from "./explanation-section.ts";
import { type AlertFacts, factsSection, isEnded, numbersSection } from "./facts-section.ts";
import { objectsSection } from "./objects-section.ts";
import { rawSection } from "./raw-section.ts";
import { type AlertTexts, alertTexts } from "./texts.ts";
import { timelineSection } from "./timeline-section.ts";
import { toldSection } from "./told-section.ts";
import { faultNotice } from "./words-fields.ts";

export interface AlertView {
  alert: Alert;
  timeline: TransitionRecord[];
  /** The newest that tell of it. */
  deliveries: Part<DeliverySummary>;
  mute: Mute | null;
  tenants: Tenants;
  catalog: ReturnType<StatusSource["catalog"]>;
  /** What was just done, or could not be. */
  notice: Html | null;
  /** Null: there is nothing to fill in. */
  form: FilledAction | null;
}

export function alertPage(view: AlertView, context: PageContext): Page {
  const texts = alertTexts[context.language];
  const { alert, timeline, deliveries, tenants, form } = view;
  const end = timeline.findLast(({ kind }) => kind === "resolved" || kind === "withdrawn");
  const facts: AlertFacts = { ...view, endReason: isEnded(alert) ? (end?.reason ?? null) : null };
  const title = alertTitle(alert, context);
  return {
    title,
    item: "alerts",
    // What somebody types must not vanish.
    isLive: form === null,
    content: html`<p class="crumb"><a href="${context.to("/alerts")}">${alertsTexts[context.language].title}</a></p>
${form && form.faults.length > 0 && faultNotice(form.faults, context)}
${view.notice}
<div class="head"><h1>${title}</h1>${severityBadge(alert, context)}${stateBadges(view, texts)}
<p class="muted">${tenantLink(alert.tenant, tenants, context)} · ${whenLine(alert, texts, context)}</p></div>
<div class="columns uneven">
<div>${factsSection(facts, texts, context)}${numbersSection(facts, context)}${explanationSection(alert, view.catalog, texts, context)}</div>
<div>${form && actionForm(alert.id, form, context)}${timelineSection({ alert, timeline, deliveries: deliveries.items }, texts, context)}</div>
</div>
${objectsSection(alert, tenants, texts, context)}
${toldSection(alert.id, deliveries, texts, context)}
${rawSection(alert, texts)}`,
  };
}

const stateTones: Record<Alert["state"], Tone> = {
  open: "none",
  pending: "none",
  resolved: "ok",
  withdrawn: "none",
};

function stateBadges({ alert, mute }: AlertView, texts: AlertTexts): HtmlValue {
  const { state, acknowledgement } = alert;
  return [
    badge(stateTones[state], texts.state[state]),
    state === "open" && acknowledgement && badge("info", texts.acknowledged),
    mute && badge("info", texts.muted),
  ];
}

function whenLine(alert: Alert, texts: AlertTexts, context: PageContext): HtmlValue {
  const { state, last, resolvedAt } = alert;
  const { f, now, words } = context;
  if (state === "open" || state === "pending") {
    return html`${texts.since} ${ago(last.since, context, words.unknown)}`;
  }
  const lasted = f.spanSince(last.since, resolvedAt ?? now);
  return html`${texts.ended[state].toLowerCase()} ${ago(resolvedAt, context, words.unknown)}${lasted !== null && html` · ${alertsTexts[context.language].lasted(lasted)}`}`;
}
