/**
 * From a configuration file to the configuration in use: find, read, parse, resolve references, check, resolve.
 * Everything that is wrong is told at once, in one ConfigError. The only reader of the process environment.
 */
import { dirname } from "node:path";
import { type Clock, systemClock } from "../util/clock.ts";
import type { Config } from "./config.ts";
import { findCrossProblems } from "./cross-check.ts";
import { explainIssue } from "./explain-issue.ts";
import { readConfigFile } from "./find-file.ts";
import { nodeAt } from "./json-schema.ts";
import { type ParsedYaml, parseYaml } from "./parse-yaml.ts";
import { ConfigError, type ConfigProblem, formatPath } from "./problem.ts";
import { resolveConfig } from "./resolve.ts";
import { configShape } from "./schema.ts";
import type { Seen } from "./seen.ts";
import { type PathProblem, type Substituted, substitute } from "./substitute.ts";
import { findWarnings } from "./warnings.ts";

export interface LoadOptions {
  /** `--config FILE`; else SYNC_HEALTH_CONFIG, ./config/monitor.yaml, /etc/sync-health-monitor/monitor.yaml. */
  file?: string | undefined;
  env?: NodeJS.ProcessEnv;
  workingDirectory?: string;
  /** By it a maintenance window has passed, or not. */
  clock?: Pick<Clock, "now">;
}

export interface LoadedConfig {
  /** Deeply frozen. */
  config: Config;
  /** Absolute path of the file it came from. */
  file: string;
  /** Worth telling, but no reason to stop. */
  warnings: ConfigProblem[];
  /** Every secret text in use, each once, for the log's redaction. */
  secrets: string[];
}

/** Throws ConfigError (`CONFIG`) with every problem; nothing it throws or returns in `warnings` holds a secret. */
export async function loadConfig({
  file: named,
  env = process.env,
  workingDirectory = process.cwd(),
  clock = systemClock,
}: LoadOptions = {}): Promise<LoadedConfig> {
  const { file, text } = await readConfigFile({ file: named, env, workingDirectory });
  const parsed = parseYaml(text);
  if ("problems" in parsed) throw new ConfigError(file, parsed.problems);

  const folder = dirname(file);
  const filled = await substitute(parsed.data, env, folder);
  const seen: Seen = { data: filled.data, referenced: filled.referenced };
  const checked = configShape.safeParse(filled.data);
  const found = [
    ...findCrossProblems(seen),
    ...(checked.error?.issues ?? []).flatMap((issue) => explainIssue(issue, seen)),
  ];
  const problems = arrange([...filled.problems, ...dropConsequences(found, filled.problems)], parsed);
  if (problems.length > 0 || !checked.data) throw new ConfigError(file, problems);

  const config = resolveConfig(checked.data, { config: folder, working: workingDirectory });
  const warnings = arrange(findWarnings(seen, config, clock.now()), parsed);
  return { config, file, warnings, secrets: collectSecrets(filled) };
}

/**
 * One problem a path: the first kind found is the cause (a reference that leads nowhere, a reserved type), and what
 * the schema says of the same place or below it only follows from that.
 */
function dropConsequences(found: PathProblem[], causes: PathProblem[]): PathProblem[] {
  const told = [...causes];
  return found.filter((problem) => {
    if (told.some(({ at }) => at.every((key, index) => key === problem.at[index]))) return false;
    told.push(problem);
    return true;
  });
}

/** In the file's order, each with its place. */
function arrange(found: PathProblem[], { placeOf }: Extract<ParsedYaml, { data: unknown }>): ConfigProblem[] {
  return found
    .map(({ at, ...rest }) => ({ path: formatPath(at), ...placeOf(at), ...rest }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function collectSecrets({ data, resolved }: Substituted): string[] {
  const secrets = new Set<string>();
  visit(data, []);
  for (const { path, text } of resolved) if (nodeAt(path, data)?.writeOnly) secrets.add(text);
  return [...secrets];

  function visit(value: unknown, path: PropertyKey[]): void {
    if (typeof value === "string" && nodeAt(path, data)?.writeOnly) secrets.add(value);
    if (typeof value !== "object" || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      visit(child, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  }
}
