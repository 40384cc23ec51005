/** What most commands begin with: the configuration, its warnings on standard error. */

import type { Config } from "../config/config.ts";
import { type LoadedConfig, loadConfig } from "../config/load.ts";
import type { ConfigProblem } from "../config/problem.ts";
import type { Thresholds } from "../domain/thresholds.ts";

export interface ConfigOption {
  config?: string;
}

export async function loadForCommand({ config }: ConfigOption): Promise<LoadedConfig> {
  const loaded = await loadConfig(config === undefined ? {} : { file: config });
  tellWarnings(loaded.warnings);
  return loaded;
}

export function tellWarnings(warnings: readonly ConfigProblem[]): void {
  for (const warning of warnings) console.error(`sync-health: warning: ${describeProblem(warning)}`);
}

export function describeProblem({ path, problem, remedy }: ConfigProblem): string {
  return `${path}: ${problem}. ${remedy}`;
}

/** Each tenant's limits by its name. */
export function thresholdsOf({ tenants }: Config): Map<string, Thresholds> {
  return new Map(tenants.map((tenant) => [tenant.name, tenant.thresholds]));
}
