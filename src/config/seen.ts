/** The data of a file as it stands, right or wrong; what is in it, and what of it may be shown. */
import { cleanLine } from "../util/clean-text.ts";
import { holdsSecret, isMapping, nodeAt, valueAt } from "./json-schema.ts";
import { formatPath, hiddenValue, missingValue, secretValue } from "./problem.ts";

export interface Seen {
  data: unknown;
  /** Paths whose value came from the environment or a file. */
  referenced: ReadonlySet<string>;
}

export function tenantsOf({ data }: Seen): Record<string, unknown>[] {
  const list = valueAt(["tenants"], data);
  return Array.isArray(list) ? list.map((tenant) => (isMapping(tenant) ? tenant : {})) : [];
}

export function listAt(at: PropertyKey[], { data }: Seen): unknown[] {
  const list = valueAt(at, data);
  return Array.isArray(list) ? list : [];
}

export function isSecret(at: PropertyKey[], { data, referenced }: Seen): boolean {
  if (referenced.has(formatPath(at))) return true;
  const node = nodeAt(at, data);
  return node !== null && holdsSecret(node);
}

/** The value as it may be shown. References and anything in a secret's place stay hidden, logins in addresses too. */
export function showValue(at: PropertyKey[], seen: Seen): string {
  const value = valueAt(at, seen.data);
  if (value === undefined) return missingValue;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isMapping(value)) return "a mapping";
  if (isSecret(at, seen)) return secretValue;
  if (typeof value !== "string") return String(value);
  // A login or a key in an address may be a secret that was written to the wrong place.
  return /:[^\s]*@|^https?:.*\?/i.test(value) ? hiddenValue : JSON.stringify(cleanLine(value, 80));
}
