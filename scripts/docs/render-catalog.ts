/** docs/catalog.en.md and docs/catalog.nl.md: every entry for reading and searching, from config/catalog/*.yaml. */
import { fileURLToPath } from "node:url";
import { loadCatalog } from "../../src/catalog/load.ts";
import { parseEntries } from "../../src/catalog/parse.ts";
import { readCatalogFiles } from "../../src/catalog/read-files.ts";
import { type CatalogEntry, isSeenByGraph, type Language } from "../../src/domain/catalog.ts";
import { catalogLabels } from "../../src/domain/catalog-labels.ts";

const folder = fileURLToPath(new URL("../../config/catalog/", import.meta.url));

/** The files in reading order, and what each is about. */
const groups: Record<string, Record<Language, string>> = {
  "findings.yaml": { en: "Synchronization as a whole", nl: "De synchronisatie als geheel" },
  "tenant-states.yaml": { en: "States of the tenant", nl: "Toestanden van de tenant" },
  "cloud-sync-codes.yaml": {
    en: "Cloud Sync: errors of a whole job",
    nl: "Cloud Sync: fouten van een hele taak",
  },
  "quarantine.yaml": { en: "Cloud Sync: quarantine", nl: "Cloud Sync: quarantaine" },
  "job-states.yaml": { en: "Cloud Sync: states of a job", nl: "Cloud Sync: statussen van een taak" },
  "provisioning-log.yaml": {
    en: "Single objects: the provisioning log",
    nl: "Losse objecten: het inrichtingslogboek",
  },
  "provisioning-log-targets.yaml": {
    en: "Single objects: targets, invitations and thresholds",
    nl: "Losse objecten: doelen, uitnodigingen en drempelwaarden",
  },
  "objects.yaml": { en: "Objects in the directory", nl: "Objecten in de directory" },
  "connect-export-errors.yaml": { en: "Entra Connect: export errors", nl: "Entra Connect: exportfouten" },
  "connect-runs.yaml": {
    en: "Entra Connect: runs and events",
    nl: "Entra Connect: uitvoeringen en gebeurtenissen",
  },
  "connect-health.yaml": { en: "Entra Connect Health: alerts", nl: "Entra Connect Health: waarschuwingen" },
  "upkeep.yaml": {
    en: "Upkeep: certificates, secrets, settings",
    nl: "Onderhoud: certificaten, geheimen, instellingen",
  },
  "sign-in.yaml": { en: "Sign-in of the monitor", nl: "Aanmelding van de monitor" },
  "graph-access.yaml": { en: "Access to Microsoft Graph", nl: "Toegang tot Microsoft Graph" },
  "graph-requests.yaml": { en: "Requests to Microsoft Graph", nl: "Aanvragen aan Microsoft Graph" },
  "graph-unsupported.yaml": { en: "What Graph does not offer", nl: "Wat Graph niet biedt" },
  "families.yaml": { en: "Families: codes that are new", nl: "Families: codes die nieuw zijn" },
  "unknown.yaml": { en: "Everything else", nl: "Al het overige" },
};

const prose: Record<
  Language,
  { title: string; intro: string[]; index: string; codeHead: string; entryHead: string }
> = {
  en: {
    title: "Error catalog",
    intro: [
      "What Microsoft's directory synchronization says when it fails: the cause, what stops, what goes on, what to do and when it is over. `sync-health explain` prints the same for a code, a number or a pasted message, offline. Dutch: [catalog.nl.md](catalog.nl.md).",
      "Generated from `config/catalog/` by `npm run docs`. How to add to it or change it for your own organization: [own-entries.md](own-entries.md). This is our reading of public documentation, not a publication of Microsoft's.",
    ],
    index: "Every code",
    codeHead: "Code",
    entryHead: "Explained at",
  },
  nl: {
    title: "Foutencatalogus",
    intro: [
      "Wat adreslijstsynchronisatie met Microsoft zegt als het misgaat: de oorzaak, wat stilvalt, wat doorgaat, wat u kunt doen en wanneer het voorbij is. `sync-health explain --language nl` geeft hetzelfde voor een code, een nummer of een geplakt bericht, zonder netwerk. Engels: [catalog.en.md](catalog.en.md).",
      "Gemaakt uit `config/catalog/` met `npm run docs`. Hoe u er voor uw eigen organisatie iets aan toevoegt of in wijzigt (Engels): [own-entries.md](own-entries.md). Dit is onze lezing van openbare documentatie, geen uitgave van Microsoft.",
    ],
    index: "Alle codes",
    codeHead: "Code",
    entryHead: "Uitgelegd bij",
  },
};

