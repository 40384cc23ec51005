/** Our own texts and the catalog's as HTML: what stands between backticks is a command or a name, typed as it stands. */
import { type Html, html } from "../../mail/render/html.ts";

/** Never for names from a directory, whose backticks mean nothing. */
export function codeSpans(text: string): Html[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
