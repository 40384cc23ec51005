/** Parts of a catalog entry that its own page and an explanation share. */
import type { CatalogEntry, CatalogText, Surface } from "../../../domain/catalog.ts";
import { type Severity, severities } from "../../../domain/severity.ts";
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import { codeSpans } from "../code-spans.ts";
import { factsTable } from "../facts-table.ts";
import type { PageContext } from "../page-context.ts";
import { badge } from "../tone.ts";
import type { CatalogTexts } from "./texts.ts";

export function entryPath(id: string): string {
  return `/catalog/${encodeURIComponent(id)}`;
}

export function severityBadge(severity: Severity, { words }: Pick<PageContext, "words">): Html {
  return badge(severity, words.tone[severity]);
}

/** Where it is better or worse than usual: the place, and how bad it is there. */
export function severityNotes(
  { severityOn }: Pick<CatalogEntry, "severityOn">,
  texts: CatalogTexts,
  { words }: Pick<PageContext, "words">,
): string[] {
  return (Object.keys(severityOn) as Surface[]).flatMap((surface) => {
    const severity = severities.find((known) => known === severityOn[surface]);
    return severity ? [`${texts.labels.surface[surface]}: ${words.tone[severity].toLowerCase()}`] : [];
  });
}

/** Who can act, and whether it passes by itself. */
export function sayActor(
  { actor, transient, transientMinutes }: Pick<CatalogEntry, "actor" | "transient" | "transientMinutes">,
  { labels }: CatalogTexts,
): string {
  const who = labels.actor[actor];
  return transient ? `${who}. ${labels.transient(transientMinutes)}` : who;
}

/** Meaning, steps, and what works and what does not. `level`: of its headings. */
export function entryText(words: CatalogText, texts: CatalogTexts, level: 2 | 3 | 4): Html {
  const { labels } = texts;
  return html`${headingOf(level, labels.meaning)}
<p>${codeSpans(words.meaning)}</p>
${headingOf(level, labels.remedy)}
<ol class="steps">${words.remedy.map((step) => html`<li>${codeSpans(step)}</li>`)}</ol>
${factsTable([
  [labels.affected, codeSpans(words.affected)],
  [labels.stillWorks, codeSpans(words.stillWorks)],
  [labels.clears, codeSpans(words.clears)],
])}
`;
}

function headingOf(level: 2 | 3 | 4, text: HtmlValue): Html {
  if (level === 2) return html`<h2>${text}</h2>`;
  return level === 3 ? html`<h3>${text}</h3>` : html`<h4>${text}</h4>`;
}
