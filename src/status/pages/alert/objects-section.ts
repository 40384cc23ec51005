/** The objects that an alert is about, as its mail lists them; the first fifty. */
import type { Alert } from "../../../domain/alert.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { listObjectsOf } from "../../../mail/render/listings/list-objects.ts";
import type { Cell } from "../../../mail/render/listings/listing.ts";
import type { Tenants } from "../alerts/alert-words.ts";
import type { PageContext } from "../page-context.ts";
import { isEnded } from "./facts-section.ts";
import type { AlertTexts } from "./texts.ts";

const maxRows = 50;

/** Nothing for a finding about no objects in particular. */
export function objectsSection(
  alert: Alert,
  tenants: Tenants,
  texts: AlertTexts,
  context: PageContext,
): Html | null {
  const { texts: mail, f, to } = context;
  const listing = listObjectsOf(alert.last, "raised", context);
  const [group] = listing?.groups ?? [];
  if (!listing || !group) return null;
  const { columns } = listing;
  const shown = Math.min(group.length, maxRows);
  const rest = group.total - shown;
  const hasAll = alert.finding === "object-errors" && tenants.has(alert.tenant);
  return html`<section aria-labelledby="objects"><h2 id="objects">${mail.heading.samples}</h2>
${isEnded(alert) && html`<p class="muted">${texts.samplesOfThen}</p>`}
<table class="stack"><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>
${Array.from({ length: shown }, (_, index) => objectRow(group.row(index), columns))}</tbody></table>
${rest > 0 && html`<p class="muted">${mail.more(group.atLeast ? mail.atLeast(f.number(rest)) : f.number(rest))}</p>`}
${hasAll && html`<p><a href="${to(`/tenants/${encodeURIComponent(alert.tenant)}#object-errors`)}">${texts.allErrors}</a></p>`}</section>
`;
}

function objectRow([name = [], ...values]: Cell[], columns: readonly string[]): Html {
  return html`<tr><th scope="row">${lines(name)}</th>${values.map((value, n) => html`<td data-label="${columns[n + 1] ?? ""}">${lines(value)}</td>`)}</tr>
`;
}

function lines([first, ...rest]: Cell): Html {
  return html`${first ?? "–"}${rest.map((line) => html`<br><span class="muted">${line}</span>`)}`;
}
