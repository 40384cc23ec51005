/** Scenarios about synchronization as a whole: its switch, its dates, passwords, and our own sight. */
import { day, minute } from "../../domain/instant.ts";
import { addConfiguration, atOnce, cloudSyncTenant, type Scenario } from "./scenario.ts";

const half = { stepMs: 30 * minute, steps: 6 } as const;

export const syncScenarios: readonly Scenario[] = [
  {
    name: "sync-stale",
    finding: "sync-stale",
    title: "The Entra Connect scheduler stands still.",
    strike: ({ tenant }) => tenant.stopSync(),
    mend: ({ tenant }) => tenant.resumeSync(),
    nearMiss: {
      title: "The organization's date is months old, and Cloud Sync jobs do the work.",
      tenant: cloudSyncTenant,
      prepare: (stage) => {
        addConfiguration(stage);
        stage.tenant.setLastSync(stage.clock.now() - 60 * day);
      },
    },
    seenWith: ["Organization.Read.All"],
    ...half,
  },
  {
    name: "sync-disabled",
    finding: "sync-disabled",
    title: "Somebody switches directory synchronization off.",
    strike: ({ tenant }) => tenant.setSyncEnabled(null),
    mend: ({ tenant }) => tenant.setSyncEnabled(true),
    nearMiss: { title: "A tenant that never synchronized.", tenant: { syncEnabled: null } },
    seenWith: ["Organization.Read.All"],
    ...atOnce,
  },
  {
    name: "password-hash-sync-stale",
    finding: "password-hash-sync-stale",
    title: "Password hashes stop arriving, objects go on.",
    strike: ({ tenant }) => tenant.stopPasswordSync(),
    mend: ({ tenant }) => tenant.resumePasswordSync(),
    nearMiss: {
      title: "A tenant that never used password hash synchronization.",
      tenant: { passwordHashSync: false },
    },
    seenWith: ["Organization.Read.All"],
    ...half,
  },
  {
    name: "object-quota",
    finding: "object-quota",
    title: "The directory fills up to 91 percent of its quota.",
    strike: ({ tenant }) => {
      tenant.directorySize = { used: 273_000, total: 300_000 };
    },
    mend: ({ tenant }) => {
      tenant.directorySize = { used: 120_000, total: 300_000 };
    },
    nearMiss: {
      title: "The directory is 79.9 percent full.",
      strike: ({ tenant }) => {
        tenant.directorySize = { used: 239_700, total: 300_000 };
      },
    },
    seenWith: ["Organization.Read.All"],
    ...atOnce,
  },
  {
    name: "object-quota-full",
    finding: "object-quota",
    title: "The directory is full: synchronization can add nothing more.",
    strike: ({ tenant }) => {
      tenant.directorySize = { used: 300_000, total: 300_000 };
    },
    mend: ({ tenant }) => {
      tenant.directorySize = { used: 120_000, total: 500_000 };
    },
    nearMiss: {
      title: "A large directory with room to spare.",
      strike: ({ tenant }) => {
        tenant.directorySize = { used: 300_000, total: 500_000 };
      },
    },
    seenWith: ["Organization.Read.All"],
    ...atOnce,
  },
  {
    name: "notification-gap",
    finding: "notification-gap",
    title: "The technical contact is removed: nobody receives Microsoft's own mails.",
    strike: ({ tenant }) => {
      tenant.technicalNotificationMails = [];
    },
    mend: ({ tenant }) => {
      tenant.technicalNotificationMails = ["identity@partner.example"];
    },
    nearMiss: {
      title: "The technical contact is another one now.",
      strike: ({ tenant }) => {
        tenant.technicalNotificationMails = ["somebody-else@partner.example"];
      },
    },
    seenWith: ["Organization.Read.All"],
    stepMs: day,
    steps: 3,
  },
  {
    name: "delete-protection-off",
    finding: "delete-protection-off",
    title: "Entra Connect's protection against accidental deletes is switched off.",
    strike: ({ tenant }) => {
      tenant.deletionPrevention = { type: "disabled", threshold: 500 };
    },
    mend: ({ tenant }) => {
      tenant.deletionPrevention = { type: "enabledForCount", threshold: 500 };
    },
    nearMiss: {
      title: "The protection counts in percent.",
      strike: ({ tenant }) => {
        tenant.deletionPrevention = { type: "enabledForPercentage", threshold: 20 };
      },
    },
    seenWith: ["OnPremDirectorySynchronization.Read.All"],
    stepMs: day,
    steps: 3,
  },
  {
    name: "blind",
    finding: "blind",
    title: "An administrator withdraws the monitor's permission to read the organization.",
    strike: ({ tenant }) => {
      tenant.permissions.delete("Organization.Read.All");
    },
    mend: ({ tenant }) => {
      tenant.permissions.add("Organization.Read.All");
    },
    nearMiss: {
      title: "A permission that can be done without was never given.",
      prepare: ({ tenant }) => {
        tenant.permissions.delete("OnPremDirectorySynchronization.Read.All");
        tenant.permissions.delete("ServiceHealth.Read.All");
      },
    },
    seenWith: [],
    ...atOnce,
  },
  {
    name: "blind-tenant",
    finding: "blind",
    title: "The monitor's client secret expires: nothing of the tenant can be seen.",
    strike: ({ tenant }) => {
      tenant.revokeTokens();
      tenant.refuseToken({ code: 7000222 });
    },
    mend: ({ tenant }) => tenant.refuseToken(null),
    nearMiss: {
      title: "The sign-in service refuses one poll, then goes on.",
      strike: ({ tenant }) => {
        tenant.revokeTokens();
        tenant.refuseToken({ code: 90033, count: 2 });
      },
    },
    seenWith: [],
    ...atOnce,
  },
];
