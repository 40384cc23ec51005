/**
 * A notification as a post for Teams: in goes what a mail is made from, out comes the body that a Workflows webhook takes,
 * a message with one adaptive card (https://adaptivecards.io, version 1.4) and its text for clients that show no cards.
 * Bounded, for Teams refuses more than 28 KB. Every text in it is escaped: cards read Markdown.
 */
import type { Notification } from "../../domain/notification.ts";
import type { Budget } from "./budget.ts";
import { type CardElement, cardMessage } from "./card-message.ts";
import { createContext, type RenderContext } from "./context.ts";
import { buildDocument, type MailDocument } from "./document.ts";
import { escapeMarkdown } from "./markdown.ts";
import type { Tone } from "./palette.ts";
import type { RenderOptions } from "./render-options.ts";
import type { Row } from "./rows.ts";
import { safeLine } from "./safe-line.ts";
import type { Section } from "./section.ts";
import { scopeOf } from "./telling.ts";
import type { Label } from "./texts/labels.ts";

const maxBytes = 25_000;

/** How much a card shows, from the widest to the narrowest. */
interface CardBudget {
  facts: number;
  steps: number;
  items: number;
  tenants: number;
}

const budgets: readonly CardBudget[] = [
  { facts: 14, steps: 3, items: 10, tenants: 30 },
  { facts: 8, steps: 2, items: 6, tenants: 12 },
  { facts: 5, steps: 1, items: 3, tenants: 5 },
  { facts: 2, steps: 0, items: 1, tenants: 0 },
];

export function renderCard(notification: Notification, options: RenderOptions): string {
  const context = createContext(notification, options);
  let body = "";
  for (const budget of budgets) {
    body = JSON.stringify(message(context, budget));
    if (Buffer.byteLength(body) <= maxBytes) break;
  }
  return body;
}

function message(context: RenderContext, budget: CardBudget): CardElement {
  const shown: Budget = { sections: 1, rows: 0, titles: budget.items, extras: false };
  const document = buildDocument(context, [], shown);
  const title = document.summary?.title ?? headline(document.sections[0]);
  return cardMessage({
    language: document.language,
    summary: `${title} – ${document.tenantLine}`,
    body: cardBody(document, context, budget),
    actions: actionsOf(document),
  });
}

function headline(section: Section | undefined): string {
  return section ? `${section.badge}: ${section.title}` : "";
}

function cardBody(document: MailDocument, context: RenderContext, budget: CardBudget): CardElement[] {
  const { texts } = context;
  const { summary, delayed, incidents, acknowledge } = document;
  const [section] = document.sections;
  if (!section) return [];
  const steps = section.advice?.steps.slice(0, budget.steps) ?? [];
  return [
    titleBlock(section, document),
    ...(summary
      ? [
          ...summary.overview.items.map(({ badge, title }, at) => block(`(${at + 1}) ${badge}: ${title}`)),
          ...(summary.overview.more === null ? [] : [block(summary.overview.more, quiet)]),
        ]
      : [...section.outcome.map((line) => block(line)), block(section.description)]),
    ...(delayed ? [block(delayed, quiet)] : []),
    ...(document.form === "digest" ? tenantNames(context, budget.tenants) : []),
    ...(incidents
      ? [
          block(texts.heading.incidents, bold),
          ...incidents.rows.slice(0, 2).map(({ label, value }) => block(`${label}: ${value}`)),
        ]
      : []),
    ...(summary ? [block(headline(section), bold), block(section.description)] : []),
    factSet(section, budget.facts),
    ...(steps.length > 0 ? [block(texts.heading.steps, bold)] : []),
    ...steps.map((step, at) => block(`(${at + 1}) ${step}`)),
    block(document.form === "several" ? section.next : [section.next, section.incident].join(" "), quiet),
    ...(acknowledge?.command ? [block(acknowledge.command, quiet)] : []),
    block(document.sentBy, quiet),
  ];
}

const bold = { weight: "bolder", spacing: "medium" };
const quiet = { isSubtle: true, size: "small" };

function block(text: string, more: CardElement = {}, maxLength = 600): CardElement {
  return { type: "TextBlock", text: escapeMarkdown(safeLine(text, maxLength)), wrap: true, ...more };
}

const styles: Record<Tone, string> = {
  critical: "attention",
  warning: "warning",
  info: "accent",
  resolved: "good",
};

/** The severity stands in words beside its colour. */
function titleBlock(section: Section, { summary, tenantLine }: MailDocument): CardElement {
  return {
    type: "Container",
    style: styles[section.tone],
    bleed: true,
    items: [
      ...(summary ? [] : [block(section.badge, { weight: "bolder", size: "small" })]),
      block(summary?.title ?? section.title, { weight: "bolder", size: "large", style: "heading" }),
      block(tenantLine, { spacing: "none" }),
    ],
  };
}

function tenantNames({ notification, texts, f }: RenderContext, shown: number): CardElement[] {
  const { tenants } = notification;
  const rest = tenants.length - shown;
  const names = tenants.slice(0, shown).map(scopeOf).join(", ");
  const more = rest > 0 ? texts.more(f.number(rest)) : null;
  return [block([names, more].filter((part) => part).join(" "), {}, 3_000), block(texts.heading.facts, bold)];
}

/** What a reader needs to know where to look; the mail has the rest. */
const shownFacts: readonly Label[] = [
  "whyNow",
  "changed",
  "raised",
  "began",
  "firstRaised",
  "resolved",
  "closed",
  "duration",
  "reason",
  "lastSuccess",
  "affectedTenants",
  "severities",
  "acknowledgedBy",
  "acknowledgeReason",
  "configuration",
  "domain",
  "app",
  "errorCode",
  "code",
  "disableAt",
  "expiresAt",
  "errors",
  "users",
  "groups",
  "objects",
  "quotaUsed",
  "countBefore",
  "countAfter",
  "heldBack",
  "failingObjects",
  "permission",
  "permissions",
  "blindReason",
];

function factSet({ facts, numbers }: Section, shown: number): CardElement {
  const known = new Map([...numbers, ...facts].map((row) => [row.key, row]));
  const rows = shownFacts.map((key) => known.get(key)).filter((row): row is Row => row !== undefined);
  return {
    type: "FactSet",
    facts: rows.slice(0, shown).map(({ label, value }) => ({
      title: escapeMarkdown(label),
      value: escapeMarkdown(safeLine(value, 300)),
    })),
  };
}

function actionsOf({ acknowledge, sections }: MailDocument): CardElement[] {
  const link = acknowledge?.link;
  const readMore = sections[0]?.links.slice(0, 2) ?? [];
  return [
    ...(link ? [{ type: "Action.OpenUrl", title: link.label, url: link.url, style: "positive" }] : []),
    ...readMore.map(({ title, url }) => ({ type: "Action.OpenUrl", title: safeLine(title, 80), url })),
  ];
}
