/**
 * One chart as a figure: heading, what it shows in words, key, and the drawing. In: series over time. Out: HTML that is
 * sharp at any width, as the labels stand beside the drawing and not in it.
 */
import { day, type Instant } from "../../../domain/instant.ts";
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import type { PageContext } from "../page-context.ts";
import { areaPath, type ChartPoint, drawing, type Frame, linePath, xOf, yOf } from "./line-path.ts";
import { timeMarks } from "./scale.ts";

export interface Series {
  label: string;
  points: readonly ChartPoint[];
}

export interface ChartInput {
  title: string;
  series: Series[];
  from: Instant;
  to: Instant;
  /** A round number that has room for a highest value. */
  roundUp: (highest: number) => number;
  /** A value in words. */
  say: (value: number) => string;
  /** From where on it is alerted; left out: nowhere in particular. */
  limit?: { value: number; label: string };
  words: ChartWords;
}

export interface ChartWords {
  /** `now 28 minutes, at most 3 hours`. */
  summary: (latest: string, highest: string) => string;
  nothing: string;
}

export function chart(input: ChartInput, context: PageContext): Html {
  const { title, series, words } = input;
  const filled = series.filter(({ points }) => points.some(({ value }) => value !== null));
  return html`<figure>
<figcaption><h3>${title}</h3>${filled.length > 0 && legend(filled, input)}</figcaption>
${filled.length > 0 ? plot(filled, input, context) : html`<p class="empty">${words.nothing}</p>`}
</figure>
`;
}

/** Also what who can't see the drawing is told. */
function legend(series: readonly Series[], { say, words, limit }: ChartInput): Html {
  const items = series.map(({ label, points }, n) => {
    const values = points.map(({ value }) => value).filter((value) => value !== null);
    const [latest, highest] = [values.at(-1) ?? 0, values.reduce((a, b) => Math.max(a, b), 0)];
    return html`<li><span class="key s${n}"></span>${label}: <span class="muted">${words.summary(say(latest), say(highest))}</span></li>`;
  });
  return html`<ul class="legend">${items}${limit ? html`<li><span class="key limit"></span>${limit.label}</li>` : null}</ul>`;
}

function plot(series: readonly Series[], input: ChartInput, context: PageContext): Html {
  const { from, to, limit, say, roundUp } = input;
  const highest = series
    .flatMap(({ points }) => points.map(({ value }) => value ?? 0))
    .reduce((a, b) => Math.max(a, b), 0);
  // A limit far above everything would flatten the line; one that is near is shown.
  const isNear = limit !== undefined && limit.value <= Math.max(highest * 4, limit.value / 2);
  const top = roundUp(Math.max(highest, isNear ? limit.value : 0));
  const frame: Frame = { from, to, top };
  const marks = timeMarks(from, to);
  const { width, height } = drawing;
  return html`<div class="plot">
<div class="y" aria-hidden="true"><span>${say(top)}</span><span>${say(top / 2)}</span><span>${say(0)}</span></div>
<svg class="chart" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
${[0, height / 2, height].map((y) => html`<path class="grid" d="M0 ${y}H${width}"/>`)}${marks.map((at) => html`<path class="grid" d="M${xOf(at, frame)} 0V${height}"/>`)}
${series.length === 1 && series.map(({ points }) => html`<path class="area a0" d="${areaPath(points, frame)}"/>`)}
${series.map(({ points }, n) => html`<path class="s${n}" d="${linePath(points, frame)}"/>`)}
${isNear && limit.value <= top && html`<path class="limit" d="M0 ${yOf(limit.value, frame)}H${width}"/>`}
</svg>
${timeLabels(marks, frame, context)}
</div>`;
}

/** Placed by an SVG of its own, as styles that name a place are not allowed. */
function timeLabels(marks: readonly Instant[], frame: Frame, context: PageContext): HtmlValue {
  const format = labelFormat(frame.to - frame.from, context);
  return html`<svg class="x" width="100%" height="18" aria-hidden="true">${marks.map((at) => {
    const percent = (xOf(at, frame) / drawing.width) * 100;
    const anchor = percent < 5 ? "start" : percent > 95 ? "end" : "middle";
    return html`<text x="${Math.round(percent * 10) / 10}%" y="13" text-anchor="${anchor}">${format(at)}</text>`;
  })}</svg>`;
}

/** Times of UTC for a day, else dates. */
function labelFormat(spanMs: number, { texts }: PageContext): (at: Instant) => string {
  const options: Intl.DateTimeFormatOptions =
    spanMs <= 2 * day
      ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
      : spanMs <= 60 * day
        ? { day: "numeric", month: "short" }
        : { month: "short" };
  const format = new Intl.DateTimeFormat(texts.locale, { timeZone: "UTC", ...options });
  return (at) => format.format(at);
}
