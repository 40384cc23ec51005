/** The frame of every page. In: a title and content. Out: a whole document that is read without a script. */
import { languages } from "../../domain/catalog.ts";
import { type Instant, toIso } from "../../domain/instant.ts";
import { type Html, type HtmlValue, html } from "../../mail/render/html.ts";
import { ago } from "./moments.ts";
import { type PageContext, withQuery } from "./page-context.ts";
import { commonTexts } from "./texts/common.ts";
import type { NavItem } from "./texts/common-texts.ts";
import { sign, signs } from "./tone.ts";

export interface Page {
  title: string;
  /** Which part of the navigation it belongs to. */
  item: NavItem | null;
  content: Html;
  /** It is asked for again every while, so that a screen on the wall stays true; not for pages with a form. */
  isLive: boolean;
  /** Puts the content to more of a wide screen's width. */
  isWide?: boolean;
}

/** How fresh everything is. */
export interface Freshness {
  /** The newest poll of any tenant; null: none yet. */
  polledAt: Instant | null;
  /** By when the newest data should have been followed by newer. */
  staleAfter: Instant | null;
  /** The daemon keeps its schedule. */
  isHealthy: boolean;
  lastRoundAt: Instant | null;
  configRejected: boolean;
  version: string;
}

/** Addresses of the style sheet and the script; their names change with their content. */
export interface AssetPaths {
  style: string;
  script: string;
  icon: string;
}

const paths: Record<NavItem, string> = {
  tenants: "/",
  alerts: "/alerts",
  deliveries: "/deliveries",
  muted: "/muted",
  catalog: "/catalog",
};

export function documentOf(page: Page, fresh: Freshness, assets: AssetPaths, context: PageContext): string {
  const { language, words, texts, to, now } = context;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${page.title} · sync-health-monitor</title>
<link rel="icon" href="${to(assets.icon)}" type="image/svg+xml">
<link rel="stylesheet" href="${to(assets.style)}">
<script src="${to(assets.script)}" defer></script>
</head>
<body data-now="${toIso(now)}" data-ago="${words.ago}" data-ahead="${words.ahead}" data-joint="${texts.spanJoint}" data-short="${texts.lessThanAMinute}"${page.isLive && html` data-live`}>
${signs}
<a class="skip" href="#content">${words.skip}</a>
<header>
<a class="brand" href="${to("/")}"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M1 13h5l2.5-7 4.5 13 3.5-9 1.5 3h5"/></svg><span>sync-health-monitor</span></a>
<nav aria-label="${words.navLabel}">${navLinks(page, context)}</nav>
<div class="side">${ageOf(fresh, context)}${languageLinks(context)}</div>
</header>
${notices(fresh, context)}
<main id="content"${page.isWide === true && html` class="wide"`} tabindex="-1">
${page.content}
</main>
<footer>${context.user !== null && html`<span>${words.signedInAs(context.user)}</span> `}<span>sync-health-monitor ${fresh.version}</span> <span>${words.notMicrosoft}</span></footer>
</body>
</html>
`.markup;
}

function navLinks({ item }: Page, { words, to }: PageContext): Html[] {
  return (Object.keys(paths) as NavItem[]).map(
    (each) =>
      html`<a href="${to(paths[each])}"${each === item && html` aria-current="page"`}>${words.nav[each]}</a>`,
  );
}

function ageOf({ polledAt, staleAfter }: Freshness, context: PageContext): Html {
  const { words } = context;
  if (polledAt === null) return html`<span id="age">${words.data.notYet}</span>`;
  return html`<span id="age" data-stale-after="${toIso(staleAfter) ?? ""}">${words.data.polled} ${ago(polledAt, context, words.never)}</span>`;
}

/** What makes everything on the page doubtful; the hidden one is for the script, should the answers stay away. */
function notices(
  { isHealthy, lastRoundAt, polledAt, staleAfter, configRejected }: Freshness,
  context: PageContext,
): Html {
  const { words, now } = context;
  const isOld = staleAfter !== null && now > staleAfter;
  const stale = !isHealthy
    ? { text: words.data.stalled, at: lastRoundAt }
    : isOld
      ? { text: words.data.old, at: polledAt }
      : null;
  return html`${stale && html`<div class="notice stale" role="alert">${sign("warning")}<p>${stale.text} ${ago(stale.at, context, words.never)}.</p></div>`}
${configRejected && html`<div class="notice" role="status">${sign("warning")}<p>${words.data.rejected}</p></div>`}
<div class="notice stale" role="alert" id="no-answer" hidden>${sign("warning")}<p>${words.data.noAnswer} ${ago(now, context, "")}.</p></div>`;
}

function languageLinks(context: PageContext): HtmlValue {
  return languages
    .filter((other) => other !== context.language)
    .map(
      (other) =>
        html`<a class="language" href="${withQuery(context, { lang: other })}" lang="${other}" hreflang="${other}">${commonTexts[other].language}</a>`,
    );
}

/** A notice within a page: what was just done, or what is wrong with a form. */
export function notice(content: HtmlValue, role: "status" | "alert"): Html {
  return html`<div class="notice ${role === "alert" ? "fault" : "done"}" role="${role}">${sign(role === "alert" ? "critical" : "ok")}<div>${content}</div></div>`;
}

/** Links to the parts of a long list; nothing where all of it is shown. */
export function paging(
  { offset, limit }: { offset: number; limit: number },
  { shown, total }: { shown: number; total: number },
  context: PageContext,
): Html | null {
  if (total <= limit && offset === 0) return null;
  const { words, f } = context;
  const link = (to: number, word: string, rel: string) =>
    html`<a href="${withQuery(context, { offset: to === 0 ? null : String(to) })}" rel="${rel}">${word}</a>`;
  return html`<nav class="paging" aria-label="${words.paging.label}">
${offset > 0 && link(Math.max(0, offset - limit), words.paging.previous, "prev")}
<span>${words.paging.shown(f.number(Math.min(offset + 1, total)), f.number(offset + shown), f.number(total))}</span>
${offset + shown < total && link(offset + limit, words.paging.next, "next")}
</nav>`;
}
