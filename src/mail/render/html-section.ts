/** One alert, or one digest, as html: its heading in the colour of its severity, and its card below. */
import type { Advice } from "./advice.ts";
import type { MailDocument } from "./document.ts";
import type { AcknowledgeBlock } from "./follow-up.ts";
import { type Html, html } from "./html.ts";
import {
  buttonLink,
  codeSpans,
  headingLine,
  listTable,
  paragraph,
  rowTable,
  smallPrint,
  subheadingLine,
  textLink,
} from "./html-blocks.ts";
import { body, breakable, family, small } from "./html-style.ts";
import type { IncidentBlock } from "./incidents.ts";
import { light } from "./palette.ts";
import type { Section } from "./section.ts";
import type { ListBlock } from "./shown-lists.ts";
import type { Texts } from "./texts/texts.ts";

/** `index` counts the sections of a mail about several alerts. */
export function sectionBlock(section: Section, index: number, document: MailDocument, texts: Texts): Html {
  const isOneOfSeveral = document.form === "several";
  const level = isOneOfSeveral ? 3 : 2;
  const lists = section.lists && listLines(section.lists, level);
  const incidents = !isOneOfSeveral && document.incidents && incidentLines(document.incidents, level, texts);
  // In a digest Microsoft's incident comes before the long table: it may explain all of it.
  const middle = document.form === "digest" ? [incidents, lists] : [lists, incidents];
  return html`${titleRow(section, index, document)}
<tr><td class="card pad" bgcolor="${light.card.ground}" style="background-color:${light.card.ground};padding:4px 24px 20px;border-radius:0 0 6px 6px;${breakable}">
${section.outcome.length > 0 && html`${headingLine(level, texts.heading.resolved)}${section.outcome.map((line) => paragraph(line))}`}
${headingLine(level, texts.heading.facts)}
${rowTable(section.facts)}
${
  section.numbers.length > 0 &&
  html`${headingLine(level, section.kind === "resolved" ? texts.heading.lastNumbers : texts.heading.numbers)}
${rowTable(section.numbers)}`
}
${middle}
${section.advice && adviceBlock(section.advice, level, texts)}
${otherCauses(section, level, texts)}
${
  section.links.length > 0 &&
  html`${headingLine(level, texts.heading.links)}
${section.links.map(
  ({ title, url }) => html`<p class="text" style="margin:0 0 6px;${body}">${textLink(title, url)}</p>`,
)}`
}
${!isOneOfSeveral && document.acknowledge && acknowledgeLines(document.acknowledge, level, texts)}
${headingLine(level, texts.heading.next)}
${paragraph(section.next)}
${isOneOfSeveral && section.command !== null && paragraph(codeSpans(texts.acknowledge.command(section.command)))}
${section.incident && smallPrint(section.incident)}
</td></tr>
${gap}`;
}

export const gap = html`<tr><td style="height:20px;line-height:20px;font-size:1px">&nbsp;</td></tr>
`;

function titleRow(section: Section, index: number, document: MailDocument): Html {
  const { tone } = section;
  const colours = light.tone[tone];
  const style = `margin:0;font:600 20px/27px ${family};color:${colours.text}`;
  const title =
    document.form === "several"
      ? html`<h2 class="tone-${tone}" style="${style}">${index + 1}. ${section.title}</h2>`
      : html`<h1 class="tone-${tone}" style="${style}">${section.title}</h1>
<p class="tone-${tone}" style="margin:6px 0 0;font:15px/22px ${family};color:${colours.text}">${document.tenantLine}</p>`;
  return html`<tr><td class="tone-${tone} pad" bgcolor="${colours.ground}" style="background-color:${colours.ground};padding:18px 24px;border-radius:6px 6px 0 0;${breakable}">
<p class="tone-${tone}" style="margin:0 0 4px;font:600 13px/18px ${family};color:${colours.text}">${section.badge}</p>
${title}
</td></tr>`;
}

function listLines({ heading, lists, attached }: ListBlock, level: number): Html {
  return html`${headingLine(level, heading)}
${lists.map((list) => html`${list.title !== null && subheadingLine(level + 1, list.title)}${listTable(list)}`)}
${smallPrint(attached)}`;
}

export function incidentLines({ intro, rows, more }: IncidentBlock, level: number, texts: Texts): Html {
  return html`${headingLine(level, texts.heading.incidents)}
${paragraph(intro)}
${rowTable(rows)}
${more !== null && paragraph(more)}`;
}

export function acknowledgeLines(block: AcknowledgeBlock, level: number, texts: Texts): Html {
  const { intro, link, command, silence } = block;
  return html`${headingLine(level, texts.heading.acknowledge)}
${paragraph(intro)}
${link && buttonLink(link.label, link.url)}
${command !== null && paragraph(codeSpans(command))}
${paragraph(codeSpans(silence))}`;
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

function otherCauses({ otherCauses: causes }: Section, level: number, texts: Texts): Html | false {
  if (causes.length === 0) return false;
  return html`${headingLine(level, texts.heading.otherCauses)}
<ul style="margin:0;padding:0 0 0 22px;${body}" class="text">${causes.map(
    ({ title, meaning }) =>
      html`<li class="text" style="margin:0 0 6px;${body}"><strong>${title}</strong>: ${codeSpans(meaning)}</li>`,
  )}</ul>`;
}
