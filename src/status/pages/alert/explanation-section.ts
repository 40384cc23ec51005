/** What the catalog says of an alert, as the mail does: what works and what does not, what it means, what to do. */
import type { Alert } from "../../../domain/alert.ts";
import { type Advice, explain } from "../../../mail/render/advice.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import type { StatusSource } from "../../source.ts";
import { codeSpans } from "../code-spans.ts";
import { factsTable } from "../facts-table.ts";
import type { PageContext } from "../page-context.ts";
import { isEnded } from "./facts-section.ts";
import type { AlertTexts } from "./texts.ts";

type Catalog = ReturnType<StatusSource["catalog"]>;

/** Of what is over it is folded away: there is nothing left to do. */
export function explanationSection(
  alert: Alert,
  catalog: Catalog,
  texts: AlertTexts,
  context: PageContext,
): Html | null {
  // An alert may outlive its entry: it was stored by the version before this one.
  const entries = (ids: readonly string[]) =>
    ids.flatMap((id) => catalog.entries.find((entry) => entry.id === id) ?? []);
  const { advice, otherCauses, links } = explain(alert.last, { ...context, entries }, true);
  const [best] = entries(alert.last.catalogIds);
  if (!advice || !best) return null;
  const { heading } = context.texts;
  const content = html`${adviceParts(advice, context)}
${
  otherCauses.length > 0 &&
  html`<h3>${heading.otherCauses}</h3>
<ul>${otherCauses.map(({ title, meaning }) => html`<li><b>${title}</b>: ${codeSpans(meaning)}</li>`)}</ul>
`
}
<h3>${heading.links}</h3>
<ul><li><a href="${context.to(`/catalog/${encodeURIComponent(best.id)}`)}">${texts.catalog}</a></li>${links.map(({ title, url }) => html`<li><a href="${url}" rel="noreferrer">${title}</a></li>`)}</ul>`;
  return isEnded(alert)
    ? html`<section><details><summary>${texts.whole}</summary>
<h2 class="vh">${texts.whole}</h2>
${content}</details></section>
`
    : html`<section aria-labelledby="meaning"><h2 id="meaning">${texts.whole}</h2>
${content}</section>
`;
}

function adviceParts(
  { title, meaning, affected, stillWorks, steps, clears, notes }: Advice,
  { texts }: PageContext,
): Html {
  return html`<h3>${texts.heading.meaning}</h3>
<p><b>${title}.</b> ${codeSpans(meaning)}</p>
<h3>${texts.heading.steps}</h3>
<ol class="steps">${steps.map((step) => html`<li>${codeSpans(step)}</li>`)}</ol>
${notes.map((note) => html`<p class="muted">${note}</p>`)}
<h3>${texts.heading.impact}</h3>
${factsTable([
  [texts.affected, codeSpans(affected)],
  [texts.stillWorks, codeSpans(stillWorks)],
  [texts.clears, codeSpans(clears)],
])}
`;
}
