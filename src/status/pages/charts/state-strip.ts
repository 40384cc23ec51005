/** A tenant's state over time as one coloured strip; where nobody looked it is empty. In words, how long each state held. */
import type { HistoryPoint } from "../../../domain/history.ts";
import type { Instant } from "../../../domain/instant.ts";
import { type TenantState, tenantStates } from "../../../domain/report.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import type { PageContext } from "../page-context.ts";
import { badge } from "../tone.ts";
import { drawing, longestJoin, xOf } from "./line-path.ts";

interface Stretch {
  state: TenantState;
  from: Instant;
  to: Instant;
}

export function stateStrip(
  title: string,
  { points, from, to }: { points: readonly HistoryPoint[]; from: Instant; to: Instant },
  context: PageContext,
): Html | null {
  const stretches = stretchesOf(points, to);
  if (stretches.length === 0) return null;
  const { f, words } = context;
  const frame = { from, to, top: 1 };
  const spans = tenantStates.toReversed().flatMap((state) => {
    const ms = stretches
      .filter((each) => each.state === state)
      .reduce((sum, each) => sum + each.to - each.from, 0);
    return ms > 0
      ? [html`<li>${badge(state, words.state[state])} <span class="muted">${f.span(ms)}</span></li>`]
      : [];
  });
  const bars = stretches.map(({ state, from: begin, to: end }) => {
    const x = Math.max(0, xOf(begin, frame));
    return html`<rect class="${state}" x="${x}" y="0" width="${Math.max(1.5, xOf(end, frame) - x)}" height="20"/>`;
  });
  return html`<figure class="state">
<figcaption><h3>${title}</h3><ul class="legend">${spans}</ul></figcaption>
<svg class="strip" viewBox="0 0 ${drawing.width} 20" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
</figure>
`;
}

/** Neighbouring points of one state together; a point holds until the next one. */
export function stretchesOf(points: readonly HistoryPoint[], to: Instant): Stretch[] {
  const join = longestJoin(points);
  const stretches: Stretch[] = [];
  points.forEach(({ at, state }, n) => {
    const next = points[n + 1]?.at ?? to;
    const end = Math.min(next - at > join ? at + join / 2.5 : next, to);
    const last = stretches.at(-1);
    if (last && last.state === state && last.to === at) last.to = end;
    else stretches.push({ state, from: at, to: end });
  });
  return stretches;
}
