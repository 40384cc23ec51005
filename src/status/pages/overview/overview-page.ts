/** The overview: how many tenants are in which state, and a card for each, the worst first. */
import type { AlertTally } from "../../../domain/archive.ts";
import type { TenantStanding } from "../../../domain/standing.ts";
import type { Thresholds } from "../../../domain/thresholds.ts";
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { type Page, paging } from "../layout.ts";
import { ago } from "../moments.ts";
import { type PageContext, withQuery } from "../page-context.ts";
import { standingRows, stateBadge, tenantTone } from "../standing-rows.ts";
import { sign, type Tone, toneWord } from "../tone.ts";
import { readChoice, type ShownState, selectTenants, shownStates } from "./select-tenants.ts";
import { type OverviewTexts, overviewTexts } from "./texts.ts";

/** With seven rows each, so many cards stay far below 300 KB. */
const cardsAtOnce = 100;

export function overviewPage(
  standings: readonly TenantStanding[],
  tallies: readonly AlertTally[],
  thresholdsOf: (tenant: string) => Thresholds | null,
  context: PageContext,
): Page {
  const texts = overviewTexts[context.language];
  const choice = readChoice(context.query);
  const { counts, chosen } = selectTenants(standings, choice, context.now);
  const offset = readOffset(context.query, chosen.length);
  const shown = chosen.slice(offset, offset + cardsAtOnce);
  const tallyOf = new Map(tallies.map((tally) => [tally.tenant, tally]));
  const bad = counts.critical + counts.warning + counts.unknown;
  return {
    title: bad > 0 ? `(${context.f.number(bad)}) ${texts.title}` : texts.title,
    item: "tenants",
    isLive: true,
    isWide: true,
    content: html`<h1 class="vh">${texts.title}</h1>
<div class="tools">
${tiles(counts, choice.state, texts, context)}
${standings.length > 1 && searchForm(choice, texts, context)}
</div>
${
  shown.length > 0
    ? html`<ul class="cards" id="results">
${shown.map((standing) => card(standing, { tally: tallyOf.get(standing.name), thresholds: thresholdsOf(standing.name) }, texts, context))}</ul>`
    : html`<p class="empty" id="results">${standings.length === 0 ? texts.noTenants : texts.nothing}</p>`
}
${paging({ offset, limit: cardsAtOnce }, { shown: shown.length, total: chosen.length }, context)}`,
  };
}

function readOffset(query: URLSearchParams, total: number): number {
  const offset = Number(query.get("offset") ?? 0);
  return Number.isSafeInteger(offset) && offset > 0 && offset < total ? offset : 0;
}

function tiles(
  counts: Record<ShownState, number>,
  chosen: ShownState | null,
  texts: OverviewTexts,
  context: PageContext,
): Html {
  const { words, f } = context;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const tile = (state: ShownState | null, count: number, word: string, mark: HtmlValue) =>
    html`<li><a${state !== null && html` class="${state}"`} href="${withQuery(context, { state, offset: null })}"${state === chosen && html` aria-current="true"`}>${mark}<b>${f.number(count)}</b> <span>${word}</span></a></li>
`;
  return html`<nav aria-label="${texts.states}"><ul class="tiles">
${shownStates.map((state) => tile(state, counts[state], words.state[state], sign(state)))}
${tile(null, all, texts.all, null)}</ul></nav>`;
}

function searchForm(
  { state, text }: { state: ShownState | null; text: string },
  texts: OverviewTexts,
  context: PageContext,
): Html {
  return html`<form class="search" role="search" data-live action="${context.to("/")}">
${state !== null && html`<input type="hidden" name="state" value="${state}">`}
<label for="q" class="vh">${texts.searchLabel}</label>
<input type="search" id="q" name="q" value="${text}" placeholder="${texts.placeholder}" maxlength="100" autocomplete="off" spellcheck="false">
<button type="submit" class="quiet">${context.words.search}</button>
</form>`;
}

function card(
  standing: TenantStanding,
  { tally, thresholds }: { tally: AlertTally | undefined; thresholds: Thresholds | null },
  texts: OverviewTexts,
  context: PageContext,
): Html {
  const { to } = context;
  const tone = tenantTone(standing, context);
  const rows = standingRows(standing, thresholds, context).map(
    ({ id, tone, label, value }) =>
      html`<div class="${id}"><dt>${sign(tone)}${label}</dt><dd${isBad(tone) && html` class="strong"`}>${toneWord(tone, context)}${value}</dd></div>
`,
  );
  return html`<li class="card ${tone}">
<h2><a href="${to(`/tenants/${encodeURIComponent(standing.name)}`)}">${safeLine(standing.displayName, 80) ?? standing.name}</a>${stateBadge(standing, tone, context)}</h2>
<p>${subtitle(standing)}</p>
<dl>
${rows}</dl>
<p class="foot">${alertsOf(standing, tally, texts, context)}<span>${standing.polledAt === null ? texts.notPolled : html`${texts.polled} ${ago(standing.polledAt, context, "")}`}</span></p>
</li>
`;
}

/** What tells it from others of the same display name. */
function subtitle({ displayName, initialDomain, name }: TenantStanding): string {
  const domain = safeLine(initialDomain, 100);
  const own = safeLine(displayName, 80) === null || domain?.startsWith(`${name}.`) ? null : name;
  return [domain, own].filter((part) => part !== null).join(" · ") || name;
}

function alertsOf(
  { name }: TenantStanding,
  tally: AlertTally | undefined,
  texts: OverviewTexts,
  { f, to, words }: PageContext,
): HtmlValue {
  if (!tally || tally.open === 0) return html`<span></span>`;
  const { open, acknowledged, held } = tally;
  const parts = [
    texts.openAlerts(f.count(open, words.alerts)),
    acknowledged > 0 && texts.acknowledged(f.number(acknowledged)),
    held > 0 && texts.held(f.number(held)),
  ].filter((part) => part !== false);
  return html`<a href="${to(`/alerts?tenant=${encodeURIComponent(name)}`)}">${parts.join(", ")}</a>`;
}

function isBad(tone: Tone): boolean {
  return tone === "critical" || tone === "warning";
}
