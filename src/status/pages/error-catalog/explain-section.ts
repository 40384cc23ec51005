/** The box in which an error is pasted, and what the catalog says of it. Nothing of what is pasted is kept. */
import type { ExtractedIds } from "../../../domain/catalog.ts";
import type { ExplainedEntry, Explanation } from "../../../domain/explanation.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { factsTable } from "../facts-table.ts";
import type { PageContext } from "../page-context.ts";
import { tokenField } from "../page-server.ts";
import { entryPath, entryText, sayActor, severityBadge } from "./entry-parts.ts";
import type { CatalogTexts } from "./texts.ts";

export const maxPastedBytes = 64 * 1_024;
/** A pasted mail may name very many codes. */
const maxMatches = 10;

export interface Pasted {
  text: string;
  fault: "missing" | "tooLong" | null;
  /** Null: nothing was pasted, or nothing that could be explained. */
  explanation: Explanation | null;
}

export const nothingPasted: Pasted = { text: "", fault: null, explanation: null };

/** `isOpen`: whoever searches needs no box. */
export function pasteSection(
  { text, fault }: Pasted,
  isOpen: boolean,
  texts: CatalogTexts,
  context: PageContext,
): Html {
  const { paste } = texts;
  const described = fault === null ? "paste-hint" : "paste-fault paste-hint";
  return html`<section><details${isOpen && html` open`}><summary>${paste.title}</summary>
<form method="post" action="${context.to("/catalog")}">
${tokenField(context)}
<label for="text">${paste.label}</label>
${fault !== null && html`<p class="strong" id="paste-fault" role="alert">${paste[fault]}</p>`}
<p class="muted" id="paste-hint">${paste.hint}</p>
<textarea id="text" name="text" maxlength="${maxPastedBytes}" required spellcheck="false" autocomplete="off" aria-describedby="${described}"${fault !== null && html` aria-invalid="true"`}>${
    fault === "tooLong"
      ? ""
      : html`
${text}`
  }</textarea>
<p><button type="submit">${paste.submit}</button></p></form></details></section>
`;
}

export function explanationSection(
  { matches, suggestions, extracted }: Explanation,
  texts: CatalogTexts,
  context: PageContext,
): Html {
  const { found } = texts;
  const shown = matches.slice(0, maxMatches);
  return html`<section class="slim" aria-labelledby="explained"><h2 id="explained">${found.title}</h2>
<ul class="list">${shown.map((match, n) => matchItem(match, n === 0, texts, context))}</ul>
${
  suggestions.length > 0 &&
  html`<h3>${found.meant}</h3>
<ul>${suggestions.map(({ id, title }) => html`<li><a href="${context.to(entryPath(id))}">${title}</a> <code>${id}</code></li>`)}</ul>`
}
${idsPart(extracted, texts, context)}</section>
`;
}

/** The best match is told whole, the others by what they mean. */
function matchItem(match: ExplainedEntry, isBest: boolean, texts: CatalogTexts, context: PageContext): Html {
  const { id, title, severity, by, matched, seenByGraph, legacy } = match;
  const { found, labels } = texts;
  const isKnown = by !== "unknown";
  const name = isKnown ? html`<a href="${context.to(entryPath(id))}">${title}</a>` : title;
  return html`<li><h3 class="line">${isKnown && severityBadge(severity, context)}${name}</h3>
<p class="muted">${isKnown && html`<code>${id}</code> · `}${found.by[by](safeLine(matched, 120) ?? "")}</p>
${isKnown && !seenByGraph && html`<p class="muted">${texts.labels.unseen}</p>`}
${legacy && html`<p class="muted">${texts.labels.legacy}</p>`}
${isBest ? entryText(match, texts, 4) : html`<p>${match.meaning.replaceAll("`", "")}</p>`}
${isBest && isKnown && html`<p>${labels.who}: ${sayActor(match, texts)}</p>`}</li>
`;
}

function idsPart(extracted: ExtractedIds, texts: CatalogTexts, { texts: mail }: PageContext): Html | null {
  const names = Object.keys(extracted) as (keyof ExtractedIds)[];
  const facts = names.flatMap((name) => {
    const value = safeLine(extracted[name], 200);
    return value ? [[mail.label[name], html`<code>${value}</code>`] as const] : [];
  });
  if (facts.length === 0) return null;
  return html`<h3>${texts.found.ids}</h3>
${factsTable(facts)}`;
}
