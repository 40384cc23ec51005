/**
 * What one look at a tenant brought back, in our words: no field here still carries a Graph quirk.
 * Probes make readings; classify turns them into an assessment. "Could not look" is a reading too.
 */
import type { BlindReading } from "./blindness.ts";
import type { Instant } from "./instant.ts";
import type { ProvisioningJob } from "./job.ts";
import type { ObjectError, ServiceError, UnroutableUser } from "./synced-object.ts";

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

/** Values that Entra ID holds back because another object has them; Graph `onPremisesProvisioningErrors`. */
export interface ObjectErrorsReading {
  kind: "object-errors";
  errors: ObjectError[];
  /** There were more than we keep; what is not in the list is not proven gone. */
  truncated: boolean;
}

/** Unresolved `serviceProvisioningErrors` of synchronized objects. */
export interface ServiceErrorsReading {
  kind: "service-errors";
  errors: ServiceError[];
  truncated: boolean;
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
export type Reading = SeenReading | BlindReading;
