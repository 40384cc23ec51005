/**
 * In: the tenant's verified domains, and the synchronized users on its initial one. Out: those who are there because
 * the suffix they have on-premises is no verified domain. Where the initial domain is known from an earlier look, both
 * are asked for at the same time.
 */
import type { UnroutableUser } from "../../domain/synced-object.ts";
import type { GraphReader } from "../../graph/client.ts";
import { GraphFault } from "../../graph/fault.ts";
import { blindByParts, type FailedPart } from "../blind.ts";
import { organizationPath, readOrganization } from "../organization/schema.ts";
import type { Probe, ProbeContext } from "../probe.ts";
import { quote } from "../query.ts";
import { readRow } from "../rows.ts";
import {
  createCollector,
  objectFacts,
  permissionToRead,
  searchObjects,
  syncedFilter,
} from "../synced-objects.ts";
import { SyncedUser } from "./schema.ts";

const maxUsers = 10_000;
const organizationPermission = "Organization.Read.All";
const select = [
  "id",
  "displayName",
  "userPrincipalName",
  "onPremisesUserPrincipalName",
  "onPremisesProvisioningErrors",
];

/** All in lower case. */
interface Domains {
  initial: string;
  verified: ReadonlySet<string>;
}

export const domainsProbe: Probe = {
  id: "domains",
  permissions: [
    { name: organizationPermission, instead: ["Directory.Read.All"], reads: "the verified domains" },
    permissionToRead("user", "the sign-in names"),
  ],
  findings: ["unroutable-upn"],
  licence: null,
  notIn: [],
  async look(context) {
    const expected = context.memory.profile.initialDomain?.toLowerCase() ?? null;
    const asked = readDomains(context.graph);
    const early = expected === null ? null : findUnroutable(context, expected, asked);
    const [domains, ahead] = await Promise.allSettled([asked, early]);
    if (domains.status === "rejected") {
      const failed: FailedPart = { thrown: domains.reason, permission: organizationPermission };
      // Without the domains no user can be judged: that alone is no failure of the users'.
      const others = ahead.status === "rejected" && ahead.reason !== domains.reason ? [ahead.reason] : [];
      return [blindByParts("domains", ["unroutable-users"], [failed, ...others.map(toFailedUsers)])];
    }
    const { initial } = domains.value;
    try {
      const inTime = expected === initial ? early : null;
      const users = await (inTime ?? findUnroutable(context, initial, asked));
      return [{ kind: "unroutable-users", users: users.items, truncated: users.isTruncated() }];
    } catch (thrown) {
      return [blindByParts("domains", ["unroutable-users"], [toFailedUsers(thrown)])];
    }
  },
};

function toFailedUsers(thrown: unknown): FailedPart {
  return { thrown, permission: objectFacts.user.permission };
}

async function readDomains(graph: GraphReader): Promise<Domains> {
  const { verifiedDomains } = readOrganization(await graph.get("v1.0", organizationPath));
  const initial = verifiedDomains.find(({ isInitial }) => isInitial)?.name?.toLowerCase();
  if (initial === undefined) {
    throw new GraphFault({
      // Every tenant has one, and it is in this answer even without rights: a Graph that leaves it out won't say it.
      reason: "unsupported",
      detail: "organization: answered without an initial domain",
    });
  }
  return { initial, verified: new Set(verifiedDomains.flatMap(({ name }) => name?.toLowerCase() ?? [])) };
}

/** The question goes out at once; what comes back is judged when the domains are there. */
async function findUnroutable(context: ProbeContext, initial: string, domains: Promise<Domains>) {
  const users = createCollector<UnroutableUser>(maxUsers);
  const filter = `${syncedFilter} and endsWith(userPrincipalName,${quote(`@${initial}`)})`;
  for await (const page of searchObjects(context, { type: "user", filter, select, advanced: true })) {
    const actual = await domains;
    if (actual.initial !== initial) break;
    for (const raw of page) {
      const user = toUnroutableUser(readRow(SyncedUser, raw, "users"), actual);
      if (user) users.add(user.id, [user]);
    }
    if (users.isTruncated()) break;
  }
  return users;
}

function toUnroutableUser(row: SyncedUser, { initial, verified }: Domains): UnroutableUser | null {
  const { id, displayName, userPrincipalName, onPremisesUserPrincipalName } = row;
  if (userPrincipalName === null || suffixOf(userPrincipalName) !== initial) return null;
  const suffix = suffixOf(onPremisesUserPrincipalName);
  if (onPremisesUserPrincipalName === null || suffix === null || verified.has(suffix)) return null;
  if (isParked(row)) return null;
  return { id, displayName, userPrincipalName, onPremisesUserPrincipalName };
}

/** A conflict also moves a user to the initial domain; `object-errors` tells of it. */
function isParked({ onPremisesProvisioningErrors }: SyncedUser): boolean {
  return onPremisesProvisioningErrors.some(
    ({ category, propertyCausingError }) =>
      category?.toLowerCase() === "propertyconflict" && propertyCausingError === "UserPrincipalName",
  );
}

/** In lower case; null where there is none to judge by. */
function suffixOf(name: string | null): string | null {
  const at = name?.lastIndexOf("@") ?? -1;
  return name === null || at < 0 || at === name.length - 1 ? null : name.slice(at + 1).toLowerCase();
}
