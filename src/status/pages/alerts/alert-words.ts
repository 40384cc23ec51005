/** An alert in a list: its title as a link, its badges, and whose it is. */
import type { Alert } from "../../../domain/alert.ts";
import type { TenantStanding } from "../../../domain/standing.ts";
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { titleOf } from "../../../mail/render/subject.ts";
import { ago } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { badge } from "../tone.ts";
import type { Mute } from "./mute.ts";
import { alertsTexts } from "./texts.ts";

/** Of one that is over, as it was then: it does not age any more. */
export function alertTitle(
  { last, resolvedAt }: Alert,
  { texts, f, now }: Pick<PageContext, "texts" | "f" | "now">,
): string {
  return titleOf(last, texts, f, resolvedAt ?? now);
}

export function alertPath(id: string): string {
  return `/alerts/${encodeURIComponent(id)}`;
}

export function alertLink(alert: Alert, context: PageContext): Html {
  return html`<a href="${context.to(alertPath(alert.id))}">${alertTitle(alert, context)}</a>`;
}

export function severityBadge({ last }: Alert, { words }: PageContext): Html {
  return badge(last.severity, words.tone[last.severity]);
}

/** What else is to be known of it: pending or over, acknowledged, muted, flapping. */
export function alertNotes(alert: Alert, mute: Mute | null, context: PageContext): HtmlValue[] {
  const texts = alertsTexts[context.language];
  const { state, acknowledgement, resolvedAt, flapping, last } = alert;
  const { f, words, now } = context;
  if (state === "resolved" || state === "withdrawn") {
    const over = state === "withdrawn" ? badge("none", texts.withdrawn) : badge("ok", texts.resolved);
    const lasted = f.spanSince(last.since, resolvedAt ?? now);
    return [
      html`${over} ${ago(resolvedAt, context, words.unknown)}`,
      ...(lasted === null ? [] : [texts.lasted(lasted)]),
    ];
  }
  const notes: HtmlValue[] = [];
  if (state === "pending") notes.push(badge("none", texts.pending));
  if (acknowledgement) notes.push(texts.acknowledgedBy(safeLine(acknowledgement.by, 100)));
  if (mute) notes.push(html`${texts.mutedUntil} ${f.shortMoment(mute.until)}`);
  if (flapping) notes.push(texts.flapping);
  return notes;
}

/** Tenants by the name that the configuration gives them. */
export type Tenants = ReadonlyMap<string, Pick<TenantStanding, "name" | "displayName" | "initialDomain">>;

export function tenantsByName(standings: readonly TenantStanding[]): Tenants {
  return new Map(standings.map((standing) => [standing.name, standing]));
}

/** As the tenant calls itself; else by its configured name. */
export function tenantName(name: string, tenants: Tenants): string {
  return safeLine(tenants.get(name)?.displayName ?? null, 80) || safeLine(name, 80);
}

/** One that is polled no more has no page. */
export function tenantLink(name: string, tenants: Tenants, { to }: Pick<PageContext, "to">): HtmlValue {
  const said = tenantName(name, tenants);
  return tenants.has(name) ? html`<a href="${to(`/tenants/${encodeURIComponent(name)}`)}">${said}</a>` : said;
}
