/** GET /directory/onPremisesSynchronization: features and limits of Entra Connect; a collection by observation, an entity by documentation. */
import type {
  OnPremisesDirectorySynchronization,
  OnPremisesDirectorySynchronizationConfiguration,
} from "@microsoft/microsoft-graph-types-beta";
import { type Answer, jsonAnswer, notFound } from "../graph-answer.ts";
import { contextOf, pageOf } from "../paging.ts";
import { type GraphRequest, type Route, selectMembers } from "../route.ts";
import type { SimulatedTenant } from "../tenant.ts";

export const onPremisesSynchronizationRoutes: Route[] = [
  {
    match: /^\/directory\/onPremisesSynchronization(?:\/(?<id>[^/]+))?$/,
    // Apps can't have this at all by documentation; a report says that they can (maester issue 1108).
    permissions: ["OnPremDirectorySynchronization.Read.All"],
    cost: 1,
    answer: answerSynchronization,
  },
];

function answerSynchronization(request: GraphRequest): Answer {
  const { tenant, query, params } = request;
  const context = "directory/onPremisesSynchronization";
  const isEntity = params.id !== undefined || tenant.onPremisesSynchronizationShape === "entity";
  const rows = tenant.wasSynced ? [selectMembers({ ...bodyOf(request) }, query)] : [];
  if (!isEntity) return jsonAnswer(pageOf(request, context, rows));
  const isHere = params.id === undefined || params.id === tenant.tenantId;
  if (!isHere || !rows[0]) return notFound(params.id ?? "onPremisesSynchronization");
  return jsonAnswer({ "@odata.context": contextOf(request, `${context}/$entity`), ...rows[0] });
}

function bodyOf({ tenant, version }: GraphRequest): OnPremisesDirectorySynchronization {
  const { type, threshold } = tenant.deletionPrevention;
  const accidentalDeletionPrevention = { synchronizationPreventionType: type, alertThreshold: threshold };
  return {
    id: tenant.tenantId,
    configuration: {
      accidentalDeletionPrevention,
      ...(version === "beta" ? betaConfiguration(tenant) : {}),
    },
    features: {
      blockCloudObjectTakeoverThroughHardMatchEnabled: true,
      blockSoftMatchEnabled: true,
      bypassDirSyncOverridesEnabled: false,
      cloudPasswordPolicyForPasswordSyncedUsersEnabled: false,
      concurrentCredentialUpdateEnabled: false,
      concurrentOrgIdProvisioningEnabled: false,
      deviceWritebackEnabled: false,
      directoryExtensionsEnabled: false,
      fopeConflictResolutionEnabled: false,
      groupWriteBackEnabled: false,
      passwordSyncEnabled: tenant.lastPasswordSyncAt !== null,
      passwordWritebackEnabled: false,
      quarantineUponProxyAddressesConflictEnabled: true,
      quarantineUponUpnConflictEnabled: true,
      softMatchOnUpnEnabled: true,
      synchronizeUpnForManagedUsersEnabled: true,
      unifiedGroupWritebackEnabled: false,
      userForcePasswordChangeOnLogonEnabled: false,
      userWritebackEnabled: false,
    },
  };
}

/** Without a Connect server nothing here has ever been filled in. */
function betaConfiguration({
  connectClient,
  initialDomain,
}: SimulatedTenant): OnPremisesDirectorySynchronizationConfiguration {
  const account = `Sync_${connectClient?.machineName}_4be1d0c2a7f3@${initialDomain}`;
  return {
    anchorAttribute: connectClient && "ms-DS-ConsistencyGuid",
    applicationId: connectClient && "1651564e-7ce4-4d99-88be-0a65050d8dc3",
    synchronizationClientVersion: connectClient?.version ?? null,
    synchronizationInterval: "PT30M",
    customerRequestedSynchronizationInterval: null,
    currentExportData: connectClient && {
      clientMachineName: connectClient.machineName,
      serviceAccount: account,
      pendingObjectsAddition: 0,
      pendingObjectsDeletion: 0,
      pendingObjectsUpdate: 3,
      successfulObjectsProvisioningCount: 12,
      successfulLinksProvisioningCount: 40,
      totalConnectorSpaceObjects: 18_102,
    },
    writebackConfiguration: { unifiedGroupContainer: null, userContainer: null },
  };
}
