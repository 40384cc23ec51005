/** The catalog as commands open it: with the user's own entries, whose mistakes go to standard error. */
import { loadExtendedCatalog } from "../catalog/load.ts";
import type { Catalog } from "../domain/catalog.ts";

/** `folder` need not exist. Throws AppError("CATALOG") only where the shipped catalog can't be read. */
export async function openCatalogIn(folder: string): Promise<Catalog> {
  const { catalog, mistakes } = await loadExtendedCatalog(folder);
  if (mistakes.length > 0) {
    // Loads the YAML parser, which `explain` does without when there is nothing to tell.
    const { describeMistake } = await import("../catalog/parse.ts");
    for (const mistake of mistakes) {
      console.error(`sync-health: warning: catalog.d: ${describeMistake(mistake)}`);
    }
  }
  return catalog;
}
