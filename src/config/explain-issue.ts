/** From a zod issue to problems in our words: what is wrong with this value, what it should be. Shows no secret. */
import type { z } from "zod";
import { nearestName } from "../util/nearest-name.ts";
import {
  isMapping,
  keysAt,
  marksOf,
  nodeAt,
  type SchemaNode,
  shapesAt,
  typesAt,
  valueAt,
} from "./json-schema.ts";
import { hiddenValue, missingValue } from "./problem.ts";
import { isSecret, type Seen, showValue } from "./seen.ts";
import type { PathProblem } from "./substitute.ts";

type Issue = z.core.$ZodIssue;

export function explainIssue(issue: Issue, seen: Seen, above: PropertyKey[] = []): PathProblem[] {
  const at = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => explainUnknown(at, key, seen));
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const meant = meantAlternative(issue.errors);
    if (meant) return meant.flatMap((inner) => explainIssue(inner, seen, at));
  }
  const value = valueAt(at, seen.data);
  const node = nodeAt(at, seen.data);
  const shown = showValue(at, seen);
  if (value === undefined) {
    return [
      { at, value: missingValue, problem: "is missing", remedy: `Add it: ${describeFully(node, at, seen)}` },
    ];
  }
  const [problem = "", remedy] = issue.message.split("\n");
  if (remedy !== undefined) return [{ at, value: shown, problem, remedy }];
  return [{ at, value: shown, ...explainValue(issue, value, node, at, seen) }];
}

/** Of several shapes the one that was meant: of the value's own kind, of the type it names, with the fewest mistakes. */
function meantAlternative(alternatives: readonly Issue[][]): Issue[] | undefined {
  const isOtherKind = ({ path, code }: Issue) =>
    path.length === 0 && (code === "invalid_type" || code === "invalid_value");
  const isOtherType = ({ path, code }: Issue) => path[0] === "type" && code === "invalid_value";
  const weigh = (issues: Issue[]) => (issues.some(isOtherType) ? 1_000 : 0) + countOf(issues);
  return alternatives.filter((issues) => !issues.some(isOtherKind)).sort((a, b) => weigh(a) - weigh(b))[0];
}

function countOf(issues: Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0);
}

function explainUnknown(parent: PropertyKey[], key: string, seen: Seen): PathProblem {
  const known = keysAt(parent, seen.data);
  if (known.includes(key)) return explainMisplaced(parent, key, seen);
  const near = nearestName(key, known);
  // Its value may be the secret of a misspelt key.
  return {
    at: [...parent, key],
    value: hiddenValue,
    problem: "is not a known key",
    remedy: near ? `Did you mean ${near}?` : `Remove it. Known here: ${known.join(", ")}.`,
  };
}

/** A key of another shape than the one that was meant: a window that recurs has no end of its own. */
function explainMisplaced(parent: PropertyKey[], key: string, seen: Seen): PathProblem {
  const shapes = shapesAt(parent, seen.data);
  const marks = shapes.map((shape) => marksOf(shape, shapes).join(" and "));
  const others = marks.filter((_, index) => !shapes[index]?.properties?.[key]);
  const at = [...parent, key];
  return {
    at,
    value: showValue(at, seen),
    problem: `does not go with ${others.join(" or ")}`,
    remedy: `Give either ${marks.join(", or ")}.`,
  };
}

function explainValue(issue: Issue, value: unknown, node: SchemaNode | null, at: PropertyKey[], seen: Seen) {
  const expected = describeFully(node, at, seen);
  const choices = choicesAt(node, at, seen);
  const secret = isSecret(at, seen);
  if (typeof value === "string" && choices.length > 0) {
    const near = secret ? null : nearestName(value, choices);
    const remedy = near ? `Did you mean ${near}?` : `Write ${listChoices(choices)}.`;
    return { problem: "is not a known value", remedy };
  }
  if ((issue.code === "too_small" || issue.code === "too_big") && typeof value === "number") {
    return { problem: "is out of range", remedy: `Write ${expected}` };
  }
  if (issue.code === "too_small") return { problem: "is empty", remedy: `Write ${expected}` };
  if (issue.code === "too_big")
    return { problem: "is too long", remedy: `Write at most ${issue.maximum} characters.` };
  // YAML reads 0123 and true as a number and a switch.
  const quote = node?.type === "string" && typeof value !== "object" ? " Put it in double quotes." : "";
  return { problem: `is ${describeKind(value)}`, remedy: `Write ${expected}${quote}` };
}

function describeKind(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isMapping(value)) return "a mapping";
  if (value === null) return "null";
  if (typeof value === "number") return Number.isInteger(value) ? "a number" : "a number with a fraction";
  return { string: "text", boolean: "a switch" }[typeof value as string] ?? "of another kind";
}

/** What belongs there and what it is for, in one or two sentences. */
function describeFully(node: SchemaNode | null, at: PropertyKey[], seen: Seen): string {
  const noun = describeNode(node, at, seen);
  return node?.description ? `${noun}. ${node.description}` : `${noun}.`;
}

function choicesAt(node: SchemaNode | null, at: PropertyKey[], { data }: Seen): string[] {
  // A missing or unknown type leaves every alternative open, and the node at hand is only the first.
  const types = at.at(-1) === "type" ? typesAt(at.slice(0, -1), data) : [];
  if (types.length > 0) return types;
  return [node, ...(node?.anyOf ?? [])].flatMap((branch) => branch?.enum ?? branch?.const ?? []);
}

function listChoices(choices: string[]): string {
  return choices.length === 1 ? String(choices[0]) : `one of ${choices.join(", ")}`;
}

/** What belongs there, as a noun phrase. */
function describeNode(node: SchemaNode | null, at: PropertyKey[], seen: Seen): string {
  if (node?.anyOf) return node.anyOf.map((branch) => describeNode(branch, [], seen)).join(", or ");
  const choices = choicesAt(node, at, seen);
  if (choices.length > 0) return listChoices(choices);
  if (!node) return "a value";
  if (node.oneOf) return "a mapping that begins with type";
  switch (node.type) {
    case "object":
      return `a mapping with ${Object.keys(node.properties ?? {}).join(", ")}`;
    case "array":
      return "a list of one or more in square brackets, or one a line after a hyphen";
    case "integer":
    case "number":
      return describeNumber(node);
    case "boolean":
      return "true or false";
    default:
      return "text";
  }
}

function describeNumber({ type, minimum, exclusiveMinimum, maximum }: SchemaNode): string {
  const least = minimum === undefined ? `above ${exclusiveMinimum}` : `from ${minimum}`;
  return `a ${type === "integer" ? "whole number" : "number"} ${least} to ${maximum}`;
}
