/** What most commands begin with: the configuration, its warnings on standard error. */

import { type LoadedConfig, loadConfig } from "../config/load.ts";
import type { ConfigProblem } from "../config/problem.ts";

export interface ConfigOption {
  config?: string;
}

export async function loadForCommand({ config }: ConfigOption): Promise<LoadedConfig> {
  const loaded = await loadConfig(config === undefined ? {} : { file: config });
  for (const warning of loaded.warnings) console.error(`sync-health: warning: ${describeProblem(warning)}`);
  return loaded;
}

export function describeProblem({ path, problem, remedy }: ConfigProblem): string {
  return `${path}: ${problem}. ${remedy}`;
}
