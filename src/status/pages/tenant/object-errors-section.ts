/** The tenant's object errors, searched and in parts, and the file with all of them. */
import type { ObjectError, StoredObjectError } from "../../../domain/synced-object.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { nameAndAddress } from "../../../mail/render/listings/synced-object.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { paging } from "../layout.ts";
import { shortMoment } from "../moments.ts";
import { type PageContext, withQuery } from "../page-context.ts";
import type { TenantView } from "./tenant-page.ts";
import type { TenantTexts } from "./texts.ts";

export const errorsAtOnce = 20;

export function objectErrorsSection(
  { standing, errors }: TenantView,
  texts: TenantTexts,
  context: PageContext,
): Html {
  const { errors: words } = texts;
  const { to } = context;
  const { part, text, span } = errors;
  const known = part.items.flatMap((stored) => (stored.error ? [{ ...stored, error: stored.error }] : []));
  const isEmpty = part.total === 0;
  return html`<section aria-labelledby="object-errors"><h2 id="object-errors">${words.title}</h2>
${
  (!isEmpty || text !== "") &&
  html`<div class="tools">${searchForm(text, words, context)}<a class="button quiet" href="${to(`/tenants/${encodeURIComponent(standing.name)}/object-errors.csv`)}">${words.csv}</a></div>`
}
${
  isEmpty
    ? html`<p class="muted">${text !== "" ? words.nothing : standing.objectErrors === null ? words.notSeen : words.none}</p>`
    : html`<table class="stack"><thead><tr><th scope="col">${words.object}</th><th scope="col">${words.value}</th><th scope="col">${words.type}</th><th scope="col">${words.holder}</th><th scope="col">${words.since}</th></tr></thead><tbody>
${known.map((stored) => errorRow(stored, words, context))}</tbody></table>`
}
${standing.objectErrors?.truncated === true && html`<p class="muted">${words.truncated}</p>`}
${paging(span, { shown: part.items.length, total: part.total }, context)}</section>
`;
}

function errorRow(
  { error, firstSeenAt }: StoredObjectError & { error: ObjectError },
  words: TenantTexts["errors"],
  context: PageContext,
): Html {
  const { texts, words: common } = context;
  const lines = (cells: readonly (string | null)[]) =>
    cells.map((cell, n) => cell && (n === 0 ? cell : html`<br><span class="muted">${cell}</span>`));
  const { holder } = error;
  const holderCell = holder
    ? lines(nameAndAddress(holder, texts))
    : holder === null
      ? texts.noHolder
      : common.unknown;
  return html`<tr><th scope="row">${lines(nameAndAddress(error, texts))}</th>
<td data-label="${words.value}">${safeLine(error.value, 200) ?? common.unknown}</td>
<td data-label="${words.type}">${safeLine(error.property, 80) ?? common.unknown}</td>
<td data-label="${words.holder}">${holderCell}</td>
<td data-label="${words.since}">${shortMoment(error.occurredAt ?? firstSeenAt, context, common.unknown)}</td></tr>
`;
}

function searchForm(text: string, words: TenantTexts["errors"], context: PageContext): Html {
  const kept = [...context.query].filter(([name]) => name !== "errors" && name !== "offset");
  return html`<form class="search" role="search" data-live action="${withQuery({ ...context, query: new URLSearchParams() }, {})}">
${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label for="errors" class="vh">${words.searchLabel}</label>
<input type="search" id="errors" name="errors" value="${text}" placeholder="${words.placeholder}" maxlength="100" autocomplete="off" spellcheck="false">
<button type="submit" class="quiet">${context.words.search}</button></form>`;
}
