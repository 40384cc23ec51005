/** From our own values to what JSON can say: moments as ISO 8601 text, one-line texts, lists with an end. */
import { toIso } from "../../domain/instant.ts";
import { safeLine } from "../../mail/render/safe-line.ts";

/** `…At`, and the few that are named otherwise. */
type MomentKey = `${string}At` | "at" | "since" | "until" | "staleAfter" | "notBefore" | "notAfter";
type Told<Value> = Value extends number ? string : Value;

/** The same members; moments, which are known by their names, as text. */
export type Plain<Value> = Value extends readonly (infer Item)[]
  ? Plain<Item>[]
  : Value extends object
    ? { [Key in keyof Value]: Key extends MomentKey ? Told<Value[Key]> : Plain<Value[Key]> }
    : Value;

/** No list in an answer is longer, but for those that are read in parts. */
export const maxListed = 100;
const maxTextLength = 1_000;

export function toPlain<Value>(value: Value): Plain<Value> {
  return plainOf(value, "") as Plain<Value>;
}

function plainOf(value: unknown, key: string): unknown {
  if (typeof value === "string") return safeLine(value, maxTextLength);
  if (typeof value === "number") return isMoment(key) ? isoOf(value) : value;
  if (Array.isArray(value)) return value.slice(0, maxListed).map((item) => plainOf(item, ""));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainOf(member, name)]));
}

function isMoment(key: string): boolean {
  return /(?:^a|A)t$|^(?:since|until|staleAfter|notBefore|notAfter)$/.test(key);
}

/** What is no moment at all is null rather than the end of the whole answer. */
function isoOf(at: number): string | null {
  return Math.abs(at) <= 8.64e15 ? toIso(at) : null;
}
