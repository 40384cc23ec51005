/** The parts that the html of a mail is put together from: headings, rows, lists, a button. */
import { type Html, type HtmlValue, html } from "./html.ts";
import { body, family, small } from "./html-style.ts";
import type { Cell } from "./listings/listing.ts";
import { light } from "./palette.ts";
import type { Row } from "./rows.ts";
import type { ShownList } from "./shown-lists.ts";

const listed = `font:13px/19px ${family};color:${light.card.text}`;
/** What is not known. */
const none = "–";

/** Label and value, side by side on wide screens, one above the other on narrow ones. */
export function rowTable(
  rows: Pick<Row, "label" | "value">[],
  form: (value: string) => HtmlValue = (value) => value,
): Html {
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
  return heading(
    level,
    text,
    tone,
    `margin:20px 0 8px;font:600 16px/22px ${family};color:${light.card.text}`,
  );
}

/** Of one list among several. */
export function subheadingLine(level: number, text: string): Html {
  return heading(
    level,
    text,
    "text",
    `margin:12px 0 4px;font:600 14px/20px ${family};color:${light.card.text}`,
  );
}

function heading(level: number, text: string, tone: string, style: string): Html {
  if (level >= 4) return html`<h4 class="${tone}" style="${style}">${text}</h4>`;
  return level === 3
    ? html`<h3 class="${tone}" style="${style}">${text}</h3>`
    : html`<h2 class="${tone}" style="${style}">${text}</h2>`;
}

export function paragraph(content: HtmlValue): Html {
  return html`<p class="text" style="margin:0 0 8px;${body}">${content}</p>`;
}

export function smallPrint(content: HtmlValue): Html {
  return html`<p class="muted" style="margin:8px 0 0;${small}">${content}</p>`;
}

/** Names and addresses need the room; without this, each of a mail's tables would have columns of its own. */
const columnWidths: Record<number, string[]> = {
  2: ["50%", "50%"],
  3: ["36%", "42%", "22%"],
  4: ["30%", "32%", "18%", "20%"],
};

/** A table on wide screens; on narrow ones a stack, each value behind the name of its column. */
export function listTable({ columns, rows, more }: ShownList): Html {
  const cell = `padding:6px 10px 6px 0;border-top:1px solid ${light.rule};${listed}`;
  const narrow = (index: number) =>
    html`<span class="narrow muted" style="display:none;mso-hide:all">${columns[index] ?? ""}: </span>`;
  const widths = columnWidths[columns.length] ?? [];
  const table = html`<table class="list" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">
<thead><tr>${columns.map((column, index) => html`<th scope="col" class="muted" width="${widths[index] ?? ""}" style="padding:0 10px 4px 0;vertical-align:bottom;text-align:left;${small}">${column}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([name = [], ...values]) =>
    html`<tr valign="top" align="left"><th scope="row" class="cell text rule" align="left" style="${cell}">${cellLines(name)}</th>${values.map(
      (value, index) =>
        html`<td class="cell text rule" style="${cell}">${narrow(index + 1)}${cellLines(value)}</td>`,
    )}</tr>
`,
)}</tbody></table>`;
  return html`${rows.length > 0 && table}
${more !== null && smallPrint(more)}`;
}

function cellLines([first, ...rest]: Cell): Html {
  return html`${first ?? none}${rest.map((line) => html`<br><span class="muted" style="font-size:12px;color:${light.muted.text}">${line}</span>`)}`;
}

/** A link that looks like a button everywhere: Outlook for Windows takes its ground and padding from the cell. */
export function buttonLink(label: string, url: string): Html {
  const { text, ground } = light.button;
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 12px"><tr><td class="button" align="center" bgcolor="${ground}" style="background-color:${ground};border-radius:4px;mso-padding-alt:10px 20px"><a class="button" href="${url}" style="display:inline-block;padding:10px 20px;font:600 15px/20px ${family};color:${text};text-decoration:none">${label}</a></td></tr></table>`;
}

export function textLink(label: string, url: string): Html {
  return html`<a class="link" href="${url}" style="color:${light.link.text};text-decoration:underline">${label}</a>`;
}

/** For our own texts and the catalog only, never for names from the directory. What stands between backticks is a command or a name to be typed as it stands. */
export function codeSpans(text: string): Html[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) =>
      index % 2 === 1
        ? html`<code class="code" style="font:13px/20px Consolas,Menlo,monospace;color:${light.code.text};background-color:${light.code.ground};padding:1px 4px">${part}</code>`
        : html`${part}`,
    );
}
