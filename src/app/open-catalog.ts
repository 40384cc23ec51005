/** In: the configuration. Out: the catalog with the user's own entries; what is wrong with those is logged, and left out. */
import { loadExtendedCatalog } from "../catalog/load.ts";
import type { Config } from "../config/config.ts";
import type { Catalog } from "../domain/catalog.ts";
import type { Logger } from "../telemetry/logger.ts";

/** Throws AppError("CATALOG") only where the shipped catalog can't be read. */
export async function openCatalog(config: Config, log: Logger): Promise<Catalog> {
  const { catalog, mistakes } = await loadExtendedCatalog(config.catalogFolder);
  for (const { entry, ...mistake } of mistakes)
    log.error("catalog.invalid", { catalogEntry: entry, ...mistake });
  return catalog;
}
