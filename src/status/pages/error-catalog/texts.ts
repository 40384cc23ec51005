/** The words of the catalog's pages, in both languages; those around an entry are the ones that `explain` prints. */
import type { CatalogEntry, Language, MatchKind, Surface } from "../../../domain/catalog.ts";

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
  label: {
    meaning: string;
    affected: string;
    stillWorks: string;
    remedy: string;
    clears: string;
    who: string;
    where: string;
    codes: string;
    aliases: string;
    families: string;
    signatures: string;
    severity: string;
    more: string;
  };
  facts: string;
  legacy: string;
  unseen: string;
  /** `after`: how long until it counts all the same; null: never. */
  transient: (after: string | null) => string;
  actor: Record<CatalogEntry["actor"], string>;
  surface: Record<Surface, string>;
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
  label: {
    meaning: "What it means",
    affected: "What is affected",
    stillWorks: "What still works",
    remedy: "What to do",
    clears: "When it clears",
    who: "Who can act",
    where: "Where it shows",
    codes: "Code",
    aliases: "Also written",
    families: "Codes that look like",
    signatures: "Told by the words",
    severity: "Severity",
    more: "Microsoft's page",
  },
  facts: "How to know it",
  legacy: "An older code: no longer on Microsoft's pages, still met.",
  unseen:
    "Microsoft Graph does not show this, so the monitor can't see it and can't alert on it; it can only explain it.",
  transient: (after) =>
    after === null
      ? "It usually passes by itself."
      : `It usually passes by itself; if it is still there after ${after}, act.`,
  actor: {
    tenant: "you, as the tenant's administrator",
    microsoft: "Microsoft only",
    both: "you first, then Microsoft",
  },
  surface: {
    "quarantine-error": "error in a job's quarantine",
    "execution-error": "error of a job's last run",
    "quarantine-reason": "reason of a job's quarantine",
    "job-state": "state of a job",
    "provisioning-log": "provisioning log",
    "object-error": "error of a synchronized object",
    "service-error": "error of a service (such as Exchange) with an object",
    token: "sign-in of an app",
    graph: "answer of Microsoft Graph",
    finding: "finding of this monitor",
    "connect-server": "Entra Connect server (Synchronization Service Manager, event log)",
    "connect-health": "Entra Connect Health portal",
    "microsoft-mail": "mail from Microsoft",
  },
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
  label: {
    meaning: "Wat het betekent",
    affected: "Wat eronder lijdt",
    stillWorks: "Wat blijft werken",
    remedy: "Wat u kunt doen",
    clears: "Wanneer het overgaat",
    who: "Wie iets kan doen",
    where: "Waar u het ziet",
    codes: "Code",
    aliases: "Ook geschreven als",
    families: "Codes die hierop lijken",
    signatures: "Te herkennen aan",
    severity: "Ernst",
    more: "Pagina van Microsoft",
  },
  facts: "Hoe u het herkent",
  legacy: "Een oudere code: niet meer op de pagina's van Microsoft, maar nog wel te zien.",
  unseen:
    "Microsoft Graph laat dit niet zien. De monitor kan het dus niet waarnemen en er niet voor waarschuwen, alleen uitleggen.",
  transient: (after) =>
    after === null
      ? "Het gaat meestal vanzelf over."
      : `Het gaat meestal vanzelf over; is het er na ${after} nog, kom dan in actie.`,
  actor: {
    tenant: "u, als beheerder van de tenant",
    microsoft: "alleen Microsoft",
    both: "eerst u, daarna Microsoft",
  },
  surface: {
    "quarantine-error": "fout bij de quarantaine van een taak",
    "execution-error": "fout van de laatste uitvoering van een taak",
    "quarantine-reason": "reden van de quarantaine van een taak",
    "job-state": "status van een taak",
    "provisioning-log": "inrichtingslogboek (Provisioning logs)",
    "object-error": "fout van een gesynchroniseerd object",
    "service-error": "fout van een dienst (zoals Exchange) bij een object",
    token: "aanmelding van een app",
    graph: "antwoord van Microsoft Graph",
    finding: "bevinding van deze monitor",
    "connect-server": "Entra Connect-server (Synchronization Service Manager, gebeurtenislogboek)",
    "connect-health": "portal van Entra Connect Health",
    "microsoft-mail": "e-mail van Microsoft",
  },
};

export const catalogTexts: Record<Language, CatalogTexts> = { en, nl };
