/**
 * The html part, for Outlook's Word engine and phones alike: tables for the frame, inline styles, one <style> for
 * dark mode and narrow screens, no images, no scripts, nothing fetched.
 */
import type { Advice, MailDocument, Section } from "./document.ts";
import { type Html, type HtmlValue, html } from "./html.ts";
import { dark, light, toneOf } from "./palette.ts";
import type { Row } from "./rows.ts";
import type { Texts } from "./texts/texts.ts";

const family = "Segoe UI,Helvetica,Arial,sans-serif";
const body = `font:15px/22px ${family};color:${light.card.text}`;
const small = `font:13px/19px ${family};color:${light.muted.text}`;
const footer = `font:13px/19px ${family};color:${light.page.text}`;
/** Inherited by all that is in the cell: long ids and addresses break rather than widen the page. */
const breakable = "word-break:break-word;overflow-wrap:anywhere";

export function printHtml(document: MailDocument, texts: Texts, subject: string): string {
  const several = document.summary !== null;
  const preview = document.sections[0]?.facts[1]?.value ?? subject;
  const page = html`<!DOCTYPE html>
<html lang="${document.language}" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${subject}</title>
<style>${styleSheet}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:${light.page.ground};color:${light.page.text}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preview}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:${light.page.ground}">
<tr><td class="frame" align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px">
${several && summaryBlock(document)}${document.delayed && delayedBlock(document.delayed)}${document.sections.map((section, index) => sectionBlock(section, index, document, texts))}
<tr><td class="pad" style="padding:8px 24px 0;${footer}">
${headingLine(2, texts.heading.why, "foot")}
<p class="foot" style="margin:0 0 8px;${footer}">${document.why}</p>
<p class="foot" style="margin:0;${footer}">${document.sentBy}</p>
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`;
  return page.markup;
}

function summaryBlock(document: MailDocument): Html {
  return html`<tr><td class="pad" style="padding:0 24px 16px">
<h1 class="foot" style="margin:0;font:600 20px/28px ${family};color:${light.page.text}">${document.summary}</h1>
<p class="foot" style="margin:4px 0 0;font:15px/22px ${family};color:${light.page.text}">${document.tenantLine}</p>
</td></tr>
`;
}

function delayedBlock(delayed: string): Html {
  return html`<tr><td class="pad" style="padding:0 24px 16px"><p class="foot" style="margin:0;${footer}">${delayed}</p></td></tr>
`;
}

function sectionBlock(section: Section, index: number, document: MailDocument, texts: Texts): Html {
  const several = document.summary !== null;
  const tone = toneOf(section);
  const colours = light.tone[tone];
  const level = several ? 2 : 1;
  const title = several ? `${index + 1}. ${section.title}` : section.title;
  const titleStyle = `margin:0;font:600 20px/27px ${family};color:${colours.text}`;
  return html`<tr><td class="tone-${tone} pad" bgcolor="${colours.ground}" style="background-color:${colours.ground};padding:18px 24px;border-radius:6px 6px 0 0;${breakable}">
<p class="tone-${tone}" style="margin:0 0 4px;font:600 13px/18px ${family};color:${colours.text}">${section.badge}</p>
${level === 1 ? html`<h1 class="tone-${tone}" style="${titleStyle}">${title}</h1>` : html`<h2 class="tone-${tone}" style="${titleStyle}">${title}</h2>`}
${!several && html`<p class="tone-${tone}" style="margin:6px 0 0;font:15px/22px ${family};color:${colours.text}">${document.tenantLine}</p>`}
</td></tr>
<tr><td class="card pad" bgcolor="${light.card.ground}" style="background-color:${light.card.ground};padding:4px 24px 20px;border-radius:0 0 6px 6px;${breakable}">
${section.outcome.length > 0 && html`${headingLine(level + 1, texts.heading.resolved)}${section.outcome.map(paragraph)}`}
${headingLine(level + 1, texts.heading.facts)}
${rowTable(section.facts)}
${
  section.numbers.length > 0 &&
  html`${headingLine(level + 1, section.kind === "resolved" ? texts.heading.lastNumbers : texts.heading.numbers)}
${rowTable(section.numbers)}`
}
${section.advice && adviceBlock(section.advice, level + 1, texts)}
${
  section.otherCauses.length > 0 &&
  html`${headingLine(level + 1, texts.heading.otherCauses)}
<ul style="margin:0;padding:0 0 0 22px;${body}" class="text">${section.otherCauses.map(
    ({ title: cause, meaning }) =>
      html`<li class="text" style="margin:0 0 6px;${body}"><strong>${cause}</strong>: ${codeSpans(meaning)}</li>`,
  )}</ul>`
}
${
  section.links.length > 0 &&
  html`${headingLine(level + 1, texts.heading.links)}
${section.links.map(
  ({ title: name, url }) =>
    html`<p class="text" style="margin:0 0 6px;${body}"><a class="link" href="${url}" style="color:${light.link.text};text-decoration:underline">${name}</a></p>`,
)}`
}
<p class="muted rule" style="margin:20px 0 0;padding:12px 0 0;border-top:1px solid ${light.rule};${small}">${section.next} ${section.incident}</p>
</td></tr>
<tr><td style="height:20px;line-height:20px;font-size:1px">&nbsp;</td></tr>
`;
}

