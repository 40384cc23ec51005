/**
 * What one look at a tenant brought back, in our words: no field here still carries a Graph quirk.
 * Probes make readings; classify turns them into an assessment. "Could not look" is a reading too.
 */
import type { Instant } from "./instant.ts";
import type { ProbeId } from "./probes.ts";

/** The tenant's own record: Graph `organization`, v1.0. */
export interface OrganizationReading {
  kind: "organization";
  displayName: string | null;
  /** The `….onmicrosoft.com` name the tenant began with; the scope in our subjects. */
  initialDomain: string | null;
  /** ISO 639-1, as the tenant set it. */
  preferredLanguage: string | null;
  /** true: syncing. false: was synced, no longer. null: never synced, or (observed) switched off. unsaid: missing. */
  syncEnabled: boolean | null | "unsaid";
  /** Last time any sync client registered with the tenant; null when never. */
  lastSyncAt: Instant | null;
  /** Names of the verified domains, lower case. */
  verifiedDomains: string[];
}

/** Password hash sync: Graph `organization`, beta. Null means "no date", never "broken". */
export interface PasswordSyncReading {
  kind: "password-sync";
  lastPasswordSyncAt: Instant | null;
}

/** How full the directory is: Graph `organization`, beta. */
export interface DirectoryQuotaReading {
  kind: "directory-quota";
  /** Null where Graph did not say. */
  quota: { used: number; total: number } | null;
}

/** Every provisioning job of every Cloud Sync configuration. An empty list is an answer: there are none. */
export interface ProvisioningJobsReading {
  kind: "provisioning-jobs";
  jobs: ProvisioningJob[];
}

/** Objects that Cloud Sync jobs failed to write, and those they wrote after all; Graph `auditLogs/provisioning`. */
export interface ProvisioningLogReading {
  kind: "provisioning-log";
  /** Rows of Cloud Sync jobs only, newer than the watermark of the look before (with an overlap). */
  rows: ProvisioningLogRow[];
  /** There were more rows than we read; the oldest are missing. */
  truncated: boolean;
}

export interface ProvisioningLogRow {
  id: string;
  at: Instant;
  jobId: string;
  outcome: "failure" | "success";
  /** Microsoft's error code; null when it says none, and for a success. */
  code: string | null;
  /** Microsoft's reason, one line, bounded, without `<pii>` marks. */
  reason: string | null;
  /** The object in Active Directory: its id, or its name where it has none. */
  objectKey: string;
  objectName: string | null;
  action: string | null;
}

export const objectTypes = ["user", "group", "contact"] as const;
export type ObjectType = (typeof objectTypes)[number];

/** Values that Entra ID holds back because another object has them; Graph `onPremisesProvisioningErrors`. */
export interface ObjectErrorsReading {
  kind: "object-errors";
  errors: ObjectError[];
  /** There were more than we keep; what is not in the list is not proven gone. */
  truncated: boolean;
}

export interface ObjectError {
  objectType: ObjectType;
  objectId: string;
  displayName: string | null;
  /** Sign-in name of a user, mail address of a group or contact. */
  address: string | null;
  /** `PropertyConflict` in every known case. */
  category: string | null;
  /** `UserPrincipalName` or `ProxyAddresses` (Microsoft writes the singular too; read as the plural). */
  property: string | null;
  /** The value that is held back. */
  value: string | null;
  occurredAt: Instant | null;
}

/** Unresolved `serviceProvisioningErrors` of synchronized objects. */
export interface ServiceErrorsReading {
  kind: "service-errors";
  errors: ServiceError[];
  truncated: boolean;
}

export interface ServiceError {
  objectType: ObjectType;
  objectId: string;
  displayName: string | null;
  address: string | null;
  /** As Microsoft writes it, up to the first slash: `exchange`, `SharePoint`. */
  service: string | null;
  /** Text out of Microsoft's XML, one line, bounded. */
  detail: string | null;
  createdAt: Instant | null;
}

