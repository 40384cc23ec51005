/**
 * The configuration's JSON Schema (2020-12), and questions put to it: what belongs at this path, may it be shown.
 * In: the zod schema. Out: plain nodes, which the messages, the docs and the editor help are all made from.
 */
import { z } from "zod";
import { configShape } from "./schema.ts";

export interface SchemaNode {
  title?: string;
  description?: string;
  type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  format?: string;
  const?: string;
  enum?: string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  writeOnly?: boolean;
  properties?: Record<string, SchemaNode>;
  required?: string[];
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
}

let cached: SchemaNode | null = null;

/** The shape of the file as it is written, so keys with a default are not required. */
export function configJsonSchema(): SchemaNode {
  cached ??= z.toJSONSchema(configShape, { io: "input", target: "draft-2020-12" }) as SchemaNode;
  return cached;
}

/** The node and its alternatives; of alternatives with a `type`, only the one that the value names, if it names one. */
function alternatives(node: SchemaNode, value: unknown): SchemaNode[] {
  const branches = node.oneOf ?? node.anyOf;
  if (!branches) return [node];
  const type = isMapping(value) ? value.type : undefined;
  const named = branches.filter((branch) => branch.properties?.type?.const === type && type !== undefined);
  return named.length > 0 ? named : branches;
}

/** What the schema says of a path in this input; null where it knows nothing. */
export function nodeAt(path: readonly PropertyKey[], input: unknown): SchemaNode | null {
  let node: SchemaNode = configJsonSchema();
  let value = input;
  for (const key of path) {
    const found = alternatives(node, value)
      .map((branch) => (typeof key === "number" ? branch.items : ownProperty(branch, String(key))))
      .find((child) => child !== undefined);
    if (!found) return null;
    node = found;
    value = valueAt([key], value);
  }
  return node;
}

/** The keys that may stand in the mapping at this path. */
export function keysAt(path: readonly PropertyKey[], input: unknown): string[] {
  const names = shapesAt(path, input).flatMap(({ properties = {} }) => Object.keys(properties));
  return [...new Set(names)];
}

/** The shapes that the mapping at this path may have, several where none is named by a `type`. */
export function shapesAt(path: readonly PropertyKey[], input: unknown): SchemaNode[] {
  const node = nodeAt(path, input);
  return node ? alternatives(node, valueAt(path, input)).filter(({ properties }) => properties) : [];
}

/** By what one shape is told from the others: the keys that it alone requires, a fixed one with its value. */
export function marksOf(shape: SchemaNode, shapes: readonly SchemaNode[]): string[] {
  const isCommon = (name: string) => shapes.every(({ required }) => required?.includes(name));
  return (shape.required ?? [])
    .filter((name) => shape.properties?.[name]?.const !== undefined || !isCommon(name))
    .map((name) => [name, shape.properties?.[name]?.const].filter((part) => part !== undefined).join(": "));
}

/** Every value that `type` may have in the union at this path. */
export function typesAt(path: readonly PropertyKey[], input: unknown): string[] {
  const node = nodeAt(path, input);
  const branches = node?.oneOf ?? node?.anyOf ?? [];
  return branches.flatMap((branch) => branch.properties?.type?.const ?? []);
}

/** A secret, or a mapping that has one in it: nothing found in its place may be shown. */
export function holdsSecret(node: SchemaNode): boolean {
  if (node.writeOnly) return true;
  return childrenOf(node).some(holdsSecret);
}

/** Names of all keys at any depth. */
export function allKeys(node: SchemaNode = configJsonSchema()): Set<string> {
  const names = new Set(Object.keys(node.properties ?? {}));
  for (const child of childrenOf(node)) for (const name of allKeys(child)) names.add(name);
  return names;
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function valueAt(path: readonly PropertyKey[], input: unknown): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function ownProperty(node: SchemaNode, key: string): SchemaNode | undefined {
  return node.properties && Object.hasOwn(node.properties, key) ? node.properties[key] : undefined;
}

function childrenOf(node: SchemaNode): SchemaNode[] {
  return [
    ...Object.values(node.properties ?? {}),
    ...(node.items ? [node.items] : []),
    ...(node.oneOf ?? []),
    ...(node.anyOf ?? []),
  ];
}
