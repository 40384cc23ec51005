/**
 * A tiny auto-escaping template: in goes text from anywhere, out comes an Html fragment in which only the
 * literal parts of the template are markup. Fragments nest; arrays of fragments are joined; null and false vanish.
 */

/** Markup that is safe to embed. Made only here, so that a plain string can never pass for it. */
export interface Html {
  readonly markup: string;
}

export type HtmlValue = Html | string | number | null | false | readonly HtmlValue[];

const made = new WeakSet<object>();

function fragment(markup: string): Html {
  const result: Html = { markup };
  made.add(result);
  return result;
}

const replacements: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML text or as a quoted attribute's value. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => replacements[character] ?? "");
}

function toMarkup(value: HtmlValue): string {
  if (value === null || value === false) return "";
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  if ("markup" in value) {
    // Facts come from JSON: an object that merely looks like a fragment must not get through.
    if (!made.has(value)) throw new TypeError("not an HTML fragment made by this template");
    return value.markup;
  }
  return value.map(toMarkup).join("");
}

/** Attributes must be quoted in the template: values are escaped for text and for quoted attributes, not for more. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return fragment(strings.reduce((all, part, index) => all + toMarkup(values[index - 1] ?? null) + part));
}

/** The address when it is http or https, in its normal form; null for anything else. */
export function safeUrl(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : null;
}
