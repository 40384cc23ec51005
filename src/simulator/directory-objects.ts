/** The objects of a simulated directory, as a test sees and changes them, and ranges of users that are made when looked at. */
import type {
  OnPremisesProvisioningError,
  ServiceProvisioningXmlError,
} from "@microsoft/microsoft-graph-types";
import type { Instant } from "../domain/instant.ts";
import { toGraphTicks } from "./graph-values.ts";
import { personOf } from "./people.ts";

/** Graph sends the type along, because other kinds of error may come in the same list. */
export type ServiceError = ServiceProvisioningXmlError & { "@odata.type": string };

interface SharedMembers {
  id: string;
  displayName: string | null;
  mail: string | null;
  proxyAddresses: string[];
  /** True: `onPremisesSyncEnabled` true. False: it says null, as for objects that were made in the cloud. */
  synced: boolean;
  conflicts: OnPremisesProvisioningError[];
  serviceErrors: ServiceError[];
  createdAt: Instant;
}

export interface SimulatedUser extends SharedMembers {
  readonly kind: "user";
  userPrincipalName: string;
  /** What Active Directory says; null for users made in the cloud. */
  onPremisesUserPrincipalName: string | null;
}

export interface SimulatedGroup extends SharedMembers {
  readonly kind: "group";
  mailEnabled: boolean;
}

export interface SimulatedContact extends SharedMembers {
  readonly kind: "contact";
}

export type SimulatedObject = SimulatedUser | SimulatedGroup | SimulatedContact;

/** Many synced users, made from their index. */
export interface UserRange {
  readonly firstSerial: number;
  /** The first four groups of every id; the last group is the user's own. */
  readonly idPrefix: string;
  readonly domain: string;
  readonly initialDomain: string;
  readonly createdAt: Instant;
  /** Every so many-eth has a UserPrincipalName conflict; 0: none. */
  conflictEvery: number;
}

export function userOfRange(range: UserRange, index: number): SimulatedUser {
  const { prefix, displayName } = personOf(range.firstSerial + index);
  const address = `${prefix}@${range.domain}`;
  const conflicted = range.conflictEvery > 0 && (index + 1) % range.conflictEvery === 0;
  return {
    kind: "user",
    id: `${range.idPrefix}-${index.toString(16).padStart(12, "0")}`,
    displayName,
    userPrincipalName: conflicted
      ? parkedName(address, range.firstSerial + index, range.initialDomain)
      : address,
    onPremisesUserPrincipalName: address,
    mail: address,
    proxyAddresses: [`SMTP:${address}`],
    synced: true,
    conflicts: conflicted ? [conflictOf("UserPrincipalName", address, range.createdAt)] : [],
    serviceErrors: [],
    createdAt: range.createdAt,
  };
}

/** Where Entra ID puts a user whose sign-in name is taken: `<prefix>+<4 digits>@<initial domain>`. */
export function parkedName(wanted: string, seed: number, initialDomain: string): string {
  const prefix = wanted.split("@")[0] ?? wanted;
  return `${prefix}+${1_000 + ((seed * 7_919) % 9_000)}@${initialDomain}`;
}

export function conflictOf(property: string, value: string, at: Instant): OnPremisesProvisioningError {
  return {
    value,
    category: "PropertyConflict",
    propertyCausingError: property,
    occurredDateTime: toGraphTicks(at),
  };
}

/** The shape of Exchange's XML, with the marks that Microsoft's services put around personal values. */
export function exchangeErrorXml(service: string, address: string): string {
  const description = `The proxy address "SMTP:<pii>${address}</pii>" is already being used by another recipient.`;
  return [
    `<ServiceInstance><Name>${service}</Name><ObjectErrors><ErrorRecord><ErrorCode>ExB10BE9</ErrorCode>`,
    `<ErrorParameters><ErrorParameter><pii>${address}</pii></ErrorParameter></ErrorParameters>`,
    `<ErrorDescription>${description}</ErrorDescription></ErrorRecord></ObjectErrors></ServiceInstance>`,
  ].join("");
}