export async function renderCatalogDocs(language: Language): Promise<string> {
  const { title, intro, index, codeHead, entryHead } = prose[language];
  const catalog = await loadCatalog();
  const files = readGroups();
  return [
    `# ${title}`,
    ...intro,
    `## ${index}`,
    [`| ${codeHead} | ${entryHead} |`, "|---|---|", ...renderIndex(catalog.entries)].join("\n"),
    ...files.flatMap(({ heading, ids }) => [
      `## ${heading[language]}`,
      ...ids.flatMap((id) => renderEntry(catalog.entry(id), language)),
    ]),
  ]
    .join("\n\n")
    .concat("\n");
}

/** Throws for a file without a heading: the table above is the one place that knows the order. */
function readGroups(): { heading: Record<Language, string>; ids: string[] }[] {
  const { files } = readCatalogFiles(folder);
  for (const { name } of files)
    if (!groups[name]) throw new Error(`scripts/docs/render-catalog.ts: no heading for ${name}`);
  return Object.entries(groups).flatMap(([name, heading]) => {
    const file = files.filter((it) => it.name === name);
    return file.length === 0
      ? []
      : { heading, ids: [...parseEntries(file).entries.keys()].map(({ id }) => id) };
  });
}

function renderIndex(entries: readonly CatalogEntry[]): string[] {
  return entries
    .flatMap(({ id, codes, aliases, families }) =>
      [...codes, ...aliases, ...families.map((family) => (family.includes("*") ? family : `${family}*`))].map(
        (code) => ({ code, id }),
      ),
    )
    .sort((a, b) => compare(a.code.toLowerCase(), b.code.toLowerCase()) || compare(a.id, b.id))
    .map(({ code, id }) => `| \`${code}\` | [${id}](#${id.toLowerCase()}) |`);
}

function renderEntry(entry: CatalogEntry, language: Language): string[] {
  const labels = catalogLabels[language];
  const { title, meaning, affected, stillWorks, remedy, clears } = entry.text[language];
  return [
    `### ${entry.id}`,
    `**${title}**`,
    ...(entry.legacy ? [labels.legacy] : []),
    ...(isSeenByGraph(entry) ? [] : [labels.unseen]),
    renderFacts(entry, language).join("\n"),
    `**${labels.meaning}.** ${meaning}`,
    `**${labels.affected}.** ${affected}`,
    `**${labels.stillWorks}.** ${stillWorks}`,
    `**${labels.remedy}.**`,
    remedy.map((step, at) => `${at + 1}. ${step}`).join("\n"),
    `**${labels.clears}.** ${clears}`,
  ];
}

function renderFacts(entry: CatalogEntry, language: Language): string[] {
  const labels = catalogLabels[language];
  const fact = (label: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`- ${label}: ${values.join(", ")}`];
  const quoted = entry.signatures.map((fragments) =>
    fragments.map((fragment) => `"${fragment}"`).join(" + "),
  );
  const elsewhere = Object.entries(entry.severityOn).map(
    ([surface, severity]) =>
      `${labels.surface[surface as keyof typeof labels.surface]}: ${labels.severity[severity]}`,
  );
  return [
    ...fact(labels.codes, entry.codes.map(code)),
    ...fact(labels.aliases, entry.aliases.map(code)),
    ...fact(
      labels.families,
      entry.families.map((family) => code(family.includes("*") ? family : `${family}*`)),
    ),
    ...fact(labels.signatures, quoted),
    ...fact(
      labels.varies,
      entry.varies.map((part) => labels.varying[part]),
    ),
    ...fact(labels.where, [entry.surfaces.map((surface) => labels.surface[surface]).join("; ")]),
    ...fact(labels.severityTitle, [[labels.severity[entry.severity], ...elsewhere].join("; ")]),
    `- ${labels.who}: ${labels.actor[entry.actor]}${entry.transient ? `. ${labels.transient(entry.transientMinutes)}` : ""}`,
    ...fact(labels.more, entry.url ? [`<${entry.url}>`] : []),
  ];
}

function code(text: string): string {
  return `\`${text}\``;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
