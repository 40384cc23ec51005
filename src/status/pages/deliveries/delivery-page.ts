/** One delivery: how it stands, who got it, which alerts it tells of, and the mail itself in a frame of its own. */
import type { Delivery } from "../../../domain/archive.ts";
import { type Mail, mailChannel } from "../../../domain/notification.ts";
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { badgeOf, toneOf } from "../../../mail/render/section.ts";
import { transitionTitle } from "../../../mail/render/subject.ts";
import { nameOf } from "../../../mail/render/texts/by-language.ts";
import { alertPath, type Tenants, tenantLink } from "../alerts/alert-words.ts";
import { codeSpans } from "../code-spans.ts";
import { type Fact, factsTable } from "../facts-table.ts";
import type { Page } from "../layout.ts";
import { momentAndAgo } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { badge } from "../tone.ts";
import { channelName, sayNextTry, sayWhat, sayWhose, stateBadge } from "./delivery-words.ts";
import { mailSection, maxTransitions, wordsSection } from "./mail-section.ts";
import { recipientsTable } from "./recipients-table.ts";
import { type DeliveriesTexts, deliveriesTexts } from "./texts.ts";

export interface DeliveryView {
  delivery: Delivery;
  /** Null: it is no mail, or its text is kept no more. */
  mail: Mail | null;
  tenants: Tenants;
}

export function deliveryPage(view: DeliveryView, context: PageContext): Page {
  const texts = deliveriesTexts[context.language];
  const { delivery, tenants } = view;
  const what = sayWhat(delivery, context);
  return {
    title: what,
    item: "deliveries",
    isLive: false,
    content: html`<p class="crumb"><a href="${context.to("/deliveries")}">${texts.title}</a></p>
<div class="head"><h1>${what}</h1>${stateBadge(delivery, texts)}
<p class="muted">${sayWhose(delivery, tenants, texts, context)}</p></div>
<div class="columns">
${factsSection(delivery, texts, context)}
${alertsSection(view, texts, context)}
</div>
${recipientsSection(delivery, texts, context)}
${delivery.channel === mailChannel ? mailSection(delivery, view.mail, texts, context) : wordsSection(delivery, texts, context)}`,
  };
}

function factsSection(delivery: Delivery, texts: DeliveriesTexts, context: PageContext): Html {
  const { fact } = texts;
  const { state, channel, createdAt, endedAt, attempts, messageId, id } = delivery;
  const { words, f } = context;
  const facts: Fact[] = [
    [fact.channel, channelName(channel, texts)],
    [fact.written, momentAndAgo(createdAt, context, words.unknown)],
    state === "queued"
      ? [fact.nextTry, sayNextTry(delivery, texts, context)]
      : [fact.ended[state], momentAndAgo(endedAt, context, words.unknown)],
    [fact.attempts, f.number(attempts)],
    [fact.messageId, channel === mailChannel && safeLine(messageId, 300)],
    [fact.id, html`<code>${safeLine(id, 100)}</code>`],
  ];
  return html`<section aria-labelledby="facts"><h2 id="facts">${texts.facts}</h2>
<p>${codeSpans(texts.means[state])}</p>
${factsTable(facts)}</section>
`;
}

/** With their titles where the notification is kept, else by the names of their findings. */
function alertsSection(
  { delivery, tenants }: DeliveryView,
  texts: DeliveriesTexts,
  context: PageContext,
): Html {
  const { notification, alerts, alertsTotal } = delivery;
  const transitions = notification?.transitions.slice(0, maxTransitions) ?? [];
  const item = (id: string, tenant: string, title: string, mark: HtmlValue) =>
    html`<li><div class="line">${mark}<a href="${context.to(alertPath(id))}">${title}</a></div><p class="muted">${tenantLink(tenant, tenants, context)}</p></li>
`;
  const items =
    transitions.length > 0
      ? transitions.map((transition) => {
          const { alertId, alert } = transition;
          const tone = toneOf(transition);
          const mark = badge(tone === "resolved" ? "ok" : tone, badgeOf(transition, context.texts));
          return item(alertId, alert.tenant, transitionTitle(transition, context), mark);
        })
      : alerts.map(({ id, tenant, finding }) => item(id, tenant, nameOf(context.texts, finding), null));
  const rest = Math.max(alertsTotal, notification?.transitions.length ?? 0) - items.length;
  return html`<section aria-labelledby="tells"><h2 id="tells">${texts.tells}</h2>
${items.length > 0 ? html`<ul class="list">${items}</ul>` : html`<p class="muted">${texts.noAlerts}</p>`}
${rest > 0 && html`<p class="muted">${texts.moreAlerts(context.f.number(rest))}</p>`}</section>
`;
}

function recipientsSection(delivery: Delivery, texts: DeliveriesTexts, context: PageContext): Html {
  const { recipients, recipientsTotal } = delivery;
  const rest = recipientsTotal - recipients.length;
  return html`<section aria-labelledby="recipients"><h2 id="recipients">${texts.recipients}</h2>
${recipientsTable(delivery, texts, context)}
${rest > 0 && html`<p class="muted">${texts.moreRecipients(context.f.number(rest))}</p>`}</section>
`;
}
