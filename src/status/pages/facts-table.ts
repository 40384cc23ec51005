/** Labels and values as a table; a fact without a value is left out. */
import { type Html, type HtmlValue, html } from "../../mail/render/html.ts";

export type Fact = readonly [label: string, value: HtmlValue];

export function factsTable(facts: readonly Fact[]): Html {
  const rows = facts
    .filter(([, value]) => value !== null && value !== false && value !== "")
    .map(
      ([label, value]) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>
`,
    );
  return html`<table class="facts"><tbody>
${rows}</tbody></table>`;
}
