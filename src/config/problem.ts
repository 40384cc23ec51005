/** What is wrong with a configuration, told so that it can be put right: path, value, problem, remedy. All at once. */
import { AppError } from "../domain/errors.ts";

export interface ConfigProblem {
  /** `tenants[0].tenantId`; empty when the file as a whole is meant. */
  path: string;
  /** From 1; absent when the problem has no place in the file. */
  line?: number;
  column?: number;
  /** The value as it may be shown: JSON-quoted text, `(secret)`, `(missing)`, `(not shown)`, `a mapping`, `a list of 2`. */
  value: string;
  /** Completes the sentence "<path> …": `is not a GUID`. */
  problem: string;
  /** What to do, in the imperative. */
  remedy: string;
}

export const secretValue = "(secret)";
export const missingValue = "(missing)";
export const hiddenValue = "(not shown)";

/** The configuration can not be used. `message` tells every problem over several lines and never holds a secret. */
export class ConfigError extends AppError {
  readonly file: string | null;
  readonly problems: readonly ConfigProblem[];

  constructor(file: string | null, problems: readonly ConfigProblem[]) {
    const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
    super("CONFIG", [`${file ?? "The configuration"} has ${count}:`, formatProblems(problems)].join("\n"));
    this.name = "ConfigError";
    this.file = file;
    this.problems = problems;
  }
}

/** Two indented lines a problem: what is wrong and where, then the remedy. */
export function formatProblems(problems: readonly ConfigProblem[]): string {
  return problems.map(formatProblem).join("\n");
}

function formatProblem({ path, line, column, value, problem, remedy }: ConfigProblem): string {
  const place = line === undefined ? "" : `line ${line}:${column ?? 1} `;
  const subject = path === "" ? "" : `${path} `;
  const shown = value === missingValue ? "" : `: ${value}`;
  return `  ${place}${subject}${problem}${shown}\n      -> ${remedy}`;
}

/** `["tenants", 0, "tenantId"]` as `tenants[0].tenantId`. Odd keys are quoted and cut. */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else if (/^[\w-]{1,60}$/.test(String(key))) text += text === "" ? String(key) : `.${String(key)}`;
    else text += `[${JSON.stringify(String(key).slice(0, 60))}]`;
  }
  return text;
}
