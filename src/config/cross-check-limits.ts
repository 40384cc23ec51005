/** Thresholds that contradict each other. In: the data as it stands, right or wrong. Out: problems. */
import { defaultThresholds, type Thresholds } from "../domain/thresholds.ts";
import { isMapping, valueAt } from "./json-schema.ts";
import { missingValue } from "./problem.ts";
import { type Seen, showValue, tenantsOf } from "./seen.ts";
import type { PathProblem } from "./substitute.ts";

const smallerWarning = "Make the warning limit the smaller of the two, or equal.";
const earlierWarning = "Make the warning come more days before the end than the critical limit, or as many.";
/** The first of each pair is never more than the second. */
const ordered = [
  ["syncStaleWarningMinutes", "syncStaleCriticalMinutes", smallerWarning],
  ["jobFailingWarningCount", "jobFailingCriticalCount", smallerWarning],
  ["objectQuotaWarningPercent", "objectQuotaCriticalPercent", smallerWarning],
  ["federationCertificateCriticalDays", "federationCertificateWarningDays", earlierWarning],
  ["credentialExpiryCriticalDays", "credentialExpiryWarningDays", earlierWarning],
] as const;

/** Limits are compared after merging: defaults, then the common ones, then the tenant's own. */
export function findLimitProblems(seen: Seen): PathProblem[] {
  const common = pickNumbers(valueAt(["thresholds"], seen.data));
  const scopes: { at: PropertyKey[]; own: Partial<Thresholds>; merged: Thresholds }[] = [
    { at: ["thresholds"], own: common, merged: { ...defaultThresholds, ...common } },
    ...tenantsOf(seen).map((tenant, index) => {
      const own = pickNumbers(tenant.thresholds);
      return {
        at: ["tenants", index, "thresholds"],
        own,
        merged: { ...defaultThresholds, ...common, ...own },
      };
    }),
  ];
  return scopes.flatMap(({ at, own, merged }) =>
    ordered.flatMap(([less, more, remedy]) => {
      // A scope that sets neither is not where the mistake is.
      if (!(less in own || more in own) || merged[less] <= merged[more]) return [];
      const blamed = less in own ? less : more;
      return [
        {
          at: [...at, blamed],
          value: showValue([...at, blamed], seen),
          problem:
            blamed === less
              ? `is more than ${more} (${showOther(more)})`
              : `is less than ${less} (${showOther(less)})`,
          remedy,
        },
      ];
      function showOther(name: keyof Thresholds): string {
        const places: PropertyKey[][] = [
          [...at, name],
          ["thresholds", name],
        ];
        const shown = places.map((place) => showValue(place, seen)).find((text) => text !== missingValue);
        return shown ?? `${merged[name]} by default`;
      }
    }),
  );
}

function pickNumbers(value: unknown): Partial<Thresholds> {
  if (!isMapping(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([, limit]) => typeof limit === "number"));
}
