/** How a row or badge is coloured; each tone has a sign and a word beside its colour. */
import type { Severity } from "../../domain/severity.ts";
import { type Html, html } from "../../mail/render/html.ts";
import type { PageContext } from "./page-context.ts";

export const tones = ["ok", "info", "warning", "critical", "unknown", "none"] as const;
/** `none`: there is nothing of the kind here, which is neither good nor bad. */
export type Tone = (typeof tones)[number];

/** From the best to the worst; what nobody can see may be anything. */
const order: Tone[] = ["none", "ok", "info", "unknown", "warning", "critical"];

export function worstTone(given: readonly Tone[]): Tone {
  return given.reduce<Tone>(
    (worst, tone) => (order.indexOf(tone) > order.indexOf(worst) ? tone : worst),
    "none",
  );
}

export function toneOfSeverity(severities: readonly Severity[], otherwise: Tone): Tone {
  return severities.length === 0 ? otherwise : worstTone(severities);
}

/** The sign of a tone; its word must stand beside it (`toneWord`). */
export function sign(tone: Tone): Html {
  return html`<svg class="sign ${tone}" aria-hidden="true"><use href="#s-${tone}"/></svg>`;
}

/** A tone's word, for who can't see its sign. */
export function toneWord(tone: Tone, { words }: Pick<PageContext, "words">): Html {
  return html`<span class="vh">${words.tone[tone]}: </span>`;
}

/** A filled badge with a word on it. */
export function badge(tone: Tone, word: string): Html {
  return html`<span class="badge ${tone}">${sign(tone)}${word}</span>`;
}

/** The signs, once for each page; the rest of it refers to them. Tick, i, triangle, cross, question mark, dash. */
export const signs: Html = html`<svg class="defs" aria-hidden="true"><defs>
<symbol id="s-ok" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8"/><path d="M4.2 8.4l2.6 2.6 5-5.6"/></symbol>
<symbol id="s-info" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8"/><path d="M8 7.2v4.6M8 4.2v.1"/></symbol>
<symbol id="s-warning" viewBox="0 0 16 16"><path class="f" d="M8 .8L15.8 15H.2z"/><path d="M8 6v4.4M8 12.7v.1"/></symbol>
<symbol id="s-critical" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8"/><path d="M5 5l6 6M11 5l-6 6"/></symbol>
<symbol id="s-unknown" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8"/><path d="M5.9 6.3a2.1 2.1 0 1 1 3 1.9c-.7.3-.9.7-.9 1.4M8 12v.1"/></symbol>
<symbol id="s-none" viewBox="0 0 16 16"><path class="l" d="M4 8h8"/></symbol>
</defs></svg>`;
