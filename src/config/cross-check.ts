/**
 * Rules that no single value can break: unique tenants, ordered limits, parts that are reserved for later.
 * In: the data as it stands, right or wrong, so that these are told together with everything else. Out: problems, warnings.
 */
import { defaultThresholds, type Thresholds } from "../domain/thresholds.ts";
import { type Seen, showValue } from "./explain-issue.ts";
import { isGuid } from "./fields.ts";
import { isMapping, valueAt } from "./json-schema.ts";
import { hiddenValue, missingValue, secretValue } from "./problem.ts";
import type { PathProblem } from "./substitute.ts";

export function findCrossProblems(seen: Seen): PathProblem[] {
  return [
    ...findReservedTransport(seen),
    ...findReservedAuth(seen),
    ...findDuplicates("name", seen),
    ...findDuplicates("tenantId", seen),
    ...findDisorder(seen),
  ];
}

export function findWarnings(seen: Seen): PathProblem[] {
  return [...warnSecretIds(seen), ...warnClearPassword(seen), ...warnNobody(seen)];
}

function tenantsOf({ data }: Seen): Record<string, unknown>[] {
  const list = valueAt(["tenants"], data);
  return Array.isArray(list) ? list.map((tenant) => (isMapping(tenant) ? tenant : {})) : [];
}

function findReservedTransport(seen: Seen): PathProblem[] {
  const at = ["mail", "transport", "type"];
  if (valueAt(at, seen.data) !== "graph") return [];
  return [{ at, value: showValue(at, seen), problem: "is not in this version", remedy: "Use type: smtp." }];
}

function findReservedAuth(seen: Seen): PathProblem[] {
  const at = ["mail", "transport", "auth"];
  const auth = valueAt(at, seen.data);
  const words = isMapping(auth) ? [...Object.keys(auth), auth.type] : [auth];
  const names = ["xoauth2", "oauth2", "accessToken", "refreshToken"];
  const asked = words.some((word) => names.some((name) => String(word).toLowerCase() === name.toLowerCase()));
  if (!asked) return [];
  const remedy = "Use auth with user and password, or a relay that trusts this host.";
  return [{ at, value: hiddenValue, problem: "asks for xoauth2, which is not in this version", remedy }];
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
function findDisorder(seen: Seen): PathProblem[] {
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

/** The portal shows a secret's id beside its value, and the id is what gets copied. */
function warnSecretIds(seen: Seen): PathProblem[] {
  return tenantsOf(seen).flatMap((_, index) => {
    const at = ["tenants", index, "credential", "clientSecret"];
    const secret = valueAt(at, seen.data);
    if (typeof secret !== "string" || !isGuid(secret)) return [];
    const remedy = "Copy the column Value, which is shown only once; make a new secret if it is gone.";
    return [{ at, value: secretValue, problem: "looks like the id of a secret, not its value", remedy }];
  });
}

function warnClearPassword(seen: Seen): PathProblem[] {
  const at = ["mail", "transport", "tls"];
  const auth = valueAt(["mail", "transport", "auth"], seen.data);
  if (valueAt(at, seen.data) !== "none" || auth === undefined) return [];
  const remedy = "Use starttls or tls, unless the server is on this host.";
  return [{ at, value: showValue(at, seen), problem: "sends the mail password in clear text", remedy }];
}

function warnNobody(seen: Seen): PathProblem[] {
  const list = tenantsOf(seen);
  if (list.length === 0 || list.some((tenant) => tenant.enabled !== false)) return [];
  const problem = "has no tenant that is enabled; nothing will be polled";
  return [
    { at: ["tenants"], value: showValue(["tenants"], seen), problem, remedy: "Enable at least one tenant." },
  ];
}
