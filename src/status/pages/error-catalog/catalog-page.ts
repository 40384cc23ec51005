/** The error catalog: a search over it, and a box to have an error explained. */
import type { CatalogEntry } from "../../../domain/catalog.ts";
import { surfaces } from "../../../domain/catalog.ts";
import type { Span } from "../../../domain/part.ts";
import { severities } from "../../../domain/severity.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { type Choice, select } from "../alerts/filter-form.ts";
import { type Page, paging } from "../layout.ts";
import type { PageContext } from "../page-context.ts";
import { entryPath, severityBadge } from "./entry-parts.ts";
import { explanationSection, type Pasted, pasteSection } from "./explain-section.ts";
import type { CatalogSearch } from "./search-entries.ts";
import { type CatalogTexts, catalogTexts } from "./texts.ts";

export interface CatalogView {
  search: CatalogSearch;
  span: Span;
  /** All that were found. */
  found: CatalogEntry[];
  pasted: Pasted;
}

export function catalogPage({ search, span, found, pasted }: CatalogView, context: PageContext): Page {
  const texts = catalogTexts[context.language];
  const { explanation } = pasted;
  const isSearching = search.text !== "" || search.surface !== null || search.severity !== null;
  return {
    title: texts.title,
    item: "catalog",
    // What is being pasted must not vanish.
    isLive: false,
    content: html`<div class="head"><h1>${texts.title}</h1></div>
${explanation && explanationSection(explanation, texts, context)}
${pasteSection(pasted, pasted.fault !== null || (!isSearching && span.offset === 0), texts, context)}
<section aria-labelledby="entries"><h2 id="entries">${texts.search.title}</h2>
${searchForm(search, isSearching, texts, context)}
${!explanation && foundPart({ span, found }, texts, context)}</section>`,
  };
}

/** What the search has found; whoever had an error explained did not search. */
function foundPart(
  { span, found }: Pick<CatalogView, "span" | "found">,
  texts: CatalogTexts,
  context: PageContext,
): Html {
  const shown = found.slice(span.offset, span.offset + span.limit);
  return html`<p class="muted" id="results">${context.f.count(found.length, texts.count)}</p>
${shown.length > 0 ? table(shown, texts, context) : html`<p class="empty">${texts.nothing}</p>`}
${paging(span, { shown: shown.length, total: found.length }, context)}`;
}

function searchForm(
  { text, surface, severity }: CatalogSearch,
  isSearching: boolean,
  texts: CatalogTexts,
  { to, words }: PageContext,
): Html {
  const { search } = texts;
  const places = surfaces.map((each): Choice => [each, texts.labels.surface[each]]);
  const levels = severities.toReversed().map((each): Choice => [each, words.tone[each]]);
  return html`<form class="filter" role="search" aria-label="${search.label}" action="${to("/catalog")}">
<div><label for="q">${search.label}</label>
<input type="search" id="q" name="q" value="${text}" placeholder="${search.placeholder}" maxlength="200" autocomplete="off" spellcheck="false"></div>
${select("surface", search.surface, places, surface, search.all)}
${select("severity", search.severity, levels, severity, search.all)}
<div class="actions"><button type="submit" class="quiet">${words.search}</button>${isSearching && html` <a href="${to("/catalog")}">${words.clear}</a>`}</div>
</form>`;
}

function table(entries: readonly CatalogEntry[], texts: CatalogTexts, context: PageContext): Html {
  const { column } = texts;
  const rows = entries.map(
    (
      entry,
    ) => html`<tr><th scope="row"><a href="${context.to(entryPath(entry.id))}">${entry.text[context.language].title}</a><br><code>${entry.id}</code></th>
<td>${severityBadge(entry.severity, context)}</td>
<td data-label="${column.where}">${entry.surfaces.map((surface) => texts.labels.surface[surface]).join("; ")}</td></tr>
`,
  );
  return html`<table class="stack"><thead><tr><th scope="col">${column.entry}</th><th scope="col">${column.severity}</th><th scope="col">${column.where}</th></tr></thead><tbody>
${rows}</tbody></table>`;
}
