/**
 * The facts that the catalog promises to explain: every row of groups A to H of the factual base, the entry that answers
 * for it and the codes that must lead there. Groups: A jobs, B quarantine and states, C provisioning log, D Entra Connect
 * exports and runs, E tenant, F accidental deletes, G sign-in and Graph, H Connect Health.
 */
import type { Surface } from "../../../src/domain/catalog.ts";

export interface FactRow {
  row: string;
  id: string;
  /** Codes as the documents print them. */
  codes: readonly string[];
  /** Where the row says that it shows; `unseen`: nowhere in Graph. */
  where: Surface | "unseen" | "finding";
}

type Line = readonly [row: string, id: string, codes?: string];

const jobs: Line[] = [
  ["A1", "TimeOut", "TimeOut"],
  ["A2", "HybridSynchronizationActiveDirectoryInternalServerError", "="],
  ["A3", "HybridIdentityServiceNoAgentsAssigned", "="],
  ["A4", "HybridIdentityServiceNoActiveAgents", "="],
  ["A5", "HybridIdentityServiceInvalidResource", "="],
  ["A6", "HybridIdentityServiceAgentSignalingError", "="],
  ["A7", "AzureDirectoryServiceServerBusy", "="],
  ["A8", "AzureActiveDirectoryInvalidCredential", "="],
  ["A9", "AzureActiveDirectoryExpiredCredentials", "="],
  ["A10", "AzureActiveDirectoryAuthenticationFailed", "="],
  ["A11", "HybridSynchronizationActiveDirectoryUnexpectedDuplicateEntriesFound", "="],
  ["A12", "AzureDirectoryServiceAuthorizationFailed", "="],
];

const reasons: Line[] = [
  ["B1", "EncounteredQuarantineException", "="],
  ["B2", "EncounteredEscrowProportionThreshold", "="],
  ["B3", "EncounteredBaseEscrowThreshold", "="],
  ["B4", "EncounteredTotalEscrowThreshold", "="],
  ["B5", "TooManyDeletes", "="],
  ["B6", "IngestionInterrupted", "="],
  ["B7", "QuarantinedOnDemand", "QuarantinedOnDemand QuarantineOnDemand"],
  ["B8", "UnknownQuarantineReason", "Unknown"],
];

const states: Line[] = [
  ["B9", "job-not-configured", "NotConfigured"],
  ["B10", "job-not-run", "NotRun"],
  ["B11", "job-paused", "Paused"],
  ["B12", "job-escrows-pruned", "escrowsPruned"],
  ["B13", "job-failing", "job-failing"],
  ["B14", "job-entry-errors", "EntryLevelErrors"],
];

const log: Line[] = [
  ["A13", "HybridSynchronizationActiveDirectoryInsufficientAccessRights", "="],
  ["A14", "HybridSynchronizationActiveDirectoryUserPrincipalNameNotUnique", "="],
  ["C1", "Conflict", "="],
  ["C2", "EntryConflict", "= AzureActiveDirectoryDuplicateObject"],
  ["C3", "target-throttled", "TooManyRequests"],
  ["C4", "InternalServerError", "="],
  ["C5", "InsufficientRights", "= InsufficientPermissions"],
  ["C6", "MethodNotAllowed", "= NotPermitted Unauthorized"],
  ["C7", "UnprocessableEntity", "="],
  ["C8", "WebExceptionProtocolError", "="],
  ["C9", "InvalidAnchor", "="],
  ["C10", "NotImplemented", "="],
  ["C11", "MandatoryFieldsMissing", "= MissingValues"],
  ["C12", "SchemaAttributeNotFound", "="],
  ["C13", "SchemaPropertyCanOnlyAcceptValue", "="],
  ["C14", "InternalError", "="],
  ["C15", "InvalidDomain", "="],
  ["C16", "target-timeout", "Timeout"],
  ["C17", "LicenseLimitExceeded", "="],
  ["C18", "DuplicateTargetEntries", "="],
  ["C19", "DuplicateSourceEntries", "="],
  ["C20", "ImportSkipped", "="],
  ["C21", "EntrySynchronizationSkipped", "="],
  ["C22", "SystemForCrossDomainIdentityManagementMultipleEntriesInResponse", "="],
  [
    "C22b",
    "SystemForCrossDomainIdentityManagementServiceIncompatible",
    "= SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering",
  ],
  ["C22c", "SystemForCrossDomainIdentityManagementBadResponse", "="],
  ["C22d", "SystemForCrossDomainIdentityManagementInvalidCredentials", "="],
  ["C23", "AzureActiveDirectoryCannotUpdateObjectsOriginatedInExternalService", "="],
  ["C24", "exchange-authority-enforced", "exchange-authority-enforced"],
  ["C25", "AzureDirectoryB2BManagementPolicyCheckFailure", "="],
  ["C26", "InvitationCreationFailure", "="],
  ["C27", "AzureActiveDirectoryQuotaLimitExceeded", "="],
  ["C28", "InvitationCreationFailureUserAccountDisabled", "="],
  ["C29", "InvitationCreationFailureInvalidPropertyValue", "="],
  ["C30", "InvitationCreationFailureAmbiguousUser", "="],
  ["C31", "AzureActiveDirectoryForbidden", "="],
  ["C32", "EntityTypeNotSupported", "="],
  ["C33", "AzureActiveDirectoryCannotUpdateObjectsMasteredOnPremises", "="],
  ["C34", "AzureActiveDirectoryDuplicateUserPrincipalName", "="],
  ["C35", "InvalidAttributeSyntax", "="],
  ["C36", "NotEffectivelyEntitled", "="],
  ["F2-log", "StagedDelete", "="],
  ["F3", "app-delete-threshold", "app-delete-threshold"],
  ["F4", "tenant-delete-threshold", "tenant-delete-threshold"],
];

