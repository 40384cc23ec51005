/** In: verbs about users, groups and contacts of a tenant. Out: the objects that the directory routes answer from. */
import type { Instant } from "../domain/instant.ts";
import {
  conflictOf,
  exchangeErrorXml,
  parkedName,
  type ServiceError,
  type SimulatedContact,
  type SimulatedGroup,
  type SimulatedObject,
  type SimulatedUser,
  type UserRange,
  userOfRange,
} from "./directory-objects.ts";
import { toGraphSeconds } from "./graph-values.ts";
import { createObjectList, type ObjectList } from "./object-list.ts";
import {
  type ContactOptions,
  createObjectMaker,
  type DirectoryOptions,
  type GroupOptions,
  type UserOptions,
} from "./object-maker.ts";

export interface ConflictOptions {
  /** Documentation spells the second one in the singular too. */
  property: "UserPrincipalName" | "ProxyAddresses" | "ProxyAddress";
  value: string;
  at?: Instant;
}

export interface ServiceErrorOptions {
  /** As in `exchange/EURP189-005`. */
  service: string;
  detailXml?: string | null;
  at?: Instant;
  resolved?: boolean;
}

export interface Directory {
  readonly users: ObjectList<SimulatedUser>;
  readonly groups: ObjectList<SimulatedGroup>;
  readonly contacts: ObjectList<SimulatedContact>;
  addUser(options?: UserOptions): SimulatedUser;
  addGroup(options?: GroupOptions): SimulatedGroup;
  addContact(options?: ContactOptions): SimulatedContact;
  /** Synced users by the hundred thousand: they are made when somebody looks. */
  addUsers(count: number, options?: { conflictEvery?: number }): void;
  /** Entra ID holds this value back from the object: a sign-in name is parked, an address withheld. */
  conflict(object: SimulatedObject, options: ConflictOptions): void;
  /** Gives the value back; without an object, to everybody. */
  clearConflicts(object?: SimulatedObject): void;
  /** A service could not take the object over; the error that comes back is mutable. */
  failService(object: SimulatedObject, options: ServiceErrorOptions): ServiceError;
  clearServiceErrors(object?: SimulatedObject): void;
  /** False when it was gone already. */
  remove(object: SimulatedObject): boolean;
  /** The latest first; gives how many there were to take. */
  removeSyncedUsers(count: number): number;
}

export function createDirectory(options: DirectoryOptions): Directory {
  const { clock, domain, initialDomain } = options;
  const make = createObjectMaker(options);
  const users = createObjectList<SimulatedUser>();
  const groups = createObjectList<SimulatedGroup>();
  const contacts = createObjectList<SimulatedContact>();
  const ranges: UserRange[] = [];
  const conflicts = createConflicts(initialDomain);
  const everything = () => [...users.singles(), ...groups.singles(), ...contacts.singles()];

  return {
    users,
    groups,
    contacts,
    addUser: (given = {}) => users.add(make.user(given)),
    addGroup: (given = {}) => groups.add(make.group(given)),
    addContact: (given = {}) => contacts.add(make.contact(given)),
    addUsers(count, { conflictEvery = 0 } = {}) {
      const range = make.range(count, conflictEvery);
      ranges.push(range);
      users.addMany(count, (index) => userOfRange(range, index));
    },
    conflict: (object, given) => conflicts.add(object, { at: clock.now(), ...given }),
    clearConflicts(object) {
      for (const one of object ? [object] : everything()) conflicts.clear(one);
      if (!object) for (const range of ranges) range.conflictEvery = 0;
    },
    failService(object, { service, detailXml, at = clock.now(), resolved = false }) {
      const address = object.mail ?? `${object.id}@${domain}`;
      const error: ServiceError = {
        "@odata.type": "#microsoft.graph.serviceProvisioningXmlError",
        createdDateTime: toGraphSeconds(at),
        isResolved: resolved,
        serviceInstance: service,
        errorDetail: detailXml === undefined ? exchangeErrorXml(service, address) : detailXml,
      };
      object.serviceErrors.push(error);
      return error;
    },
    clearServiceErrors(object) {
      for (const one of object ? [object] : everything()) one.serviceErrors = [];
    },
    remove(object) {
      if (object.kind === "user") return users.remove(object);
      return object.kind === "group" ? groups.remove(object) : contacts.remove(object);
    },
    removeSyncedUsers: (count) => users.removeSynced(count),
  };
}

/** Conflicts take names and addresses from objects; this remembers which, to give them back. */
function createConflicts(initialDomain: string) {
  const before = new WeakMap<SimulatedObject, Partial<SimulatedUser>>();
  return {
    add(object: SimulatedObject, { property, value, at }: Required<ConflictOptions>) {
      const { proxyAddresses } = object;
      if (!before.has(object)) before.set(object, { proxyAddresses, ...namesOf(object) });
      object.conflicts.push(conflictOf(property, value, at));
      if (property !== "UserPrincipalName") {
        object.proxyAddresses = proxyAddresses.filter((address) => !isSameAddress(address, value));
      } else if (object.kind === "user") {
        const seed = Number.parseInt(object.id.slice(0, 6), 16);
        object.onPremisesUserPrincipalName = value;
        object.userPrincipalName = parkedName(value, seed, initialDomain);
      }
    },
    clear(object: SimulatedObject) {
      object.conflicts = [];
      Object.assign(object, before.get(object));
      before.delete(object);
    },
  };
}

function namesOf(object: SimulatedObject): Partial<SimulatedUser> {
  if (object.kind !== "user") return {};
  const { userPrincipalName, onPremisesUserPrincipalName } = object;
  return { userPrincipalName, onPremisesUserPrincipalName };
}

/** What every tenant begins with. Where sync is off it is all the cloud's own, as it is once Entra ID has let go. */
export function addFirstObjects(directory: Directory, { synced }: { synced: boolean }): void {
  for (let count = 0; count < 24; count += 1) directory.addUser({ synced });
  for (let count = 0; count < 2; count += 1) directory.addUser({ synced: false });
  for (const displayName of ["Finance", "Sales", "Engineering"]) {
    directory.addGroup({ displayName, mailEnabled: true, synced });
  }
  for (const displayName of ["VPN users", "Laptops", "Printers, second floor"]) {
    directory.addGroup({ displayName, synced });
  }
  for (let count = 0; count < 3; count += 1) directory.addContact({ synced });
}

/** `smtp:` and `SMTP:` are one address, and so is none of them. */
function isSameAddress(a: string, b: string): boolean {
  const bare = (address: string) => address.toLowerCase().replace(/^smtp:/, "");
  return bare(a) === bare(b);
}
