/** The form that filters the list of alerts; it works without a script. */
import { findingIds } from "../../../domain/finding.ts";
import { severities } from "../../../domain/severity.ts";
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import { nameOf } from "../../../mail/render/texts/by-language.ts";
import type { PageContext } from "../page-context.ts";
import { type Tenants, tenantName } from "./alert-words.ts";
import type { AlertFilter } from "./read-filter.ts";
import type { AlertsTexts } from "./texts.ts";

export function filterForm(
  { state, tenant, finding, severity }: AlertFilter,
  tenants: Tenants,
  texts: AlertsTexts,
  context: PageContext,
): Html {
  const { filter } = texts;
  const { to, words } = context;
  const isFiltered = tenant !== null || finding !== null || severity !== null;
  const kept = state === "open" ? "" : `?state=${state}`;
  return html`<form class="filter" data-live role="search" aria-label="${filter.label}" action="${to("/alerts")}">
${state !== "open" && html`<input type="hidden" name="state" value="${state}">`}
${(tenants.size > 1 || tenant !== null) && select("tenant", filter.tenant, tenantChoices(tenant, tenants, context), tenant, filter.all)}
${select("finding", filter.finding, findingChoices(context), finding, filter.all)}
${select(
  "severity",
  filter.severity,
  severities.toReversed().map((each): Choice => [each, words.tone[each]]),
  severity,
  filter.all,
)}
<div class="actions"><button type="submit" class="quiet">${filter.submit}</button>${isFiltered && html` <a href="${to(`/alerts${kept}`)}">${words.clear}</a>`}</div>
</form>`;
}

export type Choice = readonly [value: string, word: string];

/** A list to choose from; `all`: the word of the choice without a value. */
export function select(
  name: string,
  label: string,
  choices: readonly Choice[],
  chosen: string | null,
  all: HtmlValue,
): Html {
  return html`<div><label for="${name}">${label}</label>
<select id="${name}" name="${name}"><option value="">${all}</option>${options(choices, chosen)}</select></div>
`;
}

export function options(choices: readonly Choice[], chosen: string | null): Html[] {
  return choices.map(
    ([value, word]) => html`<option value="${value}"${value === chosen && html` selected`}>${word}</option>`,
  );
}

/** By name; one that is polled no more stands among them where it is asked for. */
export function tenantChoices(
  chosen: string | null,
  tenants: Tenants,
  { language }: Pick<PageContext, "language">,
): Choice[] {
  const names = [...tenants.keys()];
  if (chosen !== null && !tenants.has(chosen)) names.push(chosen);
  const { compare } = new Intl.Collator(language);
  return names
    .map((name): Choice => {
      const said = tenantName(name, tenants);
      return [name, said.toLowerCase() === name ? said : `${said} (${name})`];
    })
    .toSorted(([, a], [, b]) => compare(a, b));
}

export function findingChoices({ texts, language }: Pick<PageContext, "texts" | "language">): Choice[] {
  const { compare } = new Intl.Collator(language);
  return findingIds.map((id): Choice => [id, nameOf(texts, id)]).toSorted(([, a], [, b]) => compare(a, b));
}