/** Synchronized objects in the tenant, by Graph's own count. Null: not counted by Graph. */
export interface ObjectCountsReading {
  kind: "object-counts";
  users: number | null;
  groups: number | null;
  contacts: number | null;
}

/** Synchronized users who sign in with the initial domain because their own suffix is not verified. */
export interface UnroutableUsersReading {
  kind: "unroutable-users";
  users: UnroutableUser[];
  truncated: boolean;
}

export interface UnroutableUser {
  id: string;
  displayName: string | null;
  userPrincipalName: string;
  onPremisesUserPrincipalName: string;
}

/** Synchronized mail-enabled groups without a display name. */
export interface EmptyGroupNamesReading {
  kind: "empty-group-names";
  groups: { id: string; mail: string | null }[];
  truncated: boolean;
}

/** Signing certificates of every federated domain; an empty list: no domain is federated. */
export interface FederationCertificatesReading {
  kind: "federation-certificates";
  domains: FederatedDomain[];
}

export interface FederatedDomain {
  domain: string;
  /** Null: no certificate, or none that can be read. */
  signing: CertificateDates | null;
  /** The one that takes over at rollover. */
  nextSigning: CertificateDates | null;
  /** Microsoft's word on its last attempt to fetch a new one; null when it says nothing. */
  updateResult: string | null;
  updatedAt: Instant | null;
}

export interface CertificateDates {
  /** SHA-1, upper-case hex without colons, as administrators know it. */
  thumbprint: string;
  subject: string | null;
  notBefore: Instant;
  notAfter: Instant;
}

/** "Microsoft Entra AD Synchronization Service", the first-party principal that writes synchronized objects. */
export interface SyncPrincipalReading {
  kind: "sync-principal";
  present: boolean;
  /** Null when it is missing or Graph did not say. */
  enabled: boolean | null;
}

/** Secrets and certificates of the apps that synchronization and this monitor sign in with. */
export interface AppCredentialsReading {
  kind: "app-credentials";
  apps: AppCredentials[];
  /** false: a part of Graph did not answer, so that an app that is not listed need not be gone. */
  complete: boolean;
}

export interface AppCredentials {
  owner: "monitor" | "connect";
  appId: string;
  displayName: string | null;
  credentials: AppCredential[];
}

export interface AppCredential {
  keyId: string | null;
  kind: "secret" | "certificate";
  displayName: string | null;
  startsAt: Instant | null;
  expiresAt: Instant | null;
  /** This very one is what the monitor signs in with; null: can't be told. */
  inUse: boolean | null;
}

/** Entra Connect's protection against accidental deletes, and what else the tenant says of its client. */
export interface DeleteProtectionReading {
  kind: "delete-protection";
  prevention: "enabled-for-count" | "enabled-for-percentage" | "disabled" | "unknown";
  threshold: number | null;
  /** Build of Entra Connect, where beta says it. */
  clientVersion: string | null;
  /** Name of the Connect server, where beta says it. */
  clientMachine: string | null;
}

/** Who gets Microsoft's own mails about synchronization errors. */
export interface NotificationRecipientsReading {
  kind: "notification-recipients";
  technicalMails: string[];
}

/** Unresolved incidents of the services that synchronization depends on. */
export interface ServiceIncidentsReading {
  kind: "service-incidents";
  incidents: ServiceIncident[];
}

export interface ServiceIncident {
  /** As in `MO987654`. */
  id: string;
  title: string | null;
  service: string | null;
  status: string | null;
  startedAt: Instant | null;
}

/**
 * The reason why a probe could not look. `credential`: the token endpoint refused our sign-in. `unsupported`: this
 * Graph does not know the question (a national cloud, an interface that was withdrawn).
 */
