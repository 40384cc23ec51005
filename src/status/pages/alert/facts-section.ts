/** What is wrong, in the mail's words: description, facts and numbers; of what is over, how it is now. */
import type { Alert, TransitionReason } from "../../../domain/alert.ts";
import { findingRows } from "../../../mail/render/fact-rows.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { numbersOf } from "../../../mail/render/number-rows.ts";
import type { Row } from "../../../mail/render/rows.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { sayOutcome } from "../../../mail/render/section.ts";
import { beganAt } from "../../../mail/render/telling.ts";
import { sayDescription, sayPast } from "../../../mail/render/texts/by-language.ts";
import { type Tenants, tenantLink } from "../alerts/alert-words.ts";
import type { Mute } from "../alerts/mute.ts";
import { type Fact, factsTable } from "../facts-table.ts";
import { momentAndAgo } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import type { AlertTexts } from "./texts.ts";

export interface AlertFacts {
  alert: Alert;
  /** Of an alert that is over. */
  endReason: TransitionReason | null;
  mute: Mute | null;
  tenants: Tenants;
}

export function factsSection(view: AlertFacts, texts: AlertTexts, context: PageContext): Html {
  const { alert, endReason } = view;
  const { texts: mail, f, now } = context;
  const isOver = isEnded(alert);
  const said = isOver ? sayPast(mail, alert.last, f) : sayDescription(mail, alert.last, f, now);
  const facts = [
    ...stateFacts(view, texts, context),
    ...tenantFacts(view, context),
    ...findingRows(alert.last, context).map(toFact),
  ];
  return html`<section aria-labelledby="facts"><h2 id="facts">${mail.heading.facts}</h2>
<p class="lead">${safeLine(said, 1_000)}</p>
${isOver && alert.state === "resolved" && endReason && html`<p>${sayOutcome(alert.finding, endReason, mail)}</p>`}
${alert.state === "pending" && html`<p>${texts.pending}</p>`}
${factsTable(facts)}</section>
`;
}

/** Nothing where the finding has no numbers. */
export function numbersSection({ alert }: AlertFacts, context: PageContext): Html | null {
  const isOver = isEnded(alert);
  const rows = numbersOf(alert.last, context, isOver);
  if (rows.length === 0) return null;
  const { numbers, lastNumbers } = context.texts.heading;
  return html`<section aria-labelledby="numbers"><h2 id="numbers">${isOver ? lastNumbers : numbers}</h2>
${factsTable(rows.map(toFact))}</section>
`;
}

export function isEnded({ state }: Alert): boolean {
  return state === "resolved" || state === "withdrawn";
}

function toFact({ label, value }: Row): Fact {
  return [label, value];
}

function stateFacts({ alert, mute }: AlertFacts, texts: AlertTexts, context: PageContext): Fact[] {
  const { label, state: changed } = context.texts;
  const { f, words, now } = context;
  const { raisedAt, changedAt, resolvedAt, lastSeenAt, goodSince, acknowledgement } = alert;
  const moment = (at: number | null) => at !== null && momentAndAgo(at, context, words.unknown);
  const began = beganAt(alert);
  const isOver = isEnded(alert);
  const { row } = texts;
  return [
    [alert.state === "pending" ? texts.firstSeen : label.raised, moment(raisedAt)],
    [label.began, began !== raisedAt && moment(began)],
    [changed.changed, moment(changedAt)],
    [texts.lastSeen, moment(lastSeenAt)],
    [row.calmSince, !isOver && moment(goodSince)],
    [label.resolved, alert.state === "resolved" && moment(resolvedAt)],
    [texts.ended.withdrawn, alert.state === "withdrawn" && moment(resolvedAt)],
    [label.duration, isOver && f.spanSince(began, resolvedAt ?? now)],
    [row.flapping, alert.flapping && texts.flapping],
    ...(acknowledgement
      ? ([
          [
            label.acknowledgedBy,
            html`${safeLine(acknowledgement.by, 120)}, ${momentAndAgo(acknowledgement.at, context, words.unknown)}`,
          ],
          [label.acknowledgeReason, safeLine(acknowledgement.reason, 500)],
        ] satisfies Fact[])
      : []),
    ...(mute ? muteFacts(mute, texts, context) : []),
  ];
}

function muteFacts({ until, name, said }: Mute, texts: AlertTexts, context: PageContext): Fact[] {
  const { row } = texts;
  return [
    [
      row.mutedUntil,
      html`${momentAndAgo(until, context, context.words.unknown)} · <a href="${context.to("/muted")}">${texts.toMuted}</a>`,
    ],
    [row.mutedBy, said ? safeLine(said.by, 120) : name && texts.maintenance(safeLine(name, 120))],
    [row.mutedReason, said && safeLine(said.reason, 500)],
  ];
}

function tenantFacts({ alert, tenants }: AlertFacts, context: PageContext): Fact[] {
  const { label } = context.texts;
  const domain = safeLine(tenants.get(alert.tenant)?.initialDomain ?? null, 120);
  return [
    [label.tenant, tenantLink(alert.tenant, tenants, context)],
    [label.service, domain],
    [label.configuredAs, !domain?.startsWith(`${alert.tenant}.`) && safeLine(alert.tenant, 80)],
  ];
}
