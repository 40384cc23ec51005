/** What most commands begin with: the configuration, its warnings on standard error. */

import { loadExtendedCatalog } from "../catalog/load.ts";
import { describeMistake } from "../catalog/parse.ts";
import type { Config } from "../config/config.ts";
import { type LoadedConfig, loadConfig } from "../config/load.ts";
import type { ConfigProblem } from "../config/problem.ts";
import type { Catalog } from "../domain/catalog.ts";
import type { Thresholds } from "../domain/thresholds.ts";

export interface ConfigOption {
  config?: string;
}

export async function loadForCommand({ config }: ConfigOption): Promise<LoadedConfig> {
  const loaded = await loadConfig(config === undefined ? {} : { file: config });
  for (const warning of loaded.warnings) console.error(`sync-health: warning: ${describeProblem(warning)}`);
  return loaded;
}

/** The catalog with the user's own entries; mistakes in those go to standard error. */
export async function openCatalogFor({ catalogFolder }: Config): Promise<Catalog> {
  const { catalog, mistakes } = await loadExtendedCatalog(catalogFolder);
  for (const mistake of mistakes)
    console.error(`sync-health: warning: catalog.d: ${describeMistake(mistake)}`);
  return catalog;
}

export function describeProblem({ path, problem, remedy }: ConfigProblem): string {
  return `${path}: ${problem}. ${remedy}`;
}

/** Each tenant's limits by its name. */
export function thresholdsOf({ tenants }: Config): Map<string, Thresholds> {
  return new Map(tenants.map((tenant) => [tenant.name, tenant.thresholds]));
}
