/** The catalog. In: a source and what its reader searches or pastes. Out: the list, one entry, or an explanation. */
import type { StatusSource } from "../../source.ts";
import type { Page } from "../layout.ts";
import type { PageContext } from "../page-context.ts";
import type { Outcome } from "../page-server.ts";
import { readPart } from "../read-part.ts";
import { catalogPage } from "./catalog-page.ts";
import { entryPage } from "./entry-page.ts";
import { maxPastedBytes, nothingPasted, type Pasted } from "./explain-section.ts";
import { readSearch, searchEntries } from "./search-entries.ts";

const entriesAtOnce = 50;

export async function showCatalog(source: StatusSource, context: PageContext): Promise<Page> {
  return pageOf(nothingPasted, source, context);
}

/** Null: there is none of that id. */
export function showEntry(id: string, source: StatusSource, context: PageContext): Page | null {
  const entry = source.catalog().entries.find((each) => each.id === id);
  return entry ? entryPage(entry, context) : null;
}

export async function explainPasted(
  form: URLSearchParams,
  source: StatusSource,
  context: PageContext,
): Promise<Outcome> {
  const pasted = await readPasted(form.get("text") ?? "", source, context);
  const page = await pageOf(pasted, source, context);
  return pasted.fault === null ? { page } : { page, status: 422 };
}

async function readPasted(text: string, source: StatusSource, { language }: PageContext): Promise<Pasted> {
  if (text.trim() === "") return { text: "", fault: "missing", explanation: null };
  if (Buffer.byteLength(text) > maxPastedBytes) return { text: "", fault: "tooLong", explanation: null };
  return { text, fault: null, explanation: await source.explain(text, language) };
}

async function pageOf(pasted: Pasted, source: StatusSource, context: PageContext): Promise<Page> {
  const search = readSearch(context.query);
  const found = searchEntries(source.catalog().entries, search, context.language);
  const { span } = await readPart(context.query, entriesAtOnce, async ({ offset, limit }) => ({
    items: found.slice(offset, offset + limit),
    total: found.length,
  }));
  return catalogPage({ search, span, found, pasted }, context);
}
