/**
 * Resolves `${env:NAME}` and `${file:PATH}` in every text of the configuration; `$${` stands for a plain `${`.
 * In: the file's data. Out: a copy with the values filled in, which of them came from outside, and what was amiss.
 */
import { resolve } from "node:path";
import { isMapping, nodeAt } from "./json-schema.ts";
import { type ConfigProblem, formatPath, hiddenValue } from "./problem.ts";
import { readTextFile } from "./read-file.ts";

const maxSecretBytes = 64 * 1024;

export interface Substituted {
  data: Record<string, unknown>;
  problems: PathProblem[];
  /** `formatPath` of every text with a reference in it: never shown. */
  referenced: Set<string>;
  /** Texts that the references brought in, by the path they went to. */
  resolved: { path: PropertyKey[]; text: string }[];
}

/** A problem that still has its path in parts, for its place in the file. */
export interface PathProblem extends Pick<ConfigProblem, "value" | "problem" | "remedy"> {
  at: PropertyKey[];
}

interface Context {
  root: Record<string, unknown>;
  env: NodeJS.ProcessEnv;
  folder: string;
  into: Substituted;
}

/** `folder`: what relative `${file:…}` paths start from. */
export async function substitute(
  root: Record<string, unknown>,
  env: NodeJS.ProcessEnv,
  folder: string,
): Promise<Substituted> {
  const into: Substituted = { data: {}, problems: [], referenced: new Set(), resolved: [] };
  into.data = (await copy(root, [], { root, env, folder, into })) as Record<string, unknown>;
  return into;
}

async function copy(value: unknown, path: PropertyKey[], context: Context): Promise<unknown> {
  if (typeof value === "string") return fill(value, path, context);
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const [index, item] of value.entries()) items.push(await copy(item, [...path, index], context));
    return items;
  }
  if (!isMapping(value)) return value;
  const entries: [string, unknown][] = [];
  for (const [key, child] of Object.entries(value)) {
    const at = [...path, key];
    // A known key with nothing behind it is what commenting out its children leaves: it counts as left out.
    if (child === null && nodeAt(at, context.root)) continue;
    entries.push([key, await copy(child, at, context)]);
  }
  return Object.fromEntries(entries);
}

async function fill(text: string, path: PropertyKey[], context: Context): Promise<unknown> {
  const { into } = context;
  let filled = "";
  let from = 0;
  let failed = false;
  let count = 0;
  for (const match of text.matchAll(/\$\$\{|\$\{([^}]*)(\})?/g)) {
    filled += text.slice(from, match.index);
    from = match.index + match[0].length;
    if (match[0] === "$${") {
      filled += "${";
      continue;
    }
    count += 1;
    const found = await look(match[1] ?? "", match[2] !== undefined, context);
    if ("text" in found) {
      filled += found.text;
      into.resolved.push({ path, text: found.text });
    } else {
      failed = true;
      into.problems.push({ at: path, ...found });
    }
  }
  filled += text.slice(from);
  if (count > 0) into.referenced.add(formatPath(path));
  return count > 0 && !failed ? coerce(filled, path, context.root) : filled;
}

type Found = { text: string } | Pick<ConfigProblem, "value" | "problem" | "remedy">;

async function look(reference: string, closed: boolean, context: Context): Promise<Found> {
  const [, kind, name = ""] = /^(env|file):(.+)$/s.exec(reference) ?? [];
  if (!closed || kind === undefined || (kind === "env" && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))) {
    return {
      value: hiddenValue,
      problem: closed ? "holds a reference of no known kind" : "holds a ${ that is never closed",
      remedy: `Write \${env:NAME} or \${file:PATH}; a plain \${ is written $\${.`,
    };
  }
  return kind === "env" ? lookInEnvironment(name, context.env) : lookInFile(name, context.folder);
}

function lookInEnvironment(name: string, env: NodeJS.ProcessEnv): Found {
  const text = env[name];
  if (text) return { text };
  return {
    value: `\${env:${name}}`,
    problem: `refers to the environment variable ${name}, which is ${text === undefined ? "not set" : "empty"}`,
    remedy: `Set ${name} in the environment of the service.`,
  };
}

async function lookInFile(name: string, folder: string): Promise<Found> {
  const file = resolve(folder, name);
  const read = await readTextFile(file, maxSecretBytes);
  const value = `\${file:${name}}`;
  if ("fault" in read) {
    return {
      value,
      problem: `refers to the file ${file}, which ${read.fault.problem}`,
      remedy: read.fault.remedy,
    };
  }
  // Editors and `echo` end a file with a newline that is no part of the secret.
  const text = read.text.replace(/[\r\n]+$/, "");
  if (text !== "") return { text };
  return { value, problem: `refers to the file ${file}, which is empty`, remedy: "Write the value into it." };
}

/** A reference is text; where a number or a switch belongs, text that is one becomes one. */
function coerce(text: string, path: PropertyKey[], root: unknown): unknown {
  const type = nodeAt(path, root)?.type;
  if ((type === "integer" || type === "number") && /^[+-]?[0-9]+(\.[0-9]+)?$/.test(text.trim()))
    return Number(text);
  if (type === "boolean" && /^(true|false)$/.test(text.trim())) return text.trim() === "true";
  return text;
}
