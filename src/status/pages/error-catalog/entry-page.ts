/** One entry of the catalog, whole: how to know it, what it means, what to do. */
import { type CatalogEntry, isSeenByGraph } from "../../../domain/catalog.ts";
import { type Html, html, safeUrl } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { factsTable } from "../facts-table.ts";
import type { Page } from "../layout.ts";
import type { PageContext } from "../page-context.ts";
import { sign, toneWord } from "../tone.ts";
import { entryText, sayActor, severityBadge, severityNotes } from "./entry-parts.ts";
import { type CatalogTexts, catalogTexts } from "./texts.ts";

/** Of a message's words that tell an entry, so many are enough for a reader. */
const maxSignatures = 10;

export function entryPage(entry: CatalogEntry, context: PageContext): Page {
  const texts = catalogTexts[context.language];
  const words = entry.text[context.language];
  const url = safeUrl(entry.url);
  return {
    title: words.title,
    item: "catalog",
    isLive: false,
    content: html`<p class="crumb"><a href="${context.to("/catalog")}">${texts.title}</a></p>
<div class="head"><h1>${words.title}</h1>${severityBadge(entry.severity, context)}
<p class="muted"><code>${entry.id}</code></p></div>
${!isSeenByGraph(entry) && remark(texts.labels.unseen, context)}
${entry.legacy && remark(texts.labels.legacy, context)}
<div class="columns uneven">
<div><section>${entryText(words, texts, 2)}
${url !== null && html`<p><a href="${url}" rel="noreferrer">${texts.labels.more}</a></p>`}</section></div>
<div>${factsSection(entry, texts, context)}</div>
</div>`,
  };
}

function remark(text: string, context: PageContext): Html {
  return html`<p class="remark">${sign("info")} ${toneWord("info", context)}${text}</p>
`;
}

function factsSection(entry: CatalogEntry, texts: CatalogTexts, context: PageContext): Html {
  const { labels } = texts;
  const { codes, aliases, families, signatures, surfaces } = entry;
  const different = severityNotes(entry, texts, context);
  return html`<section aria-labelledby="facts"><h2 id="facts">${texts.facts}</h2>
${factsTable([
  [labels.codes, codeList(codes)],
  [labels.aliases, codeList(aliases)],
  [labels.families, codeList(families)],
  [
    labels.signatures,
    signatures.length > 0 &&
      itemList(
        signatures.slice(0, maxSignatures).map((parts) => html`“${safeLine(parts.join(" … "), 300)}”`),
      ),
  ],
  [labels.where, itemList(surfaces.map((surface) => html`${texts.labels.surface[surface]}`))],
  [
    labels.severityTitle,
    html`${context.words.tone[entry.severity]}${different.map((each) => html`<br><span class="muted">${each}</span>`)}`,
  ],
  [labels.who, sayActor(entry, texts)],
])}</section>
`;
}

function codeList(codes: readonly string[]): Html | null {
  return codes.length > 0 ? itemList(codes.map((code) => html`<code>${code}</code>`)) : null;
}

function itemList(items: readonly Html[]): Html {
  return html`${items.map((item, n) => html`${n > 0 && html`<br>`}${item}`)}`;
}
