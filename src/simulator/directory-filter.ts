/** In: a $filter on users, groups or contacts. Out: a test for objects, or that Graph refuses it (graph/aad-advanced-queries). */
import type { SimulatedObject } from "./directory-objects.ts";
import type { Quirks } from "./quirks.ts";

export type ObjectTest = (object: SimulatedObject) => boolean;

export interface FilterContext {
  kind: SimulatedObject["kind"];
  quirks: Quirks;
  /** `ConsistencyLevel: eventual` together with `$count=true`. */
  advanced: boolean;
}

interface ClauseForm {
  pattern: RegExp;
  kinds?: SimulatedObject["kind"][];
  isAllowed?(context: FilterContext): boolean;
  toTest(match: RegExpExecArray): ObjectTest;
}

const clauseForms: ClauseForm[] = [
  {
    pattern: /^onPremisesSyncEnabled eq true$/,
    toTest: () => (object) => object.synced,
  },
  {
    pattern: /^onPremisesProvisioningErrors\/any\((\w+):\s*\1\/category eq 'PropertyConflict'\)$/,
    isAllowed: ({ quirks }) => quirks.propertyConflictFilter === "works",
    toTest: () => (object) => object.conflicts.some(({ category }) => category === "PropertyConflict"),
  },
  {
    pattern: /^serviceProvisioningErrors\/any\((\w+):\s*\1\/isResolved eq false\)$/,
    isAllowed: ({ quirks }) => quirks.serviceErrorFilter === "works",
    toTest: () => (object) => object.serviceErrors.some(({ isResolved }) => isResolved === false),
  },
  {
    pattern: /^ends[Ww]ith\(userPrincipalName,\s*'((?:[^']|'')*)'\)$/,
    kinds: ["user"],
    isAllowed: ({ advanced }) => advanced,
    toTest: ([, quoted = ""]) => {
      const ending = quoted.replaceAll("''", "'").toLowerCase();
      return (object) => object.kind === "user" && object.userPrincipalName.toLowerCase().endsWith(ending);
    },
  },
  {
    pattern: /^mailEnabled eq true$/,
    kinds: ["group"],
    toTest: () => (object) => object.kind === "group" && object.mailEnabled,
  },
];

/** Null: 400 Request_UnsupportedQuery. */
export function parseDirectoryFilter(filter: string | null, context: FilterContext): ObjectTest | null {
  if (filter === null) return () => true;
  const tests: ObjectTest[] = [];
  for (const clause of splitClauses(filter)) {
    const test = parseClause(clause, context);
    if (!test) return null;
    tests.push(test);
  }
  return (object) => tests.every((test) => test(object));
}

/** Clauses joined by `and`, which may stand inside of quotes as well. */
export function splitClauses(filter: string): string[] {
  return filter.split(/ and (?=(?:[^']*'[^']*')*[^']*$)/).map((clause) => clause.trim());
}

function parseClause(clause: string, context: FilterContext): ObjectTest | null {
  for (const form of clauseForms) {
    const match = form.pattern.exec(clause);
    if (!match) continue;
    if (form.kinds && !form.kinds.includes(context.kind)) return null;
    return form.isAllowed?.(context) === false ? null : form.toTest(match);
  }
  return null;
}
