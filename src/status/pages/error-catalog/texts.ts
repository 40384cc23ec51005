/** The words of the catalog's pages, in both languages; those around an entry are the ones that `explain` prints. */
import type { Language, MatchKind } from "../../../domain/catalog.ts";
import { type CatalogLabels, catalogLabels } from "../../../domain/catalog-labels.ts";

export interface CatalogTexts {
  title: string;
  search: {
    title: string;
    label: string;
    placeholder: string;
    surface: string;
    severity: string;
    all: string;
  };
  column: { entry: string; severity: string; where: string };
  nothing: string;
  count: { one: string; other: string };
  paste: {
    title: string;
    label: string;
    hint: string;
    submit: string;
    missing: string;
    tooLong: string;
  };
  found: {
    title: string;
    by: Record<MatchKind, (matched: string) => string>;
    ids: string;
    meant: string;
    whole: string;
  };
  /** The words around an entry, as `explain` prints them. */
  labels: CatalogLabels;
  facts: string;
}

const en: CatalogTexts = {
  title: "Catalog",
  search: {
    title: "Search",
    label: "Search the catalog",
    placeholder: "code, number or word",
    surface: "Where it shows",
    severity: "Severity",
    all: "All",
  },
  column: { entry: "Entry", severity: "Severity", where: "Where it shows" },
  nothing: "The catalog has nothing like that. Paste the whole message instead.",
  count: { one: "entry", other: "entries" },
  paste: {
    title: "Explain an error",
    label: "A code, a message, or a whole mail from Microsoft",
    hint: "At most 64 KB. What you paste is not kept, and is in no address and no log.",
    submit: "Explain",
    missing: "Paste something first.",
    tooLong: "That is more than 64 KB. Paste the part with the error.",
  },
  found: {
    title: "What the catalog says",
    by: {
      code: (matched) => `By the code “${matched}”.`,
      suffix: (matched) => `By a code that ends like a known one: “${matched}”.`,
      family: (matched) => `The catalog does not know this very code; “${matched}” looks like this kind.`,
      signature: (matched) => `By the words “${matched}”.`,
      truncated: (matched) => `“${matched}” breaks off; this is the only failure that begins so.`,
      unknown: () => "The catalog does not know this.",
    },
    ids: "For Microsoft's support",
    meant: "Did you mean:",
    whole: "The whole entry",
  },
  labels: catalogLabels.en,
  facts: "How to know it",
};

const nl: CatalogTexts = {
  title: "Catalogus",
  search: {
    title: "Zoeken",
    label: "Zoeken in de catalogus",
    placeholder: "code, nummer of woord",
    surface: "Waar u het ziet",
    severity: "Ernst",
    all: "Alle",
  },
  column: { entry: "Beschrijving", severity: "Ernst", where: "Waar u het ziet" },
  nothing: "Zoiets staat niet in de catalogus. Plak anders het hele bericht.",
  count: { one: "beschrijving", other: "beschrijvingen" },
  paste: {
    title: "Een fout laten uitleggen",
    label: "Een code, een bericht of een hele mail van Microsoft",
    hint: "Hoogstens 64 KB. Wat u plakt, wordt niet bewaard en komt in geen adres en geen logboek.",
    submit: "Uitleggen",
    missing: "Plak eerst iets.",
    tooLong: "Dat is meer dan 64 KB. Plak het deel waar de fout in staat.",
  },
  found: {
    title: "Wat de catalogus zegt",
    by: {
      code: (matched) => `Aan de code “${matched}”.`,
      suffix: (matched) => `Aan een code die eindigt als een bekende: “${matched}”.`,
      family: (matched) => `De catalogus kent precies deze code niet; “${matched}” lijkt op deze soort.`,
      signature: (matched) => `Aan de woorden “${matched}”.`,
      truncated: (matched) => `“${matched}” breekt af; dit is de enige fout die zo begint.`,
      unknown: () => "De catalogus kent dit niet.",
    },
    ids: "Voor de ondersteuning van Microsoft",
    meant: "Bedoelde u:",
    whole: "De hele beschrijving",
  },
  labels: catalogLabels.nl,
  facts: "Hoe u het herkent",
};

export const catalogTexts: Record<Language, CatalogTexts> = { en, nl };
