/**
 * Rules that no single value can break: unique tenants, ordered limits, parts that are reserved for later.
 * In: the data as it stands, right or wrong, so that these are told together with everything else. Out: problems, warnings.
 */
import { defaultThresholds, type Thresholds } from "../domain/thresholds.ts";
import { nearestName } from "../util/nearest-name.ts";
import { type Seen, showValue } from "./explain-issue.ts";
import { isGuid } from "./fields.ts";
import { isMapping, valueAt } from "./json-schema.ts";
import { missingValue, secretValue } from "./problem.ts";
import type { PathProblem } from "./substitute.ts";

export function findCrossProblems(seen: Seen): PathProblem[] {
  return [
    ...signInPlaces.flatMap((at) => findSignInProblem(at, seen)),
    ...findUnknownTenants(seen),
    ...findDuplicateNames("channels", "Give each channel a name of its own.", seen),
    ...findDuplicateNames("maintenance", "Give each window a name of its own.", seen),
    ...findEndlessWindows(seen),
    ...findDuplicates("name", seen),
    ...findDuplicates("tenantId", seen),
    ...findDisorder(seen),
  ];
}

export function findWarnings(seen: Seen): PathProblem[] {
  return [
    ...warnSecretIds(seen),
    ...warnClearPassword(seen),
    ...warnClearUrls(seen),
    ...warnDeadLink(seen),
    ...warnNobody(seen),
  ];
}

function tenantsOf({ data }: Seen): Record<string, unknown>[] {
  const list = valueAt(["tenants"], data);
  return Array.isArray(list) ? list.map((tenant) => (isMapping(tenant) ? tenant : {})) : [];
}

const signInPlaces: PropertyKey[][] = [
  ["mail", "transport"],
  ["mail", "transport", "auth"],
  ["mail", "fallback", "transport"],
  ["mail", "fallback", "transport", "auth"],
];

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

function listAt(at: PropertyKey[], { data }: Seen): unknown[] {
  const list = valueAt(at, data);
  return Array.isArray(list) ? list : [];
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

function findEndlessWindows(seen: Seen): PathProblem[] {
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
  return [
    ["mail", "transport"],
    ["mail", "fallback", "transport"],
  ].flatMap((transport) => {
    const at = [...transport, "tls"];
    const auth = valueAt([...transport, "auth"], seen.data);
    if (valueAt(at, seen.data) !== "none" || auth === undefined) return [];
    const remedy = "Use starttls or tls, unless the server is on this host.";
    return [{ at, value: showValue(at, seen), problem: "sends the mail password in clear text", remedy }];
  });
}

/** Without an encrypted way anyone between can read the alerts, and in most cases the secret in the address. */
function warnClearUrls(seen: Seen): PathProblem[] {
  const places: PropertyKey[][] = [
    ...listAt(["channels"], seen).map((_, index) => ["channels", index, "url"]),
    ["heartbeat", "url"],
    ["heartbeat", "failUrl"],
  ];
  return places.flatMap((at) => {
    const url = valueAt(at, seen.data);
    if (typeof url !== "string" || !/^http:\/\//i.test(url)) return [];
    const remedy = "Use https, unless it is on this host or inside a trusted network.";
    return [{ at, value: secretValue, problem: "is not encrypted", remedy }];
  });
}

/** The link in a mail leads to the status page: without one there is none. */
function warnDeadLink(seen: Seen): PathProblem[] {
  const at = ["status", "publicUrl"];
  if (valueAt(at, seen.data) === undefined || valueAt(["status", "listen"], seen.data) !== "off") return [];
  const remedy = "Set status.listen, or leave publicUrl out.";
  return [{ at, value: showValue(at, seen), problem: "leads nowhere, because status.listen is off", remedy }];
}

function warnNobody(seen: Seen): PathProblem[] {
  const list = tenantsOf(seen);
  if (list.length === 0 || list.some((tenant) => tenant.enabled !== false)) return [];
  const problem = "has no tenant that is enabled; nothing will be polled";
  return [
    { at: ["tenants"], value: showValue(["tenants"], seen), problem, remedy: "Enable at least one tenant." },
  ];
}
