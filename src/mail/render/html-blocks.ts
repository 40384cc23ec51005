/** The parts that the html of a mail is put together from: headings, rows, lists of objects. */
import { type Html, type HtmlValue, html } from "./html.ts";
import { body, family, small } from "./html-style.ts";
import { light } from "./palette.ts";
import type { Row } from "./rows.ts";
import type { SampleList } from "./samples.ts";

const listed = `font:13px/19px ${family};color:${light.card.text}`;
/** What is not known. */
const none = "–";

/** Label and value, side by side on wide screens, one above the other on narrow ones. */
export function rowTable(rows: Row[], form: (value: string) => HtmlValue = (value) => value): Html {
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

export function headingLine(level: number, text: string, tone: "text" | "foot" = "text"): Html {
  const style = `margin:20px 0 8px;font:600 16px/22px ${family};color:${light.card.text}`;
  return level === 3
    ? html`<h3 class="${tone}" style="${style}">${text}</h3>`
    : html`<h2 class="${tone}" style="${style}">${text}</h2>`;
}

export function paragraph(text: string): Html {
  return html`<p class="text" style="margin:0 0 8px;${body}">${text}</p>`;
}

/** A table on wide screens; on narrow ones a stack, each value behind the name of its column. */
export function sampleTable({ columns, rows, more }: SampleList): Html {
  const cell = `padding:6px 10px 6px 0;vertical-align:top;text-align:left;border-top:1px solid ${light.rule}`;
  const narrow = (index: number) =>
    html`<span class="narrow muted" style="display:none;mso-hide:all;color:${light.muted.text}">${columns[index] ?? ""}: </span>`;
  return html`<table class="list" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">
<thead><tr>${columns.map((column) => html`<th scope="col" class="muted" style="padding:0 10px 4px 0;vertical-align:bottom;text-align:left;${small}">${column}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([name = null, ...values]) =>
    html`<tr><th scope="row" class="cell text rule" style="${cell};${listed}">${name ?? none}</th>${values.map(
      (value, index) =>
        html`<td class="cell text rule" style="${cell};${listed}">${narrow(index + 1)}${value ?? none}</td>`,
    )}</tr>
`,
)}</tbody></table>
${more !== null && html`<p class="muted" style="margin:8px 0 0;${small}">${more}</p>`}`;
}

/** For the catalog only, never for names from the directory. What it writes between backticks is a command or a name to be typed as it stands. */
export function codeSpans(text: string): Html[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) =>
      index % 2 === 1
        ? html`<code class="code" style="font:13px/20px Consolas,Menlo,monospace;color:${light.code.text};background-color:${light.code.ground};padding:1px 4px">${part}</code>`
        : html`${part}`,
    );
}
