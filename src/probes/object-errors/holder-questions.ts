/**
 * In: values that are held back. Out: what to ask Graph, so that as few requests as possible bring whoever has one of
 * them. In default mode, which knows of a change at once: https://learn.microsoft.com/graph/aad-advanced-queries
 */
import { type ObjectType, objectTypes } from "../../domain/synced-object.ts";
import { quote } from "../query.ts";
import { objectFacts } from "../synced-objects.ts";
import type { HeldValue } from "./held-value.ts";

export interface HolderQuestion {
  type: ObjectType;
  path: string;
  values: HeldValue[];
}

/** As many as one $batch takes. */
const maxQuestions = 20;
/** Graph refuses a sixteenth, and limits the length of a URL (known issue 13635). */
const maxClauses = 15;
const maxPathLength = 2_000;

/** For as many of the values as fit, from the first on. */
export function askForHolders(values: readonly HeldValue[]): HolderQuestion[] {
  for (let count = values.length; count > 0; count -= 1) {
    const questions = objectTypes.flatMap((type) => packValues(type, values.slice(0, count)));
    if (questions.length <= maxQuestions) return questions;
  }
  return [];
}

function packValues(type: ObjectType, values: readonly HeldValue[]): HolderQuestion[] {
  const questions: HolderQuestion[] = [];
  for (const value of values) {
    const last = questions.at(-1);
    const joined = toQuestion(type, [...(last?.values ?? []), value]);
    if (last && joined) questions.pop();
    const question = joined ?? toQuestion(type, [value]);
    if (question) questions.push(question);
  }
  return questions;
}

/** Null: more than Graph takes at once. */
function toQuestion(type: ObjectType, values: HeldValue[]): HolderQuestion | null {
  const clauses = values.flatMap((value) => clausesFor(type, value));
  const filter = encodeURIComponent(clauses.join(" or "));
  const { path: collection, address } = objectFacts[type];
  const path = `${collection}?$filter=${filter}&$select=id,displayName,${address},proxyAddresses`;
  return clauses.length > maxClauses || path.length > maxPathLength ? null : { type, path, values };
}

/** The scheme in capitals marks an object's main address; whether `eq` minds the difference is not documented. */
function clausesFor(type: ObjectType, { scheme, address }: HeldValue): string[] {
  const spellings = new Set([scheme, scheme.toUpperCase()]);
  const clauses = [...spellings].map((said) => `proxyAddresses/any(p:p eq ${quote(`${said}:${address}`)})`);
  const isName = type === "user" && scheme === "smtp";
  return isName ? [`userPrincipalName eq ${quote(address)}`, ...clauses] : clauses;
}
