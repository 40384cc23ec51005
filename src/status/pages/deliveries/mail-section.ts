/** The mail of a delivery, in a frame that can do nothing but show it; of another channel, what it was told in words. */
import type { Transition } from "../../../domain/alert.ts";
import type { Delivery } from "../../../domain/archive.ts";
import type { Mail } from "../../../domain/notification.ts";
import { toldAs } from "../../../domain/telling.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { sayOutcome } from "../../../mail/render/section.ts";
import { transitionTitle } from "../../../mail/render/subject.ts";
import { sayDescription, sayPast } from "../../../mail/render/texts/by-language.ts";
import { factsTable } from "../facts-table.ts";
import { shortMoment } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { deliveryPath } from "./delivery-words.ts";
import type { DeliveriesTexts } from "./texts.ts";

const maxAddresses = 20;
export const maxTransitions = 50;

/** `mail`: null where its text is kept no more. */
export function mailSection(
  { id, notification, endedAt }: Delivery,
  mail: Mail | null,
  texts: DeliveriesTexts,
  context: PageContext,
): Html {
  const { mail: own } = texts;
  const head = html`<section aria-labelledby="mail"><h2 id="mail">${own.title}</h2>`;
  if (mail === null) {
    return html`${head}
<p class="muted">${own.gone}</p></section>
`;
  }
  const subject = safeLine(mail.subject, 300);
  const facts = factsTable([
    [own.subject, html`<b>${subject}</b>`],
    [own.from, safeLine(mail.from, 300)],
    [own.to, sayAddresses(mail.to, texts, context)],
    [own.date, shortMoment(endedAt ?? mail.date, context, context.words.unknown)],
    [own.files, mail.attachments.map(({ filename }) => safeLine(filename, 200)).join(", ")],
  ]);
  const language = notification?.language ?? context.language;
  return html`${head}
<p class="muted">${own.asNow}</p>
<div class="slim">${facts}</div>
<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="${context.to(`${deliveryPath(id)}/mail`)}" title="${own.frame(subject)}"></iframe>
<details><summary>${own.plain}</summary><pre lang="${language}">${mail.text}</pre></details></section>
`;
}

function sayAddresses(addresses: readonly string[], texts: DeliveriesTexts, { f }: PageContext): string {
  const shown = addresses.slice(0, maxAddresses).map((address) => safeLine(address, 254));
  const rest = addresses.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` ${texts.more(f.number(rest))}` : ""}`;
}

/** A channel that takes no mails was told the same facts in a form of its own. */
export function wordsSection({ notification }: Delivery, texts: DeliveriesTexts, context: PageContext): Html {
  const transitions = notification?.transitions.slice(0, maxTransitions) ?? [];
  const items = transitions.map(
    (transition) => html`<li><h3>${transitionTitle(transition, context)}</h3>
<p>${sayTold(transition, context)}</p></li>
`,
  );
  return html`<section aria-labelledby="told"><h2 id="told">${texts.told}</h2>
${items.length > 0 ? html`<ul class="list">${items}</ul>` : html`<p class="muted">${texts.mail.gone}</p>`}</section>
`;
}

function sayTold(transition: Transition, { texts, f }: PageContext): string {
  const { alert, at, reason } = transition;
  if (toldAs(transition) !== "resolved") return safeLine(sayDescription(texts, alert.last, f, at), 1_000);
  return safeLine(`${sayPast(texts, alert.last, f)} ${sayOutcome(alert.finding, reason, texts)}`, 1_000);
}
