/** In: what a test wants a path to answer. Out: raw answers in place of the true ones, and changes to true ones. */
import type { Answer } from "./graph-answer.ts";

/** A path without the version prefix means both versions: `/organization`, `/beta/organization`. Query not included. */
export type PathMatcher = string | RegExp;

export interface ScriptedAnswers {
  /** Changes bodies of successful answers on this path; null takes every override of it away. */
  override(path: PathMatcher, change: ((body: unknown) => unknown) | null): void;
  /** Answers this path with exactly this; null gives it back. Default: status 200, no extra headers. */
  raw(path: PathMatcher, answer: Partial<Answer> | null): void;
  findRaw(version: string, path: string): Answer | null;
  applyOverrides(version: string, path: string, body: unknown): unknown;
}

export function createScriptedAnswers(): ScriptedAnswers {
  const overrides: { path: PathMatcher; change: (body: unknown) => unknown }[] = [];
  const raws: { path: PathMatcher; answer: Answer }[] = [];
  return {
    override(path, change) {
      if (change) overrides.push({ path, change });
      else removePath(overrides, path);
    },
    raw(path, answer) {
      removePath(raws, path);
      if (answer) raws.push({ path, answer: { status: 200, headers: {}, body: undefined, ...answer } });
    },
    findRaw: (version, path) => raws.find((entry) => matchesPath(entry.path, version, path))?.answer ?? null,
    applyOverrides: (version, path, body) =>
      overrides
        .filter((entry) => matchesPath(entry.path, version, path))
        .reduce((changed, entry) => entry.change(changed), body),
  };
}

/** `path` comes without its version prefix; a matcher may name the version or leave it out. */
export function matchesPath(matcher: PathMatcher, version: string, path: string): boolean {
  const versioned = `/${version}${path}`;
  if (typeof matcher === "string") return matcher === path || matcher === versioned;
  return matcher.test(versioned);
}

function removePath(list: { path: PathMatcher }[], path: PathMatcher): void {
  const kept = list.filter((entry) => String(entry.path) !== String(path));
  list.splice(0, list.length, ...kept);
}
