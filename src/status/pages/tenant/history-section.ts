/** How the tenant stood over a day, a fortnight or a year, as charts. */

import type { HistorySample } from "../../../domain/history.ts";
import { day, minute } from "../../../domain/instant.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { type ChartInput, chart, type Series } from "../charts/chart.ts";
import { roundCount, roundSpan } from "../charts/scale.ts";
import { stateStrip } from "../charts/state-strip.ts";
import { type PageContext, withQuery } from "../page-context.ts";
import type { TenantView } from "./tenant-page.ts";
import { type SpanName, spans, type TenantTexts } from "./texts.ts";

export const spanMs: Record<SpanName, number> = { day, fortnight: 14 * day, year: 365 * day };

export function readSpan(query: URLSearchParams): SpanName {
  return spans.find((span) => span === query.get("span")) ?? "day";
}

export function historySection(
  { history, thresholds, standing }: TenantView,
  texts: TenantTexts,
  context: PageContext,
): Html {
  const { charts: words } = texts;
  const { f } = context;
  const { points, from, to } = history;
  const common = { from, to, words: { summary: words.summary, nothing: words.nothing } };
  const series = (label: string, read: (point: HistorySample) => number | null): Series => ({
    label,
    points: points.map((point) => ({ at: point.at, value: read(point) })),
  });
  const count = (value: number) => f.number(Math.round(value));
  const sayAge = (ms: number) => (ms === 0 ? "0" : f.span(ms));
  const spansOf: ChartInput = {
    ...common,
    title: words.sync,
    series: [
      series(words.syncSeries, ({ syncAgeMs }) => syncAgeMs),
      ...(standing.lastPasswordSyncAt === null
        ? []
        : [series(words.passwordSeries, ({ passwordSyncAgeMs }) => passwordSyncAgeMs)]),
    ],
    roundUp: roundSpan,
    say: sayAge,
    limit: {
      value: thresholds.syncStaleWarningMinutes * minute,
      label: words.limit(f.limit(thresholds.syncStaleWarningMinutes)),
    },
  };
  const errors: ChartInput = {
    ...common,
    title: words.errors,
    series: [
      series(words.objectErrors, ({ objectErrors }) => objectErrors),
      series(words.serviceErrors, ({ serviceErrors }) => serviceErrors),
      ...(standing.jobs !== null && standing.jobs.length > 0
        ? [series(words.escrowed, ({ escrowed }) => escrowed)]
        : []),
    ],
    roundUp: roundCount,
    say: count,
  };
  const objects: ChartInput = {
    ...common,
    title: words.objects,
    series: [
      series(words.users, ({ users }) => users),
      series(words.groups, ({ groups }) => groups),
      series(words.contacts, ({ contacts }) => contacts),
    ],
    roundUp: roundCount,
    say: count,
  };
  const quota: ChartInput = {
    ...common,
    title: words.quota,
    series: [series(words.quotaSeries, percentOf)],
    roundUp: () => 100,
    say: (value) => f.percent(value),
    limit: {
      value: thresholds.objectQuotaWarningPercent,
      label: words.limit(f.percent(thresholds.objectQuotaWarningPercent)),
    },
  };
  return html`<section aria-labelledby="history"><h2 id="history">${words.title}</h2>
${spanLinks(history.span, texts, context)}
${stateStrip(words.state, { points, from, to }, context)}
<div class="charts">
${[spansOf, errors, objects, quota].map((input) => chart(input, context))}</div>
<p class="muted">${words.utc}</p></section>
`;
}

function percentOf({ quotaUsed, quotaTotal }: HistorySample): number | null {
  return quotaUsed === null || !quotaTotal ? null : (quotaUsed / quotaTotal) * 100;
}

function spanLinks(chosen: SpanName, { charts: words }: TenantTexts, context: PageContext): Html {
  return html`<nav aria-label="${words.spanLabel}"><ul class="spans">${spans.map(
    (span) =>
      html`<li><a href="${withQuery(context, { span: span === "day" ? null : span })}#history"${span === chosen && html` aria-current="true"`}>${words.span[span]}</a></li>`,
  )}</ul></nav>`;
}
