/**
 * The pages behind the link, as HTML without a script. In: alerts and what was done with them. Out: a document.
 * Whatever comes from a directory or from a form goes through the escaping template, as one bounded line.
 */
import type { Alert } from "../../domain/alert.ts";
import { type Language, languages } from "../../domain/catalog.ts";
import type { Finding } from "../../domain/finding.ts";
import { type Instant, toIso } from "../../domain/instant.ts";
import { type Html, type HtmlValue, html } from "../../mail/render/html.ts";
import { cleanLine } from "../../util/clean-text.ts";
import { type Choice, choices } from "../choices.ts";
import { maxNameLength, maxReasonLength, type WordsFault } from "../words.ts";
import { style } from "./style.ts";
import { type PageTexts, pageTexts } from "./texts.ts";

export type Fault = WordsFault | "choice-missing";

export interface Filled {
  by: string;
  reason: string;
  choice: Choice | null;
  faults: Fault[];
}

export const emptyForm: Filled = { by: "", reason: "", choice: "acknowledge", faults: [] };

export interface AlertsPage {
  alerts: readonly Alert[];
  titleOf: (finding: Finding, language: Language) => string;
  /** What was just done; null: nothing. */
  done: string | null;
  /** Null: there is nothing to fill in. */
  form: Filled | null;
}

/** The alerts of one mail, and what can be done with them. */
export function alertsPage(language: Language, { alerts, titleOf, done, form }: AlertsPage): string {
  const texts = pageTexts[language];
  const items = alerts.map((alert) => alertItem(alert, titleOf(alert.last, language), texts));
  const isOver = alerts.every(({ state }) => state !== "open");
  return documentOf(
    language,
    texts.title,
    html`${form && form.faults.length > 0 && faultNotice(form.faults, texts)}
${done !== null && notice(html`<p>${done}</p>`, "status")}
${done === null && isOver && notice(html`<p>${texts.nothingOpen(alerts.length)}</p>`, "status")}
<p>${texts.intro(alerts.length)}</p>
<ul>
${items}</ul>
${form && formOf(form, texts)}`,
  );
}

export type Notice = "expired" | "forgotten" | "bad" | "tooMany" | "unreadable" | "failed";

/** A page without alerts; `commands` do the same without a link. */
export function noticePage(language: Language, which: Notice, commands: readonly string[] = []): string {
  const texts = pageTexts[language];
  const { title, text } = texts[which];
  const lines = commands.map((command) => html`<p><code>${command}</code></p>`);
  return documentOf(
    language,
    title,
    html`<p>${text}</p>
${lines.length > 0 && html`<p>${texts.byCommand}</p>${lines}`}`,
  );
}

/** The same in every language. */
export function sayMoment(instant: Instant): string {
  return `${toIso(instant).slice(0, 16).replace("T", " ")} UTC`;
}

function moment(instant: Instant): Html {
  return html`<time datetime="${toIso(instant)}">${sayMoment(instant)}</time>`;
}

function alertItem(alert: Alert, title: string, texts: PageTexts): Html {
  const { tenant, state, last, hold, acknowledgement, resolvedAt } = alert;
  const isOpen = state === "open";
  const tone = isOpen ? last.severity : "resolved";
  return html`<li>
<h2>${tenant}: ${title}</h2>
<p><span class="tone ${tone}">${isOpen ? texts.severity[last.severity] : texts.notOpen[state]}</span>
<span class="muted">${isOpen ? texts.openSince : texts.since} ${moment(isOpen ? last.since : (resolvedAt ?? last.since))} · ${alert.id}</span></p>
${isOpen && acknowledgement && html`<p>${texts.acknowledged(line(acknowledgement.by), line(acknowledgement.reason))} <span class="muted">(${moment(acknowledgement.at)})</span></p>`}
${isOpen && hold && html`<p>${texts.silencedUntil} ${moment(hold.until)}</p>`}
</li>
`;
}

function formOf({ by, reason, choice, faults }: Filled, texts: PageTexts): Html {
  const { form } = texts;
  const isWrong = (field: string) => faults.some((fault) => fault.startsWith(field));
  return html`<form method="post">
<fieldset><legend>${form.what}</legend>
${choices.map((each) => choiceOf(each, each === choice, texts))}</fieldset>
<label for="by">${form.name}</label>
<input type="text" id="by" name="by" value="${by}" maxlength="${maxNameLength}" autocomplete="name" required${isWrong("name") && invalid}>
<label for="reason">${form.reason}</label>
<p class="muted" id="reason-hint">${form.reasonHint}</p>
<input type="text" id="reason" name="reason" value="${reason}" maxlength="${maxReasonLength}" autocomplete="off" aria-describedby="reason-hint" required${isWrong("reason") && invalid}>
<button type="submit">${form.submit}</button>
</form>`;
}

/** Above everything else: a phone shows the top of the page. */
function faultNotice(faults: readonly Fault[], texts: PageTexts): Html {
  const items = faults.map((fault) => html`<li>${texts.fault[fault]}</li>`);
  return notice(html`<p>${texts.form.faults}</p><ul>${items}</ul>`, "alert");
}

const invalid = html` aria-invalid="true"`;

function choiceOf(choice: Choice, isChosen: boolean, { form }: PageTexts): Html {
  const hint = form.choiceHint[choice];
  const described = hint !== null && html` aria-describedby="${choice}-hint"`;
  return html`<div class="choice"><input type="radio" id="${choice}" name="choice" value="${choice}" required${isChosen && html` checked`}${described}>
<div><label for="${choice}">${form.choice[choice]}</label>${hint !== null && html`<span class="muted" id="${choice}-hint">${hint}</span>`}</div></div>
`;
}

function notice(content: HtmlValue, role: "status" | "alert"): Html {
  return html`<div class="notice" role="${role}">${content}</div>`;
}

function line(text: string): string {
  return cleanLine(text, maxReasonLength);
}

function documentOf(language: Language, title: string, content: Html): string {
  const others = languages
    .filter((other) => other !== language)
    .map(
      (other) =>
        html`<a href="?lang=${other}" lang="${other}" hreflang="${other}">${pageTexts[other].language}</a>`,
    );
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
<nav>${others}</nav>
</main>
</body>
</html>
`.markup;
}
