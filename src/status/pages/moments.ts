/** Moments as pages show them: how long ago, which ticks where scripts run, with the date on hover. */
import { type Instant, toIso } from "../../domain/instant.ts";
import { type Html, type HtmlValue, html } from "../../mail/render/html.ts";
import type { PageContext } from "./page-context.ts";

/** `28 minutes ago`, `in 3 days`; what is no real date reads as `otherwise`. */
export function ago(
  instant: Instant | null,
  { f, now, words }: PageContext,
  otherwise: HtmlValue,
): HtmlValue {
  const moment = f.moment(instant);
  if (instant === null || moment === null) return otherwise;
  const ahead = instant > now;
  const said = ahead
    ? words.ahead.replace("{}", () => f.span(instant - now))
    : words.ago.replace("{}", () => f.span(now - instant));
  return html`<time datetime="${toIso(instant)}" title="${moment}" data-tick>${said}</time>`;
}

/** The date in words, with how long ago it was behind it. */
export function momentAndAgo(instant: Instant | null, context: PageContext, otherwise: HtmlValue): HtmlValue {
  const moment = context.f.shortMoment(instant);
  if (moment === null) return otherwise;
  return html`${moment} <span class="muted">(${ago(instant, context, "")})</span>`;
}

/** The date alone, for columns. */
export function shortMoment(instant: Instant | null, { f }: PageContext, otherwise: HtmlValue): HtmlValue {
  const moment = f.shortMoment(instant);
  if (instant === null || moment === null) return otherwise;
  return html`<time datetime="${toIso(instant)}" title="${f.moment(instant)}">${moment}</time>` as Html;
}
