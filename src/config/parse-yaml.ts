/**
 * From the text of the file to plain data, with the place of every value. YAML's own messages quote the text around
 * a mistake, which may be a secret, so each kind of mistake gets words of ours and only known keys are shown.
 */
import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from "yaml";
import { allKeys, isMapping } from "./json-schema.ts";
import { type ConfigProblem, hiddenValue, missingValue } from "./problem.ts";

export interface Place {
  line: number;
  column: number;
}

export type ParsedYaml =
  | { data: Record<string, unknown>; placeOf: (path: readonly PropertyKey[]) => Place }
  | { problems: ConfigProblem[] };

const maxAliases = 100;
const maxFaults = 10;
const startRemedy = "Start from config/monitor.example.yaml.";

const wordsOf: Record<string, [problem: string, remedy: string]> = {
  TAB_AS_INDENT: ["indents with a tab", "Indent with spaces only."],
  DUPLICATE_KEY: ["has a key for the second time in one mapping", "Keep one of the two."],
  MISSING_CHAR: ["has a quote, bracket or colon that is missing", "Close what was opened here or above."],
  BAD_INDENT: ["is indented wrongly, or a bracket above is not closed", "Line it up with its neighbours."],
  BLOCK_AS_IMPLICIT_KEY: ["has a second colon on one line", "Put the value in double quotes."],
  MULTILINE_IMPLICIT_KEY: ["has a key without a colon", "Write `key: value`."],
  BAD_SCALAR_START: ["has a value that begins with a reserved character", "Put the value in double quotes."],
  BAD_DQ_ESCAPE: ["has a backslash that escapes nothing", "Double the backslash, or use single quotes."],
  TAG_RESOLVE_FAILED: ["has a tag (!…) that means nothing here", "Leave the tag out."],
  BAD_ALIAS: ["has an alias (*…) that names no anchor", "Put a value that begins with * in double quotes."],
  MULTIPLE_DOCS: ["begins a second document", "Keep one document: remove the line ---."],
};
const otherWords: [string, string] = ["is not YAML", "Check colons, quotes, brackets and indentation here."];

export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const problems = faults.map((fault) => describeFault(fault, text, lines));
    // One slip makes the parser stumble over what follows: the first of each line, and not too many.
    const first = problems.filter(
      ({ line }, index) => problems.findIndex((other) => other.line === line) === index,
    );
    return { problems: first.slice(0, maxFaults) };
  }

  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: maxAliases });
  } catch (thrown) {
    const excessive = thrown instanceof ReferenceError && thrown.message.startsWith("Excessive");
    const [problem, remedy] = excessive
      ? [`repeats itself through more than ${maxAliases} aliases (*…)`, "Write the values out."]
      : (wordsOf.BAD_ALIAS ?? otherWords);
    return { problems: [{ path: "", value: hiddenValue, problem, remedy }] };
  }
  if (!isMapping(data)) {
    const problem = data === null ? "is empty" : `is ${describeKind(data)}, not a mapping of keys`;
    const value = data === null ? missingValue : hiddenValue;
    return { problems: [{ path: "", value, problem, remedy: startRemedy }] };
  }
  if (hasCycle(data, new Set())) {
    const problem = "has an alias (*…) that holds itself";
    return { problems: [{ path: "", value: hiddenValue, problem, remedy: "Write the values out." }] };
  }
  return { data, placeOf: (path) => findPlace(document.contents, path, lines) };
}

function describeKind(data: unknown): string {
  if (Array.isArray(data)) return "a list";
  return typeof data === "string" ? "one text" : "one value";
}

function describeFault(fault: YAMLError, text: string, lines: LineCounter): ConfigProblem {
  const { line, col } = lines.linePos(fault.pos[0]);
  const [problem, remedy] = wordsOf[fault.code] ?? otherWords;
  const value = maskLine(text.split(/\r\n|\n|\r/)[line - 1] ?? "");
  return { path: "", line, column: col, value, problem, remedy };
}

/** The offending line with all but its indentation and a known key masked: the rest may be a secret. */
function maskLine(line: string): string {
  const [, indent = "", dash = "", key = "", rest = ""] =
    /^([ \t]*)((?:- +)*)([A-Za-z][\w-]*(?=[ \t]*:))?(.*)$/.exec(line) ?? [];
  const start = `${indent.slice(0, 40).replaceAll("\t", "→")}${dash}`;
  if (key !== "" && allKeys().has(key))
    return /^[ \t]*:[ \t]*$/.test(rest) ? `${start}${key}:` : `${start}${key}: …`;
  return line.trim() === "" ? "(empty line)" : `${start}…`;
}

function hasCycle(value: unknown, above: Set<unknown>): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (above.has(value)) return true;
  above.add(value);
  const found = Object.values(value).some((child) => hasCycle(child, above));
  above.delete(value);
  return found;
}

/** Where the deepest part of the path that exists begins: the value; for a missing key, its parent. */
function findPlace(root: Node | null, path: readonly PropertyKey[], lines: LineCounter): Place {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    const child = childOf(node, key);
    if (!child) break;
    node = child.node;
    offset = child.offset ?? offset;
  }
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function childOf(node: unknown, key: PropertyKey): { node: unknown; offset: number | undefined } | null {
  if (isSeq(node) && typeof key === "number") {
    const item: unknown = node.items[key];
    return isNode(item) ? { node: item, offset: item.range?.[0] } : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
  );
  if (!pair) return null;
  // The key's place, not the value's: a mapping's value begins a line further down, and an empty one has none.
  return { node: pair.value, offset: isNode(pair.key) ? pair.key.range?.[0] : undefined };
}
