/** What every page is made with: who reads it, in which language, when, and how addresses are written. */
import type { Language } from "../../domain/catalog.ts";
import type { Instant } from "../../domain/instant.ts";
import { createFormatter, type Formatter } from "../../mail/render/format.ts";
import { getTexts } from "../../mail/render/texts/by-language.ts";
import type { Texts } from "../../mail/render/texts/texts.ts";
import { commonTexts } from "./texts/common.ts";
import type { CommonTexts } from "./texts/common-texts.ts";

export interface PageContext {
  language: Language;
  /** The words that all pages share. */
  words: CommonTexts;
  /** The words of the mails: findings, severities, labels. */
  texts: Texts;
  f: Formatter;
  now: Instant;
  /** Of one of our paths (`/tenants/contoso`), relative to the page: a proxy may put us below a path of its own. */
  to: (path: string) => string;
  /** Path and query as asked for. */
  path: string;
  query: URLSearchParams;
  /** Who reads; null where nobody need sign in. */
  user: string | null;
  /** For forms that change something. */
  formToken: () => string;
}

export interface PageRequest {
  language: Language;
  /** Path and query, as in `/tenants/contoso?span=year`. */
  url: string;
  user: string | null;
  now: Instant;
  /** IANA name. */
  timeZone: string;
  formToken: () => string;
}

export function createPageContext({
  language,
  url,
  user,
  now,
  timeZone,
  formToken,
}: PageRequest): PageContext {
  const [path = "/", search = ""] = url.split("?", 2);
  const texts = getTexts(language);
  return {
    language,
    words: commonTexts[language],
    texts,
    f: createFormatter(texts, timeZone),
    now,
    to: (target) => relativeTo(path, target),
    path,
    query: new URLSearchParams(search),
    user,
    formToken,
  };
}

/** `/tenants/contoso` as seen from `/alerts/1`: `../tenants/contoso`. */
function relativeTo(path: string, target: string): string {
  const depth = path.split("/").length - 2;
  return `${depth > 0 ? "../".repeat(depth) : "./"}${target.replace(/^\//, "")}`;
}

/** The same page with other parameters; null takes one away. */
export function withQuery({ path, query }: PageContext, changes: Record<string, string | null>): string {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) changed.delete(name);
    else changed.set(name, value);
  }
  // With ./ before it no path can pass for an address elsewhere.
  const own = `./${path.split("/").at(-1) ?? ""}`;
  return changed.size > 0 ? `${own}?${changed}` : own;
}
