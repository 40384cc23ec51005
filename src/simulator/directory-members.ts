/** In: a simulated directory object. Out: the members of its Graph body, one function each, so only what is asked for is made. */
import type { Group, OrgContact, User } from "@microsoft/microsoft-graph-types";
import type {
  SimulatedContact,
  SimulatedGroup,
  SimulatedObject,
  SimulatedUser,
} from "./directory-objects.ts";
import { toGraphSeconds } from "./graph-values.ts";

type Members<Body, Item> = { [Name in keyof Body]?: (item: Item) => Body[Name] };
export type MemberTable<Item> = Record<string, (item: Item) => unknown>;

const sharedMembers = {
  id: (item) => item.id,
  deletedDateTime: () => null,
  displayName: (item) => item.displayName,
  mail: (item) => item.mail,
  mailNickname: (item) => item.mail?.split("@")[0] ?? null,
  proxyAddresses: (item) => item.proxyAddresses,
  onPremisesSyncEnabled: (item) => item.synced || null,
  onPremisesLastSyncDateTime: (item) => (item.synced ? toGraphSeconds(item.createdAt) : null),
  onPremisesProvisioningErrors: (item) => item.conflicts,
  serviceProvisioningErrors: (item) => item.serviceErrors,
} satisfies Members<User & Group & OrgContact, SimulatedObject>;

export const userMembers: MemberTable<SimulatedUser> = {
  ...sharedMembers,
  ...({
    accountEnabled: () => true,
    businessPhones: () => [],
    createdDateTime: (user) => toGraphSeconds(user.createdAt),
    department: () => null,
    givenName: (user) => user.displayName?.split(" ")[0] ?? null,
    surname: (user) => user.displayName?.split(" ").slice(1).join(" ") ?? null,
    jobTitle: () => null,
    mobilePhone: () => null,
    officeLocation: () => null,
    preferredLanguage: () => null,
    usageLocation: () => null,
    userPrincipalName: (user) => user.userPrincipalName,
    userType: () => "Member",
    onPremisesDistinguishedName: onPremises((user) => `CN=${user.displayName},OU=Users,${baseOf(user)}`),
    onPremisesDomainName: onPremises((user) => domainOf(user)),
    onPremisesImmutableId: onPremises((user) =>
      Buffer.from(user.id.replaceAll("-", ""), "hex").toString("base64"),
    ),
    onPremisesSamAccountName: onPremises((user) => user.onPremisesUserPrincipalName?.split("@")[0] ?? null),
    onPremisesSecurityIdentifier: onPremises(
      (user) => `S-1-5-21-1004336348-1177238915-682003330-${Number.parseInt(user.id.slice(-6), 16)}`,
    ),
    onPremisesUserPrincipalName: (user) => user.onPremisesUserPrincipalName,
  } satisfies Members<User, SimulatedUser>),
};

/** All that users say of themselves unless $select asks for more (graph/api/user-list). */
export const basicUserMembers = [
  "businessPhones",
  "displayName",
  "givenName",
  "jobTitle",
  "mail",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
  "id",
];

export const groupMembers: MemberTable<SimulatedGroup> = {
  ...sharedMembers,
  ...({
    createdDateTime: (group) => toGraphSeconds(group.createdAt),
    description: () => null,
    groupTypes: () => [],
    mailEnabled: (group) => group.mailEnabled,
    membershipRule: () => null,
    onPremisesDomainName: () => null,
    onPremisesNetBiosName: () => null,
    onPremisesSamAccountName: () => null,
    onPremisesSecurityIdentifier: () => null,
    renewedDateTime: (group) => toGraphSeconds(group.createdAt),
    securityEnabled: (group) => !group.mailEnabled,
    visibility: () => null,
  } satisfies Members<Group, SimulatedGroup>),
};

export const contactMembers: MemberTable<SimulatedContact> = {
  ...sharedMembers,
  ...({
    addresses: () => [],
    companyName: () => null,
    department: () => null,
    givenName: (contact) => contact.displayName?.split(" ")[0] ?? null,
    surname: (contact) => contact.displayName?.split(" ").slice(1).join(" ") ?? null,
    jobTitle: () => null,
    phones: () => [],
  } satisfies Members<OrgContact, SimulatedContact>),
};

function onPremises<Value>(read: (user: SimulatedUser) => Value) {
  return (user: SimulatedUser) => (user.synced ? read(user) : null);
}

function domainOf({ onPremisesUserPrincipalName }: SimulatedUser): string {
  return onPremisesUserPrincipalName?.split("@")[1] ?? "";
}

function baseOf(user: SimulatedUser): string {
  return domainOf(user)
    .split(".")
    .map((part) => `DC=${part}`)
    .join(",");
}
