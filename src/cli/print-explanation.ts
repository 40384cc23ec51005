/** In: an explanation. Out: its text for a terminal, in the chosen language; nothing in it can steer the terminal. */

import type { Language, Surface } from "../domain/catalog.ts";
import { catalogLabels } from "../domain/catalog-labels.ts";
import type { ExplainedEntry, Explanation } from "../domain/explanation.ts";
import { cleanLine } from "../util/clean-text.ts";

interface Words {
  unknown: string;
  family: string;
  truncated: string;
  meant: string;
  ids: string;
  found: (code: string) => string;
}

const words: Record<Language, Words> = {
  en: {
    unknown: "The catalog does not know this.",
    family: "The catalog does not know this very code. It looks like one of these:",
    truncated: "The text breaks off; this is the only failure that begins so.",
    meant: "Did you mean:",
    ids: "For Microsoft's support:",
    found: (code) => `Found in the text: ${code}`,
  },
  nl: {
    unknown: "De catalogus kent dit niet.",
    family: "De catalogus kent precies deze code niet. Hij lijkt op deze soort:",
    truncated: "De tekst breekt af; dit is de enige fout die zo begint.",
    meant: "Bedoelde u:",
    ids: "Voor de ondersteuning van Microsoft:",
    found: (code) => `Gevonden in de tekst: ${code}`,
  },
};

export function printExplanation(explanation: Explanation, language: Language): string {
  const { matches, suggestions, extracted } = explanation;
  const w = words[language];
  const by = matches[0]?.by;
  const lines: string[] = [];
  if (by === "unknown") lines.push(w.unknown, `> ${cleanLine(explanation.input, 1_000)}`, "");
  if (by === "family") lines.push(w.family, "");
  if (by === "truncated") lines.push(w.truncated, "");
  if (suggestions.length > 0) {
    lines.push(w.meant, ...suggestions.map(({ id, title }) => `  ${id}: ${title}`), "");
  }
  for (const match of matches) lines.push(...describeEntry(match, language, matches.length > 1), "");
  const ids = Object.entries(extracted).filter(([, value]) => value !== null);
  if (ids.length > 0)
    lines.push(w.ids, ...ids.map(([name, value]) => `  ${name}: ${cleanLine(value ?? "", 200)}`));
  return lines.join("\n").trimEnd();
}

function describeEntry(match: ExplainedEntry, language: Language, isOneOfSeveral: boolean): string[] {
  const labels = catalogLabels[language];
  const lines = [`${match.title}  [${match.id}, ${labels.severity[match.severity]}]`];
  for (const [surface, severity] of Object.entries(match.severityOn)) {
    lines.push(`${labels.surface[surface as Surface]}: ${labels.severity[severity]}`);
  }
  if (isOneOfSeveral && match.matched !== null)
    lines.push(words[language].found(cleanLine(match.matched, 120)));
  if (match.legacy) lines.push(labels.legacy);
  if (!match.seenByGraph) lines.push(labels.unseen);
  lines.push(
    `${labels.meaning}: ${match.meaning}`,
    `${labels.affected}: ${match.affected}`,
    `${labels.stillWorks}: ${match.stillWorks}`,
    `${labels.who}: ${labels.actor[match.actor]}.${match.transient ? ` ${labels.transient(match.transientMinutes)}` : ""}`,
    `${labels.remedy}:`,
    ...match.remedy.map((step, index) => `  ${index + 1}. ${step}`),
    `${labels.clears}: ${match.clears}`,
    `${labels.where}: ${match.surfaces.map((surface) => labels.surface[surface]).join("; ")}.`,
  );
  if (match.url) lines.push(`${labels.more}: ${match.url}`);
  return lines;
}