const unseen: Line[] = [
  ["D1", "InvalidHardMatch", "="],
  ["D2", "InvalidSoftMatch", "="],
  ["D3", "ObjectTypeMismatch", "="],
  ["D4", "AttributeValueMustBeUnique", "="],
  ["D6", "IdentityDataValidationFailed", "="],
  ["D7", "DataValidationFailed", "="],
  ["D8", "FederatedDomainChangeError", "="],
  ["D9", "DeletingCloudOnlyObjectNotAllowed", "="],
  ["D10", "cloud-only-credential-update", "cloud-only-credential-update"],
  ["D11", "cloud-only-change-refused", "cloud-only-change-refused"],
  ["D12", "LargeObject", "="],
  ["D13", "ExceededAllowedLength", "="],
  ["D14", "existing-admin-role-conflict", "existing-admin-role-conflict"],
  ["D15", "same-proxy-address", "same-proxy-address"],
  ["D16", "user-id-not-found", "user-id-not-found"],
  ["D17", "source-anchor-changed", "source-anchor-changed"],
  ["D18", "connect-delete-threshold", "stopped-deletion-threshold-exceeded"],
  ["D19", "stopped-server-down", "stopped-server-down Stopped-Extension-DLL-Exception"],
  ["D20", "stopped-error-limit", "stopped-error-limit"],
  ["D21", "run-stopped", "run-stopped"],
  ["D22", "completed-with-errors", "completed-with-errors"],
  ["D23", "completed-with-warnings", "completed-with-warnings"],
  ["D24", "event-6941", "event-6941"],
  ["D25", "connect-delete-threshold", "event-116"],
  ["D26", "password-sync-failed", "event-611 event-652 event-655"],
  ["D27", "event-654", "event-654"],
  ["E4", "company-object-limit", "company-object-limit"],
  ["E13", "sync-error-report", "sync-error-report"],
  ["E14", "connect-build-too-old", "connect-build-too-old"],
  ["E17", "agent-inactive", "agent-inactive"],
  ["F1", "connect-delete-threshold", "connect-delete-threshold"],
  ["H1", "health-data-stale", "health-data-stale"],
  ["H2", "connect-service-stopped", "connect-service-stopped"],
  ["H3", "connect-import-cloud-failed", "connect-import-cloud-failed"],
  ["H4", "connect-sign-in-failed", "connect-sign-in-failed"],
  ["H5", "connect-export-ad-failed", "connect-export-ad-failed"],
  ["H6", "connect-import-ad-failed", "connect-import-ad-failed"],
  ["H7", "connect-export-cloud-failed", "connect-export-cloud-failed"],
  ["H8", "password-sync-heartbeat", "password-sync-heartbeat"],
  ["H9", "password-sync-failed", "password-sync-failed"],
  ["H10", "connect-server-busy", "connect-server-busy"],
  ["H11", "connect-server-busy", "connect-server-busy"],
  ["H12", "connect-delete-threshold", "connect-delete-threshold"],
  ["H13", "connect-encryption-keys", "connect-encryption-keys"],
  ["H14", "connect-service-account-expired", "connect-service-account-expired"],
];

