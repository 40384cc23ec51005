/** Configured maintenance windows: the one in force or next of each. They are changed in the configuration alone. */
import type { MaintenanceWindow } from "../../../domain/silence.ts";
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { nameOf } from "../../../mail/render/texts/by-language.ts";
import { type Tenants, tenantName } from "../alerts/alert-words.ts";
import type { Mutes } from "../alerts/mute.ts";
import { ago } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { badge } from "../tone.ts";
import type { MutedTexts } from "./texts.ts";

/** Tenants named before the rest becomes a number. */
const maxNamed = 5;

type Configured = Mutes["windows"][number];

export function windowsSection(
  windows: readonly Configured[],
  tenants: Tenants,
  texts: MutedTexts,
  context: PageContext,
): Html {
  const { column } = texts;
  const heads = [column.name, column.what, column.tenant, column.when];
  // Those that come no more stand at the end.
  const sorted = windows.toSorted((a, b) => (a.next?.from ?? Infinity) - (b.next?.from ?? Infinity));
  const table = html`<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${sorted.map((each) => windowRow(each, tenants, texts, context))}</tbody></table>`;
  return html`<section aria-labelledby="windows"><h2 id="windows">${texts.windows}</h2>
${windows.length > 0 ? table : html`<p class="muted">${texts.noWindows}</p>`}</section>
`;
}

function windowRow(
  { window, next }: Configured,
  tenants: Tenants,
  texts: MutedTexts,
  context: PageContext,
): Html {
  const { column } = texts;
  return html`<tr><th scope="row">${safeLine(window.name, 100)}</th>
<td data-label="${column.what}">${sayFindings(window, texts, context)}</td>
<td data-label="${column.tenant}">${sayTenants(window, tenants, texts, context)}</td>
<td data-label="${column.when}">${sayWhen(next, texts, context)}</td></tr>
`;
}

function sayFindings(
  { findings }: MaintenanceWindow,
  texts: MutedTexts,
  { f, texts: mail }: PageContext,
): string {
  return findings.length === 0 ? texts.everything : f.list(findings.map((id) => nameOf(mail, id)));
}

function sayTenants(
  { tenants: names }: MaintenanceWindow,
  tenants: Tenants,
  texts: MutedTexts,
  { f, texts: mail }: PageContext,
): string {
  if (names.length === 0) return texts.allTenants;
  const named = names.slice(0, maxNamed).map((name) => tenantName(name, tenants));
  const rest = names.length - named.length;
  return rest > 0 ? `${named.join(", ")} ${mail.more(f.number(rest))}` : f.list(named);
}

function sayWhen(next: Configured["next"], texts: MutedTexts, context: PageContext): HtmlValue {
  const { f, now, words } = context;
  if (next === null) return texts.over;
  const from = f.shortMoment(next.from) ?? words.unknown;
  const to = f.shortMoment(next.to) ?? words.unknown;
  if (next.from <= now && now < next.to) {
    return html`${badge("info", texts.inForce)} ${texts.until} ${to} <span class="muted">(${ago(next.to, context, words.unknown)})</span>`;
  }
  return html`${texts.next} ${from} ${texts.to} ${to} <span class="muted">(${ago(next.from, context, words.unknown)})</span>`;
}
