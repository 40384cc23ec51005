/** Scenarios about Cloud Sync's provisioning jobs. */
import { minute } from "../../domain/instant.ts";
import { addConfiguration, atOnce, cloudSyncTenant, configurationOf, type Scenario } from "./scenario.ts";

const common = {
  tenant: cloudSyncTenant,
  prepare: addConfiguration,
  seenWith: ["Synchronization.Read.All"],
  mend: (stage) => configurationOf(stage).provisioning.succeed(),
  ...atOnce,
} as const satisfies Partial<Scenario>;

const noAgent = {
  code: "HybridIdentityServiceNoActiveAgents",
  message: "We were unable to find an active agent for the domain you are trying to sync.",
  tenantActionable: true,
};

export const jobScenarios: readonly Scenario[] = [
  {
    ...common,
    name: "job-quarantine",
    finding: "job-quarantine",
    title: "No provisioning agent answers: Microsoft puts the job into quarantine.",
    strike: (stage) =>
      configurationOf(stage).provisioning.quarantine({
        reason: "EncounteredQuarantineException",
        error: noAgent,
      }),
    nearMiss: {
      title: "A run fails, but the job is not in quarantine.",
      tenant: cloudSyncTenant,
      prepare: addConfiguration,
      strike: (stage) => configurationOf(stage).provisioning.fail(noAgent),
    },
  },
  {
    ...common,
    name: "job-delete-threshold",
    finding: "job-delete-threshold",
    title: "A run would delete more objects than the threshold allows.",
    strike: (stage) => configurationOf(stage).provisioning.quarantine({ reason: "TooManyDeletes" }),
    nearMiss: {
      title: "A quarantine for another reason.",
      tenant: cloudSyncTenant,
      prepare: addConfiguration,
      strike: (stage) => configurationOf(stage).provisioning.quarantine({ reason: "Unknown" }),
    },
  },
  {
    ...common,
    name: "job-failing",
    finding: "job-failing",
    title: "The job's runs fail.",
    strike: (stage) => configurationOf(stage).provisioning.fail(noAgent),
    nearMiss: {
      title: "The runs succeed, some objects in them do not.",
      tenant: cloudSyncTenant,
      prepare: addConfiguration,
      strike: (stage) => configurationOf(stage).provisioning.failEntries(2),
    },
  },
  {
    ...common,
    name: "job-entry-errors",
    finding: "job-entry-errors",
    title: "Three objects can't be written; the log says which and why, the job itself counts as well.",
    strike: (stage) => {
      const { provisioning } = configurationOf(stage);
      provisioning.failEntries(3);
      for (const [objectName, code] of [
        ["Mara Lindt", "AzureActiveDirectoryDuplicateObject"],
        ["Omar Haddad", "AzureActiveDirectoryDuplicateObject"],
        ["Sales Europe", "MandatoryFieldsMissing"],
      ] as const) {
        const reason = "StatusCode: Conflict Message: another object has this value already.";
        stage.tenant.provisioningLog.fail(provisioning, { objectId: objectName, objectName, code, reason });
      }
    },
    mend: (stage) => {
      const { provisioning } = configurationOf(stage);
      provisioning.succeed();
      for (const objectName of ["Mara Lindt", "Omar Haddad", "Sales Europe"]) {
        stage.tenant.provisioningLog.succeed(provisioning, { objectId: objectName, objectName });
      }
    },
    nearMiss: {
      title: "Another app's provisioning fails on an object; no Cloud Sync job does.",
      tenant: cloudSyncTenant,
      prepare: addConfiguration,
      strike: ({ tenant }) => {
        tenant.provisioningLog.failOther({
          objectName: "Mara Lindt",
          code: "EntryConflict",
          reason: "conflict",
        });
      },
    },
  },
  {
    ...common,
    name: "job-stalled",
    finding: "job-stalled",
    title: "The job calls itself active, and does not run any more.",
    strike: (stage) => configurationOf(stage).provisioning.stall(),
    nearMiss: {
      title: "The password hash job is switched off, as in many tenants.",
      tenant: cloudSyncTenant,
      prepare: ({ tenant }) => {
        tenant.addCloudSyncConfiguration({ domain: `corp.${tenant.name}.example`, passwordHash: false });
      },
    },
    stepMs: 30 * minute,
    steps: 4,
  },
  {
    ...common,
    name: "job-paused",
    finding: "job-paused",
    title: "Somebody pauses the job.",
    strike: (stage) => configurationOf(stage).provisioning.pause(),
    nearMiss: {
      title: "The job is there and has not run yet.",
      tenant: cloudSyncTenant,
      prepare: addConfiguration,
      strike: (stage) => configurationOf(stage).passwordHash.reset("not-run"),
    },
  },
];
