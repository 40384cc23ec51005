/** As whom the ways of the mails sign in to Microsoft. In: the data as it stands, right or wrong. Out: problems. */
import { isMapping, valueAt } from "./json-schema.ts";
import { type Seen, showValue, tenantsOf } from "./seen.ts";
import type { PathProblem } from "./substitute.ts";

export const signInPlaces: PropertyKey[][] = [
  ["mail", "transport"],
  ["mail", "transport", "auth"],
  ["mail", "fallback", "transport"],
  ["mail", "fallback", "transport", "auth"],
];

export function findSignInProblems(seen: Seen): PathProblem[] {
  return signInPlaces.flatMap((at) => findSignInProblem(at, seen));
}

/** What signs in to Microsoft must know as whom: a configured tenant's app, or one of its own. */
function findSignInProblem(at: PropertyKey[], seen: Seen): PathProblem[] {
  const choice = valueAt(at, seen.data);
  if (!isMapping(choice) || !["graph", "xoauth2"].includes(String(choice.type))) return [];
  const { tenant, tenantId, credential } = choice;
  const told = (key: string, problem: string, remedy: string): PathProblem[] => [
    { at: [...at, key], value: showValue([...at, key], seen), problem, remedy },
  ];
  const remedy = "Give either tenant, or tenantId with credential.";
  if (tenant !== undefined && (tenantId !== undefined || credential !== undefined)) {
    return told("tenant", "is named beside a sign-in of its own", remedy);
  }
  if (tenantId !== undefined && credential === undefined) return told("credential", "is missing", remedy);
  if (credential !== undefined && tenantId === undefined) return told("tenantId", "is missing", remedy);
  if (tenant === undefined && tenantId === undefined && tenantsOf(seen).length > 1) {
    return told("tenant", "is missing, and there are several tenants", remedy);
  }
  return [];
}