const findings: Line[] = [
  ["D5", "object-errors", "PropertyConflict QuarantinedAttributeValueMustBeUnique"],
  ["D-last", "service-provisioning-errors", "service-provisioning-errors"],
  ["E1", "sync-stale", "sync-stale"],
  ["E2", "password-hash-sync-stale", "password-hash-sync-stale"],
  ["E3", "object-quota", "object-quota"],
  ["E5", "orphaned-synced-objects", "orphaned-synced-objects"],
  ["E7", "object-error-upn", "object-error-upn"],
  ["E8", "object-error-proxy", "object-error-proxy"],
  ["E9", "unroutable-upn", "unroutable-upn"],
  ["E10", "synced-objects-drop", "synced-objects-drop"],
  ["E11", "group-name-empty", "group-name-empty"],
  ["E12", "federation-certificate", "federation-certificate"],
  ["E15", "credential-expiry-connect", "credential-expiry-connect"],
  ["E16", "sync-principal-missing", "sync-principal-missing"],
  ["F5", "delete-protection-off", "delete-protection-off"],
];

const signIn: Line[] = [
  ["G1", "AADSTS7000215", "="],
  ["G2", "AADSTS7000222", "="],
  ["G3", "AADSTS700016", "="],
  ["G4", "AADSTS7000229", "="],
  ["G5", "AADSTS7000112", "="],
  ["G6", "AADSTS700027", "="],
  ["G7", "AADSTS700024", "="],
  ["G8", "AADSTS90002", "="],
  ["G9", "AADSTS700011", "= AADSTS70001 AADSTS70002 AADSTS700030 AADSTS50012 AADSTS50013"],
  ["G10", "AADSTS53003", "="],
  ["G11", "AADSTS530032", "= AADSTS530035"],
  ["G12", "AADSTS500011", "= AADSTS50001 AADSTS65005 AADSTS650057"],
  ["G13", "AADSTS70011", "= AADSTS9001023"],
  ["G14", "AADSTS65001", "= AADSTS90094"],
  ["G15", "AADSTS50196", "="],
  ["G16", "AADSTS90033", "= AADSTS90006 AADSTS90012 AADSTS90024 AADSTS50033 AADSTS90055"],
  ["G17", "AADSTS900382", "= AADSTS90038"],
  [
    "G-users",
    "user-sign-in",
    "AADSTS50034 AADSTS50055 AADSTS50053 AADSTS50057 AADSTS50076 AADSTS50079 AADSTS50126 AADSTS53000 AADSTS53001 AADSTS53002 AADSTS53004 AADSTS53011 AADSTS530034",
  ],
];

const graph: Line[] = [
  ["G18", "graph-permission-missing", "Authorization_RequestDenied"],
  ["G19", "graph-token-rejected", "InvalidAuthenticationToken"],
  ["G20", "graph-identity-not-found", "Authorization_IdentityNotFound"],
  ["G21", "graph-identity-disabled", "Authorization_IdentityDisabled"],
  ["G22", "graph-licence-missing", "Authentication_RequestFromNonPremiumTenantOrB2CTenant"],
  [
    "G23",
    "graph-throttled",
    "TooManyRequests activityLimitReached throttledRequest Request_ThrottledTemporarily",
  ],
  ["G24", "graph-unavailable", "serviceNotAvailable Service_InternalServerError generalException"],
  ["G25", "graph-resource-not-found", "Request_ResourceNotFound"],
  ["G26", "graph-bad-request", "Request_UnsupportedQuery Request_BadRequest"],
  ["G27", "graph-quota-exceeded", "Directory_QuotaExceeded"],
  ["G28", "graph-throttled-permanently", "Request_ThrottledPermanently"],
  [
    "G29",
    "graph-page-expired",
    "Directory_CompanyNotFound Directory_ReplicaUnavailable Directory_ExpiredPageToken syncStateNotFound resyncRequired",
  ],
  ["G30", "insufficient-claims", "insufficient_claims"],
];

/** A question rather than a failure: which attributes are synchronized. */
const reference: Line[] = [["E6", "synced-attributes", "synced-attributes"]];

const on =
  (where: FactRow["where"]) =>
  ([row, id, codes = "="]: Line): FactRow => ({
    row,
    id,
    codes: codes.split(" ").map((code) => (code === "=" ? id : code)),
    where,
  });

export const factRows: readonly FactRow[] = [
  ...jobs.map(on("quarantine-error")),
  ...reasons.map(on("quarantine-reason")),
  ...states.map(on("job-state")),
  ...log.map(on("provisioning-log")),
  ...unseen.map(on("unseen")),
  ...findings.map(on("finding")),
  ...signIn.map(on("token")),
  ...graph.map(on("graph")),
  ...reference.map(on("unseen")),
];
