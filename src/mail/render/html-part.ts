/**
 * The html part, for Outlook's Word engine and phones alike: tables for the frame, inline styles, one <style> for
 * dark mode and narrow screens, no images, no scripts, nothing fetched.
 */
import type { Advice, MailDocument, Section } from "./document.ts";
import { type Html, html } from "./html.ts";
import { codeSpans, headingLine, paragraph, rowTable, sampleTable } from "./html-blocks.ts";
import { body, breakable, family, footer, small, styleSheet } from "./html-style.ts";
import type { IncidentBlock } from "./incidents.ts";
import { light } from "./palette.ts";
import type { Texts } from "./texts/texts.ts";

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
${several && summaryBlock(document)}${document.delayed && delayedBlock(document.delayed)}${several && document.incidents && incidentCard(document.incidents, texts)}${document.sections.map((section, index) => sectionBlock(section, index, document, texts))}
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
  const { tone } = section;
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
${section.samples && html`${headingLine(level + 1, texts.heading.samples)}${sampleTable(section.samples)}`}
${!several && document.incidents && incidentLines(document.incidents, level + 1, texts)}
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

/** In a mail about several alerts it may be the cause of each of them, so it stands before them all. */
function incidentCard(incidents: IncidentBlock, texts: Texts): Html {
  return html`<tr><td class="card pad" bgcolor="${light.card.ground}" style="background-color:${light.card.ground};padding:0 24px 20px;border-radius:6px;${breakable}">
${incidentLines(incidents, 2, texts)}
</td></tr>
<tr><td style="height:20px;line-height:20px;font-size:1px">&nbsp;</td></tr>
`;
}

function incidentLines({ intro, rows, more }: IncidentBlock, level: number, texts: Texts): Html {
  return html`${headingLine(level, texts.heading.incidents)}
${paragraph(intro)}
${rowTable(rows)}
${more !== null && paragraph(more)}`;
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
