/** `explain`: what a code or a pasted message means and what to do; offline. Exit 0 when known, 1 when not. */
import { text as readAll } from "node:stream/consumers";
import { explain } from "../catalog/explain.ts";
import { loadCatalog } from "../catalog/load.ts";
import type { Language } from "../domain/catalog.ts";
import { AppError } from "../domain/errors.ts";

interface ExplainOptions {
  json?: boolean;
  language: Language;
}

type Explanation = ReturnType<typeof explain>;

const words: Record<Language, Record<"actor" | "transient" | "steps" | "ids" | "unknown", string>> = {
  en: {
    actor: "Who can act",
    transient: "Usually passes by itself",
    steps: "What to do",
    ids: "For Microsoft's support",
    unknown: "The catalog does not know this. Nearest explanation:",
  },
  nl: {
    actor: "Wie kan handelen",
    transient: "Gaat meestal vanzelf over",
    steps: "Wat u kunt doen",
    ids: "Voor de ondersteuning van Microsoft",
    unknown: "Deze fout staat niet in de catalogus. Wat er het dichtst bij komt:",
  },
};

export async function runExplain(input: string[], options: ExplainOptions): Promise<number> {
  const said = input.length > 0 && input.join(" ") !== "-" ? input.join(" ") : await readStandardInput();
  const explanation = explain(loadCatalog(), said, options.language);
  if (options.json) console.log(JSON.stringify(explanation, null, 2));
  else console.log(describe(explanation, options.language));
  return explanation.matches.every((match) => match.id === "unknown") ? 1 : 0;
}

async function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY) {
    throw new AppError(
      "USAGE",
      "explain: give a code or a message, or pipe one in. For example: sync-health explain TimeOut",
    );
  }
  const said = (await readAll(process.stdin)).trim();
  if (said === "") throw new AppError("USAGE", "explain: standard input was empty.");
  return said;
}

function describe({ matches, extracted }: Explanation, language: Language): string {
  const w = words[language];
  const lines: string[] = matches[0]?.id === "unknown" ? [w.unknown, ""] : [];
  for (const match of matches) {
    lines.push(`${match.title}  [${match.id}, ${match.severity}]`, match.meaning);
    lines.push(`${w.actor}: ${match.actor}${match.transient ? `. ${w.transient}.` : ""}`, `${w.steps}:`);
    lines.push(...match.remedy.map((step, index) => `  ${index + 1}. ${step}`));
    if (match.url) lines.push(`  ${match.url}`);
    lines.push("");
  }
  const ids = Object.entries(extracted).filter(([, value]) => value !== null);
  if (ids.length > 0) lines.push(`${w.ids}:`, ...ids.map(([name, value]) => `  ${name}: ${value}`));
  return lines.join("\n").trimEnd();
}
