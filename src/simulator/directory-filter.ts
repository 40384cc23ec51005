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
  isAllowed?(context: FilterContext, match: RegExpExecArray): boolean;
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
      const ending = unquote(quoted).toLowerCase();
      return (object) => object.kind === "user" && object.userPrincipalName.toLowerCase().endsWith(ending);
    },
  },
  {
    pattern: /^mailEnabled eq true$/,
    kinds: ["group"],
    toTest: () => (object) => object.kind === "group" && object.mailEnabled,
  },
  {
    pattern: /^userPrincipalName eq '((?:[^']|'')*)'$/,
    kinds: ["user"],
    isAllowed: isShortEnough,
    toTest: ([, quoted = ""]) => {
      const name = unquote(quoted).toLowerCase();
      return (object) => object.kind === "user" && object.userPrincipalName.toLowerCase() === name;
    },
  },
  {
    pattern: /^mail eq '((?:[^']|'')*)'$/,
    isAllowed: isShortEnough,
    toTest: ([, quoted = ""]) => {
      const mail = unquote(quoted).toLowerCase();
      return (object) => object.mail?.toLowerCase() === mail;
    },
  },
  {
    pattern: /^proxyAddresses\/any\((\w+):\s*\1 eq '((?:[^']|'')*)'\)$/,
    isAllowed: isShortEnough,
    toTest: ([, , quoted = ""]) => {
      const wanted = addressOf(unquote(quoted));
      return ({ proxyAddresses }) => proxyAddresses.some((address) => addressOf(address) === wanted);
    },
  },
];

/** By default `eq` takes no longer value; in advanced queries the length of the URL counts instead. */
const maxValueLength = 120;
/** Joined by `or`. */
const maxClauses = 15;

/** Null: 400 Request_UnsupportedQuery. */
export function parseDirectoryFilter(filter: string | null, context: FilterContext): ObjectTest | null {
  if (filter === null) return () => true;
  const alternatives = splitClauses(filter, "or");
  if (alternatives.length > maxClauses && !context.advanced) return null;
  // A clause with the other word in it is none that is known: mixtures are refused.
  const clauses = alternatives.length > 1 ? alternatives : splitClauses(filter, "and");
  const tests: ObjectTest[] = [];
  for (const clause of clauses) {
    const test = parseClause(clause, context);
    if (!test) return null;
    tests.push(test);
  }
  if (alternatives.length > 1) return (object) => tests.some((test) => test(object));
  return (object) => tests.every((test) => test(object));
}

/** Clauses joined by this word, which may stand inside of quotes as well. */
export function splitClauses(filter: string, word: "and" | "or" = "and"): string[] {
  const joint = new RegExp(` ${word} (?=(?:[^']*'[^']*')*[^']*$)`);
  return filter.split(joint).map((clause) => clause.trim());
}

function parseClause(clause: string, context: FilterContext): ObjectTest | null {
  for (const form of clauseForms) {
    const match = form.pattern.exec(clause);
    if (!match) continue;
    if (form.kinds && !form.kinds.includes(context.kind)) return null;
    return form.isAllowed?.(context, match) === false ? null : form.toTest(match);
  }
  return null;
}

/** The value is what the pattern catches last. */
function isShortEnough({ advanced }: FilterContext, match: RegExpExecArray): boolean {
  return advanced || unquote(match.at(-1) ?? "").length <= maxValueLength;
}

function unquote(quoted: string): string {
  return quoted.replaceAll("''", "'");
}

/** Whether `eq` minds the case of the scheme is not documented; here it does, that of the address it does not. */
function addressOf(text: string): string {
  const colon = text.indexOf(":");
  return text.slice(0, colon) + text.slice(colon).toLowerCase();
}
