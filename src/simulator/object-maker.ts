/** In: what a test says about a new directory object. Out: the object, with all that it left unsaid. */
import type { Instant } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";
import type { SimulatedContact, SimulatedGroup, SimulatedUser, UserRange } from "./directory-objects.ts";
import { guidFrom } from "./graph-values.ts";
import { personOf } from "./people.ts";

export interface UserOptions {
  displayName?: string | null;
  /** Left out: the on-premises name where its suffix is a verified domain, else its prefix at the initial domain. */
  userPrincipalName?: string;
  onPremisesUserPrincipalName?: string | null;
  synced?: boolean;
  mail?: string | null;
  proxyAddresses?: string[];
}

export interface GroupOptions {
  displayName?: string | null;
  mail?: string | null;
  /** Left out: true where a mail address is given. */
  mailEnabled?: boolean;
  synced?: boolean;
}

export interface ContactOptions {
  displayName?: string | null;
  mail?: string | null;
  synced?: boolean;
}

export interface DirectoryOptions {
  clock: Clock;
  tenantId: string;
  /** Where people's addresses are. */
  domain: string;
  initialDomain: string;
  isVerified(domain: string): boolean;
}

export interface ObjectMaker {
  user(given: UserOptions): SimulatedUser;
  group(given: GroupOptions): SimulatedGroup;
  contact(given: ContactOptions): SimulatedContact;
  range(count: number, conflictEvery: number): UserRange;
}

export function createObjectMaker(options: DirectoryOptions): ObjectMaker {
  const { clock, tenantId, domain, initialDomain, isVerified } = options;
  let serial = 0;

  /** Every object has its own number, and with it its own id and name. */
  function take(kind: string, count = 1) {
    const number = serial;
    serial += count;
    return { number, id: guidFrom(`${kind} ${number} ${tenantId}`), createdAt: clock.now() };
  }

  return {
    user(given) {
      const { synced = true } = given;
      const { number, id, createdAt } = take("user");
      const { displayName, prefix } = personOf(number);
      const names = signInNames(given, `${prefix}@${synced ? domain : initialDomain}`);
      const mail = given.mail === undefined ? names.userPrincipalName : given.mail;
      return {
        kind: "user",
        ...sharedMembers({ id, createdAt, synced, mail }),
        ...names,
        displayName: given.displayName === undefined ? displayName : given.displayName,
        ...(given.proxyAddresses ? { proxyAddresses: given.proxyAddresses } : {}),
      };
    },
    group(given) {
      const { mailEnabled = typeof given.mail === "string", synced = true } = given;
      const { number, id, createdAt } = take("group");
      const mail = given.mail ?? (mailEnabled ? `group-${number}@${domain}` : null);
      const displayName = given.displayName === undefined ? `Group ${number}` : given.displayName;
      return { kind: "group", ...sharedMembers({ id, createdAt, synced, mail }), displayName, mailEnabled };
    },
    contact(given) {
      const { number, id, createdAt } = take("contact");
      const person = personOf(number);
      const mail = given.mail === undefined ? `${person.prefix}@partner.example` : given.mail;
      const displayName = given.displayName === undefined ? person.displayName : given.displayName;
      return {
        kind: "contact",
        ...sharedMembers({ id, createdAt, synced: given.synced ?? true, mail }),
        displayName,
      };
    },
    range(count, conflictEvery) {
      const { number, id, createdAt } = take("users", count);
      return {
        firstSerial: number,
        idPrefix: id.slice(0, 23),
        domain,
        initialDomain,
        createdAt,
        conflictEvery,
      };
    },
  };

  function signInNames(given: UserOptions, usual: string) {
    const { synced = true, onPremisesUserPrincipalName: asked } = given;
    const userPrincipalName = given.userPrincipalName ?? signInNameOf(asked ?? usual);
    const onPremisesUserPrincipalName = asked === undefined && synced ? userPrincipalName : (asked ?? null);
    return { userPrincipalName, onPremisesUserPrincipalName };
  }

  /** Entra ID moves a name whose suffix it doesn't know to the initial domain. */
  function signInNameOf(wanted: string): string {
    const [prefix = "", suffix = ""] = wanted.split("@");
    return isVerified(suffix) ? wanted : `${prefix}@${initialDomain}`;
  }
}

function sharedMembers(given: { id: string; createdAt: Instant; synced: boolean; mail: string | null }) {
  const { mail } = given;
  return {
    ...given,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    conflicts: [],
    serviceErrors: [],
  };
}
