/** The catalog: what is known of failures, and what a pasted text means. */
import { z } from "zod";
import { type CatalogEntry, isSeenByGraph, type Language, surfaces } from "../../domain/catalog.ts";
import { nearestName } from "../../util/nearest-name.ts";
import { findEntries } from "./find-entries.ts";
import { lang, oneOf, span, words } from "./parameters.ts";
import { apiPrefix } from "./paths.ts";
import { cutPart, defineRoute, noSuch } from "./route.ts";
import { entries, entry, explanation, type ListedEntry } from "./schemas-catalog.ts";

const listEntries = defineRoute({
  name: "listCatalogEntries",
  summary: "The catalog of failures.",
  parameters: {
    q: words("Only entries with all of these words in their names or texts."),
    surface: oneOf("Only what shows there.", surfaces),
    lang,
    ...span,
  },
  answer: entries,
  handle: async ({ source, given }) => {
    const { q, surface, lang: language } = given;
    const found = findEntries(source.catalog().entries, { text: q ?? "", surface, language });
    return cutPart(found, given, (known) => listedEntry(known, language));
  },
});

function listedEntry(known: CatalogEntry, language: Language): ListedEntry {
  const { id, codes, surfaces, severity, actor, transient, legacy, url, text } = known;
  const { title } = text[language];
  const seenByGraph = isSeenByGraph(known);
  return { id, codes, title, severity, actor, transient, legacy, seenByGraph, surfaces, url };
}

const getEntry = defineRoute({
  name: "getCatalogEntry",
  summary: "All that the catalog knows of a failure.",
  parameters: { lang },
  answer: entry,
  handle: async ({ source, path, given }) => {
    const id = path.id ?? "";
    const all = source.catalog().entries;
    const wanted = id.toLowerCase();
    const known = all.find((one) => one.id === id) ?? all.find((one) => one.id.toLowerCase() === wanted);
    if (!known) throw noSuch("entry", id, hintFor(id, all));
    const { aliases, signatures, families, severityOn, transientMinutes, text } = known;
    return {
      ...listedEntry(known, given.lang),
      ...text[given.lang],
      ...{ aliases, signatures, families, severityOn, transientMinutes },
    };
  },
});

function hintFor(id: string, all: readonly CatalogEntry[]): string {
  const meant = nearestName(
    id,
    all.map((known) => known.id),
  );
  return meant === null ? `${apiPrefix}/explain finds one by a code or a message.` : `Did you mean ${meant}?`;
}

const maxText = 2_000;

const explainText = defineRoute({
  name: "explain",
  summary: "What a code or a message means, as `sync-health explain --json` prints it.",
  description:
    "What is asked stands in the address, which proxies write to their logs: for messages that name people, use the command or the page.",
  parameters: {
    text: {
      schema: z.string().trim().min(1).max(maxText),
      description: "A code, a number or a message.",
      expects: `a code or a message of at most ${maxText} characters`,
    },
    lang,
  },
  answer: explanation,
  handle: async ({ source, given }) => source.explain(given.text, given.lang),
});

export const catalogRoutes = {
  "/catalog": listEntries,
  "/catalog/:id": getEntry,
  "/explain": explainText,
};