function adviceBlock(advice: Advice, level: number, texts: Texts): Html {
  return html`${headingLine(level, texts.heading.impact)}
${rowTable(
  [
    { label: texts.affected, value: advice.affected },
    { label: texts.stillWorks, value: advice.stillWorks },
  ],
  codeSpans,
)}
${headingLine(level, texts.heading.meaning)}
<p class="text" style="margin:0 0 8px;${body}"><strong>${advice.title}.</strong> ${codeSpans(advice.meaning)}</p>
${headingLine(level, texts.heading.steps)}
<ol class="text" style="margin:0 0 10px;padding:0 0 0 24px;${body}">${advice.steps.map(
    (step) => html`<li class="text" style="margin:0 0 8px;padding:0 0 0 4px;${body}">${codeSpans(step)}</li>`,
  )}</ol>
<p class="text" style="margin:0 0 8px;${body}"><strong>${texts.clears}:</strong> ${codeSpans(advice.clears)}</p>
${advice.notes.map((note) => html`<p class="muted" style="margin:0 0 4px;${small}">${note}</p>`)}
`;
}

/** Label and value, side by side on wide screens, one above the other on narrow ones. */
function rowTable(rows: Row[], form: (value: string) => HtmlValue = (value) => value): Html {
  const cell = `padding:6px 0;vertical-align:top;text-align:left;border-top:1px solid ${light.rule}`;
  return html`<table class="rows" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">
${rows.map(
  ({
    label,
    value,
  }) => html`<tr><th scope="row" class="label muted rule" width="34%" style="${cell};padding-right:14px;${small}">${label}</th><td class="value text rule" style="${cell};${body}">${form(value)}</td></tr>
`,
)}</table>`;
}

function headingLine(level: number, text: string, tone: "text" | "foot" = "text"): Html {
  const style = `margin:20px 0 8px;font:600 16px/22px ${family};color:${light.card.text}`;
  return level === 3
    ? html`<h3 class="${tone}" style="${style}">${text}</h3>`
    : html`<h2 class="${tone}" style="${style}">${text}</h2>`;
}

function paragraph(text: string): Html {
  return html`<p class="text" style="margin:0 0 8px;${body}">${text}</p>`;
}

/** For the catalog only, never for names from the directory. What it writes between backticks is a command or a name to be typed as it stands. */
function codeSpans(text: string): Html[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) =>
      index % 2 === 1
        ? html`<code class="code" style="font:13px/20px Consolas,Menlo,monospace;color:${light.code.text};background-color:${light.code.ground};padding:1px 4px">${part}</code>`
        : html`${part}`,
    );
}

const darkRules = [
  `.page{background-color:${dark.page.ground}!important;color:${dark.page.text}!important}`,
  `.foot{color:${dark.page.text}!important}`,
  `.card{background-color:${dark.card.ground}!important}`,
  `.text{color:${dark.card.text}!important}`,
  `.muted{color:${dark.muted.text}!important}`,
  `.link{color:${dark.link.text}!important}`,
  `.code{color:${dark.code.text}!important;background-color:${dark.code.ground}!important}`,
  `.rule{border-color:${dark.rule}!important}`,
  ...Object.entries(dark.tone).map(
    ([tone, { text, ground }]) =>
      `td.tone-${tone}{background-color:${ground}!important}.tone-${tone}{color:${text}!important}`,
  ),
];

// Our own constants only; quotes would be escaped by the template, so the sheet has none.
const styleSheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){${darkRules.join("")}}
@media (max-width:520px){
.frame{padding:0!important}
.pad{padding-left:16px!important;padding-right:16px!important;border-radius:0!important}
.rows th.label,.rows td.value{display:block!important;width:auto!important;padding-right:0!important}
.rows th.label{padding-bottom:0!important}
.rows td.value{border-top:0!important;padding-top:0!important}
}
`;
