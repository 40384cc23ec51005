/** Scenarios about synchronized users, groups and contacts. */
import { day, hour, minute } from "../../domain/instant.ts";
import type { Scenario } from "./scenario.ts";

const directoryReaders = ["User.Read.All", "Group.Read.All", "OrgContact.Read.All"];
const quarterly = { stepMs: 15 * minute, steps: 4 } as const;
const hourly = { stepMs: hour, steps: 4 } as const;
const daily = { stepMs: day, steps: 3 } as const;

export const objectScenarios: readonly Scenario[] = [
  {
    name: "object-errors",
    finding: "object-errors",
    title: "A new user has the sign-in name of another, and two groups share an address.",
    strike: ({ tenant: { directory, name } }) => {
      const user = directory.addUser({
        displayName: "Mara Lindt",
        userPrincipalName: `mara.lindt@${name}.example`,
      });
      directory.conflict(user, { property: "UserPrincipalName", value: `mara.lindt@${name}.example` });
      const group = directory.addGroup({ displayName: "Sales Europe", mail: `sales-europe@${name}.example` });
      directory.conflict(group, { property: "ProxyAddresses", value: `SMTP:sales@${name}.example` });
    },
    mend: ({ tenant: { directory } }) => directory.clearConflicts(),
    nearMiss: {
      title: "A user whose name only looks as if it had been parked.",
      strike: ({ tenant: { directory, name, initialDomain } }) => {
        directory.addUser({
          displayName: "Room 1234",
          userPrincipalName: `room1234@${initialDomain}`,
          onPremisesUserPrincipalName: `room1234@${name}.example`,
        });
      },
    },
    seenWith: directoryReaders,
    ...quarterly,
  },
  {
    name: "service-provisioning-errors",
    finding: "service-provisioning-errors",
    title: "Exchange Online can't take a synchronized user over.",
    strike: ({ tenant: { directory, name } }) => {
      const user = directory.addUser({
        displayName: "Omar Haddad",
        userPrincipalName: `omar@${name}.example`,
      });
      directory.failService(user, { service: "exchange/EURP189-005" });
    },
    mend: ({ tenant: { directory } }) => directory.clearServiceErrors(),
    nearMiss: {
      title: "An error of a service that is resolved already.",
      strike: ({ tenant: { directory, name } }) => {
        const user = directory.addUser({
          displayName: "Omar Haddad",
          userPrincipalName: `omar@${name}.example`,
        });
        directory.failService(user, { service: "SharePoint/Dublin", resolved: true });
      },
    },
    seenWith: directoryReaders,
    ...hourly,
  },
  {
    name: "synced-objects-drop",
    finding: "synced-objects-drop",
    title: "An organizational unit falls out of scope: 60 of 1,024 users are gone.",
    prepare: ({ tenant }) => tenant.directory.addUsers(1_000),
    strike: ({ tenant }) => {
      tenant.directory.removeSyncedUsers(60);
    },
    mend: ({ tenant }) => tenant.directory.addUsers(60),
    nearMiss: {
      title: "A busy day: 40 of 1,024 users leave.",
      prepare: ({ tenant }) => tenant.directory.addUsers(1_000),
      strike: ({ tenant }) => {
        tenant.directory.removeSyncedUsers(40);
      },
    },
    seenWith: directoryReaders,
    ...hourly,
  },
  {
    name: "unroutable-upn",
    finding: "unroutable-upn",
    title: "A user comes from a domain that nobody can verify.",
    strike: ({ tenant: { directory, initialDomain } }) => {
      directory.addUser({
        displayName: "Jan Visser",
        userPrincipalName: `jan.visser@${initialDomain}`,
        onPremisesUserPrincipalName: "jan.visser@corp.local",
      });
    },
    mend: ({ tenant: { directory } }) => {
      directory.removeSyncedUsers(1);
    },
    nearMiss: {
      title: "A user who was parked for a conflict: that is told as an object error.",
      strike: ({ tenant: { directory, name } }) => {
        const user = directory.addUser({
          displayName: "Mara Lindt",
          userPrincipalName: `mara.lindt@${name}.example`,
          onPremisesUserPrincipalName: "mara.lindt@corp.local",
        });
        directory.conflict(user, { property: "UserPrincipalName", value: `mara.lindt@${name}.example` });
      },
    },
    seenWith: directoryReaders,
    ...daily,
  },
  {
    name: "orphaned-synced-objects",
    finding: "orphaned-synced-objects",
    title: "Synchronization was switched off long ago, and an object still carries its mark.",
    prepare: ({ tenant, clock }) => {
      tenant.setSyncEnabled(false);
      tenant.setLastSync(clock.now() - 90 * day);
      tenant.setLastPasswordSync(clock.now() - 90 * day);
      removeSyncedObjects(tenant);
    },
    strike: ({ tenant: { directory, name } }) => {
      directory.addUser({ displayName: "Old Account", userPrincipalName: `old@${name}.example` });
    },
    mend: ({ tenant: { directory } }) => {
      directory.removeSyncedUsers(1);
    },
    nearMiss: {
      title: "Synchronization was switched off long ago; every object became a cloud object.",
      prepare: ({ tenant, clock }) => {
        tenant.setSyncEnabled(false);
        tenant.setLastSync(clock.now() - 90 * day);
        tenant.setLastPasswordSync(clock.now() - 90 * day);
        removeSyncedObjects(tenant);
      },
      strike: ({ tenant: { directory, name } }) => {
        directory.addUser({
          displayName: "New Account",
          userPrincipalName: `new@${name}.example`,
          synced: false,
        });
      },
    },
    seenWith: directoryReaders,
    ...hourly,
  },
  {
    name: "group-name-empty",
    finding: "group-name-empty",
    title: "A mail-enabled group arrives without a display name.",
    strike: ({ tenant: { directory, name } }) => {
      directory.addGroup({ displayName: null, mail: `team@${name}.example`, mailEnabled: true });
    },
    mend: ({ tenant: { directory } }) => {
      for (const group of [...directory.groups.singles()])
        if (group.displayName === null) directory.remove(group);
    },
    nearMiss: {
      title: "A group without a display name that has no mail.",
      strike: ({ tenant: { directory } }) => {
        directory.addGroup({ displayName: null, mailEnabled: false });
      },
    },
    seenWith: ["Group.Read.All"],
    ...daily,
  },
];

function removeSyncedObjects({ directory }: Parameters<Scenario["strike"]>[0]["tenant"]): void {
  directory.removeSyncedUsers(Number.POSITIVE_INFINITY);
  for (const object of [...directory.groups.singles(), ...directory.contacts.singles()])
    directory.remove(object);
}
