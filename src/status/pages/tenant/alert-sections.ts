/** A tenant's alerts: those that are open, and the last of those that are over. */
import type { Alert } from "../../../domain/alert.ts";
import { compareSeverity } from "../../../domain/severity.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { findingTitle } from "../../../mail/render/subject.ts";
import { ago } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { badge } from "../tone.ts";
import type { TenantView } from "./tenant-page.ts";
import type { TenantTexts } from "./texts.ts";

export function alertSections(
  { standing, open, past }: Pick<TenantView, "standing" | "open" | "past">,
  texts: TenantTexts,
  context: PageContext,
): { open: Html; past: Html } {
  const all = html`<p><a href="${context.to(`/alerts?tenant=${encodeURIComponent(standing.name)}&state=all`)}">${texts.alerts.all}</a></p>`;
  const rest = open.total - open.items.length;
  return {
    open: html`<section aria-labelledby="open"><h2 id="open">${open.items.length > 0 ? texts.now : texts.alerts.open}</h2>
${open.items.length > 0 ? html`<ul class="list">${worstFirst(open.items).map((alert) => openItem(alert, texts, context))}</ul>` : html`<p class="muted">${texts.alerts.noneOpen}</p>`}
${rest > 0 && all}</section>
`,
    past: html`<section aria-labelledby="past"><h2 id="past">${texts.alerts.past}</h2>
${past.items.length > 0 ? html`<ul class="list">${past.items.map((alert) => pastItem(alert, texts, context))}</ul>` : html`<p class="muted">${texts.alerts.nonePast}</p>`}
${all}</section>
`,
  };
}

function openItem(alert: Alert, texts: TenantTexts, context: PageContext): Html {
  const { last, acknowledgement, hold } = alert;
  const { words } = context;
  return html`<li><div class="line">${badge(last.severity, words.tone[last.severity])}${titleLink(alert, context)}
<span class="muted">${texts.alerts.since} ${ago(last.since, context, words.unknown)}${acknowledgement && html` · ${texts.alerts.acknowledgedBy(safeLine(acknowledgement.by, 100))}`}${hold && html` · ${texts.alerts.mutedUntil} ${context.f.shortMoment(hold.until)}`}</span></div></li>
`;
}

function pastItem(alert: Alert, texts: TenantTexts, context: PageContext): Html {
  const over = alert.state === "withdrawn" ? texts.alerts.withdrawn : texts.alerts.over;
  const tone = alert.state === "withdrawn" ? "none" : "ok";
  return html`<li><div class="line">${badge(tone, over)}${titleLink(alert, context)}
<span class="muted">${over} ${ago(alert.resolvedAt, context, context.words.unknown)} · ${context.f.spanSince(alert.last.since, alert.resolvedAt ?? context.now)}</span></div></li>
`;
}

function worstFirst(alerts: readonly Alert[]): Alert[] {
  return alerts.toSorted(
    (a, b) => compareSeverity(b.last.severity, a.last.severity) || a.last.since - b.last.since,
  );
}

function titleLink(alert: Alert, { to, language, now }: PageContext): Html {
  const at = alert.state === "open" ? now : (alert.resolvedAt ?? now);
  return html`<a href="${to(`/alerts/${encodeURIComponent(alert.id)}`)}">${findingTitle(alert.last, language, at)}</a>`;
}
