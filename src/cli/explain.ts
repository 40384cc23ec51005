/** `explain`: what a code or a pasted message means and what to do; offline. Exit 0 when known, 1 when not. */
import { text as readAll } from "node:stream/consumers";
import { explain } from "../catalog/explain.ts";
import { findCatalogFolder } from "../config/find-file.ts";
import type { Language } from "../domain/catalog.ts";
import { AppError } from "../domain/errors.ts";
import type { Explanation } from "../domain/explanation.ts";
import { openCatalogIn } from "./open-catalog.ts";
import { printExplanation } from "./print-explanation.ts";

interface ExplainOptions {
  config?: string;
  json?: boolean;
  language: Language;
}

export async function runExplain(input: string[], options: ExplainOptions): Promise<number> {
  const said = input.length > 0 && input.join(" ") !== "-" ? input.join(" ") : await readStandardInput();
  // With the user's own entries where there is a configuration; explaining needs none.
  const catalog = await openCatalogIn(await findCatalogFolder({ file: options.config }));
  const explanation = explain(catalog, said, options.language);
  console.log(
    options.json ? JSON.stringify(explanation, null, 2) : printExplanation(explanation, options.language),
  );
  return isKnown(explanation) ? 0 : 1;
}

/** A family counts: it says what to do, if not exactly why. */
function isKnown({ matches }: Explanation): boolean {
  return matches.some(({ by }) => by !== "unknown");
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
