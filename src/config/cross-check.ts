/**
 * Rules that no single value can break: unique names, known tenants, windows that end, whole sign-ins, ordered limits.
 * In: the data as it stands, right or wrong, so that these are told together with everything else. Out: problems.
 */
import { nearestName } from "../util/nearest-name.ts";
import { findLimitProblems } from "./cross-check-limits.ts";
import { findSignInProblems, signInPlaces } from "./cross-check-sign-in.ts";
import { findStatusProblems } from "./cross-check-status.ts";
import { isMapping, valueAt } from "./json-schema.ts";
import { listAt, type Seen, showValue, tenantsOf } from "./seen.ts";
import type { PathProblem } from "./substitute.ts";

export function findCrossProblems(seen: Seen): PathProblem[] {
  return [
    ...findSignInProblems(seen),
    ...findUnknownTenants(seen),
    ...findDuplicateNames("channels", "Give each channel a name of its own.", seen),
    ...findDuplicateNames("maintenance", "Give each window a name of its own.", seen),
    ...findReversedWindows(seen),
    ...findDuplicates("name", seen),
    ...findDuplicates("tenantId", seen),
    ...findStatusProblems(seen),
    ...findLimitProblems(seen),
  ];
}

/** Names of tenants that something is about, where there is no such tenant. */
function findUnknownTenants(seen: Seen): PathProblem[] {
  const known = tenantsOf(seen).map(({ name }) => String(name));
  const lists: PropertyKey[][] = [["mail", "routes"], ["channels"], ["maintenance"]];
  const places = [
    ...signInPlaces.map((at) => [...at, "tenant"]),
    ...lists.flatMap((at) =>
      listAt(at, seen).flatMap((_, index) => {
        const tenants = [...at, index, "tenants"];
        return listAt(tenants, seen).map((_name, position) => [...tenants, position]);
      }),
    ),
  ];
  return places.flatMap((at) => {
    const name = valueAt(at, seen.data);
    if (typeof name !== "string" || known.includes(name)) return [];
    const near = nearestName(name, known);
    const remedy = near ? `Did you mean ${near}?` : `Name one of: ${known.join(", ")}.`;
    return [{ at, value: showValue(at, seen), problem: "is not the name of a tenant", remedy }];
  });
}

function findDuplicateNames(list: "channels" | "maintenance", remedy: string, seen: Seen): PathProblem[] {
  const names = listAt([list], seen).map((entry) => (isMapping(entry) ? entry.name : undefined));
  return names.flatMap((name, index) => {
    const earlier = names.indexOf(name);
    if (typeof name !== "string" || earlier === index) return [];
    const at = [list, index, "name"];
    return [{ at, value: showValue(at, seen), problem: `is also that of ${list}[${earlier}]`, remedy }];
  });
}

function findReversedWindows(seen: Seen): PathProblem[] {
  return listAt(["maintenance"], seen).flatMap((window, index) => {
    if (!isMapping(window)) return [];
    const [from, to] = [Date.parse(String(window.from)), Date.parse(String(window.to))];
    if (!(from >= to)) return [];
    const at = ["maintenance", index, "to"];
    return [
      { at, value: showValue(at, seen), problem: "is not after from", remedy: "Let it end after it began." },
    ];
  });
}

function findDuplicates(key: "name" | "tenantId", seen: Seen): PathProblem[] {
  const first = new Map<string, number>();
  return tenantsOf(seen).flatMap((tenant, index) => {
    const value = tenant[key];
    if (typeof value !== "string") return [];
    const earlier = first.get(value.toLowerCase());
    if (earlier === undefined) {
      first.set(value.toLowerCase(), index);
      return [];
    }
    const at = ["tenants", index, key];
    const remedy = key === "name" ? "Give each tenant a name of its own." : "Keep one entry for each tenant.";
    return [{ at, value: showValue(at, seen), problem: `is also that of tenants[${earlier}]`, remedy }];
  });
}
