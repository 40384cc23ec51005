/**
 * The html part, for Outlook's Word engine and phones alike: tables for the frame, inline styles, one <style> for
 * dark mode and narrow screens, no images, no scripts, nothing fetched.
 */
import type { MailDocument } from "./document.ts";
import { type Html, html } from "./html.ts";
import { headingLine, rowTable, smallPrint } from "./html-blocks.ts";
import { acknowledgeLines, gap, incidentLines, sectionBlock } from "./html-section.ts";
import { body, breakable, family, footer, small, styleSheet } from "./html-style.ts";
import type { Overview } from "./overview.ts";
import { light } from "./palette.ts";
import type { Texts } from "./texts/texts.ts";

export function printHtml(document: MailDocument, texts: Texts, subject: string): string {
  const { summary, delayed, incidents, acknowledge } = document;
  const several = document.form === "several";
  const preview = document.sections[0]?.description ?? subject;
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
${summary && titleBlock(summary.title, document.tenantLine)}${delayed && delayedBlock(delayed)}${summary && card(overviewLines(summary.overview, texts))}${several && incidents && card(incidentLines(incidents, 2, texts))}${document.sections.map((section, index) => sectionBlock(section, index, document, texts))}${several && acknowledge && card(acknowledgeLines(acknowledge, 2, texts))}
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
  // Blank lines, left by blocks that this mail does not have.
  return page.markup.replace(/\n(?:[ \t]*\n)+/g, "\n");
}

function titleBlock(title: string, tenantLine: string): Html {
  return html`<tr><td class="pad" style="padding:0 24px 16px">
<h1 class="foot" style="margin:0;font:600 20px/28px ${family};color:${light.page.text}">${title}</h1>
<p class="foot" style="margin:4px 0 0;font:15px/22px ${family};color:${light.page.text}">${tenantLine}</p>
</td></tr>
`;
}

function delayedBlock(delayed: string): Html {
  return html`<tr><td class="pad" style="padding:0 24px 16px"><p class="foot" style="margin:0;${footer}">${delayed}</p></td></tr>
`;
}

/** What concerns all of a mail's alerts stands in a card of its own. */
function card(content: Html): Html {
  return html`<tr><td class="card pad" bgcolor="${light.card.ground}" style="background-color:${light.card.ground};padding:0 24px 20px;border-radius:6px;${breakable}">
${content}
</td></tr>
${gap}`;
}

function overviewLines({ items, more, tenant, attached }: Overview, texts: Texts): Html {
  return html`${headingLine(2, texts.heading.overview)}
<ol class="text" style="margin:0;padding:0 0 0 24px;${body}">${items.map(
    ({ tone, badge, title, incident }) => {
      const { text, ground } = light.tone[tone];
      return html`<li class="text" style="margin:0 0 8px;padding:0 0 0 4px;${body}"><span class="tag tone-${tone}" style="padding:1px 6px;border-radius:3px;background-color:${ground};color:${text};font:600 12px/18px ${family}">${badge}</span> ${title} <span class="muted" style="${small}">${incident}</span></li>
`;
    },
  )}</ol>
${more !== null && smallPrint(more)}
${attached !== null && smallPrint(attached)}
${headingLine(2, texts.label.tenant)}
${rowTable(tenant)}`;
}