export const blindReasons = [
  "permission",
  "licence",
  "unsupported",
  "credential",
  "throttled",
  "unreachable",
  "malformed",
] as const;
export type BlindReason = (typeof blindReasons)[number];

/** A probe could not look; `covers` names the readings that are therefore missing. */
export interface BlindReading {
  kind: "blind";
  probe: ProbeId;
  covers: ReadingKind[];
  reason: BlindReason;
  /** One English sentence for logs and JSON: what was asked, what came back. */
  detail: string;
  /** Graph error code, AADSTS number (`AADSTS7000222`) or null. */
  code: string | null;
  /** The catalog entry that explains it where neither code nor reason says enough; else null. */
  catalogId: string | null;
  /** The Graph permission that would end it, where one is known. */
  permission: string | null;
  /** Microsoft's request-id, for their support. */
  requestId: string | null;
  /** Ours, of the exchange in which it happened; null when none took place. */
  clientRequestId: string | null;
}

export type SeenReading =
  | OrganizationReading
  | PasswordSyncReading
  | DirectoryQuotaReading
  | ProvisioningJobsReading
  | ProvisioningLogReading
  | ObjectErrorsReading
  | ServiceErrorsReading
  | ObjectCountsReading
  | UnroutableUsersReading
  | EmptyGroupNamesReading
  | FederationCertificatesReading
  | SyncPrincipalReading
  | AppCredentialsReading
  | DeleteProtectionReading
  | NotificationRecipientsReading
  | ServiceIncidentsReading;
export type ReadingKind = SeenReading["kind"];
export type Reading = SeenReading | BlindReading;

/** From the job id's prefix (Microsoft's samples show a wrong templateId), else the templateId. */
export const jobKinds = [
  "AD2AADProvisioning",
  "AD2AADPasswordHash",
  "AAD2ADGroupProvisioning",
  "AAD2ADExchangeHybridWriteback",
  "other",
] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobCodes = ["NotConfigured", "NotRun", "Active", "Paused", "Quarantine", "unknown"] as const;
export type JobCode = (typeof jobCodes)[number];

export interface JobError {
  /** Microsoft's code with its casing; null when empty or absent. */
  code: string | null;
  message: string | null;
  /** Microsoft's own opinion of whether the tenant can act. */
  tenantActionable: boolean | null;
}

export interface JobExecution {
  state: "Succeeded" | "Failed" | "EntryLevelErrors" | "unknown";
  beganAt: Instant | null;
  endedAt: Instant | null;
  error: JobError | null;
  /** Objects held back in this run; non-zero even beside "Succeeded". */
  escrowed: number;
}

export interface JobQuarantine {
  /** Microsoft's reason with its casing, null when empty. */
  reason: string | null;
  error: JobError | null;
  seriesBeganAt: Instant | null;
  currentBeganAt: Instant | null;
  nextAttemptAt: Instant | null;
  /** Re-evaluations that left the quarantine in force. */
  seriesCount: number;
}

export interface ProvisioningJob {
  id: string;
  kind: JobKind;
  /** The name an administrator knows: the AD domain where set, else the configuration's display name. */
  configuration: string;
  servicePrincipalId: string;
  code: JobCode;
  schedule: {
    state: "Active" | "Disabled" | "Paused" | "unknown";
    /** null: none, unreadable, or the "never" sentinel. */
    intervalMs: number | null;
  };
  /** Consecutive failed runs. */
  successiveFailures: number;
  escrowsPruned: boolean;
  lastExecution: JobExecution | null;
  /** Latest proof of success: a successful run's end, or the last steady state. */
  lastSuccessAt: Instant | null;
  /** Latest sign of life: any run's begin or end, a steady state, a progress report. */
  lastActivityAt: Instant | null;
  /** Non-null exactly when `code` is Quarantine. */
  quarantine: JobQuarantine | null;
  /** From `QuarantineTooManyDeletesThreshold`; null when not set or unreadable. */
  deleteThreshold: number | null;
}
