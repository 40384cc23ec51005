/** In: who a tenant is, and verbs about what happens to it. Out: the state that the simulated endpoints answer from. */
import type { Clock } from "../util/clock.ts";
import { type Apps, createApps } from "./apps.ts";
import {
  type CloudSyncConfiguration,
  type CloudSyncOptions,
  createCloudSyncConfiguration,
} from "./cloud-sync.ts";
import { combine } from "./combine.ts";
import { addFirstObjects, createDirectory, type Directory } from "./directory.ts";
import { createDomains, type Domains, isVerified } from "./domains.ts";
import { guidFrom } from "./graph-values.ts";
import { createMailboxes, type Mailboxes } from "./mailboxes.ts";
import { createProvisioningLog, type ProvisioningLog } from "./provisioning-log.ts";
import { createQuirks, type Quirks } from "./quirks.ts";
import { createScriptedAnswers, type ScriptedAnswers } from "./scripted-answers.ts";
import { createServiceHealth, type ServiceHealthState } from "./service-health.ts";
import { createSignInState, type SignInState } from "./sign-in-state.ts";
import { createSyncDates, type SyncDates } from "./sync-dates.ts";

/** What the product asks for, and nothing more. */
export const defaultPermissions = [
  "Organization.Read.All",
  "Application.Read.All",
  "Synchronization.Read.All",
  "User.Read.All",
  "Group.Read.All",
  "OrgContact.Read.All",
  "Domain.Read.All",
  "ProvisioningLog.Read.All",
  "AuditLog.Read.All",
  "ServiceHealth.Read.All",
  "OnPremDirectorySynchronization.Read.All",
] as const;

export interface TenantOptions {
  clock: Clock;
  /** Short name; the rest is made from it where not given. */
  name: string;
  tenantId?: string;
  displayName?: string;
  preferredLanguage?: string | null;
  permissions?: readonly string[];
  clientId?: string;
  clientSecret?: string;
  /** PEM certificates registered for sign-in. */
  certificates?: string[];
  /** True: Connect Sync or Cloud Sync is switched on. Null: never used. */
  syncEnabled?: boolean | null;
  /** A Connect Sync server moves the organization's date every 30 minutes. */
  connectSync?: boolean;
  passwordHashSync?: boolean;
}

interface Identity {
  readonly name: string;
  readonly tenantId: string;
  readonly initialDomain: string;
  displayName: string;
  preferredLanguage: string | null;
  technicalNotificationMails: string[];
  directorySize: { used: number; total: number };
}

interface OwnSignIn {
  readonly permissions: Set<string>;
  readonly certificates: string[];
  clientId: string;
  clientSecret: string | null;
  /** Null: announced as an hour, but good until `revokeTokens` (MSAL counts real seconds, not the simulated clock's). */
  tokenLifetimeSeconds: number | null;
}

interface Synchronization {
  /** What the Connect server says of itself; null without one. Mutable. */
  connectClient: { version: string; machineName: string } | null;
  /** Entra Connect's protection against accidental deletes. */
  deletionPrevention: {
    type: "disabled" | "enabledForCount" | "enabledForPercentage" | "unknownFutureValue";
    threshold: number | null;
  };
  readonly configurations: CloudSyncConfiguration[];
  readonly directory: Directory;
  readonly provisioningLog: ProvisioningLog;
  addCloudSyncConfiguration(options: CloudSyncOptions): CloudSyncConfiguration;
  removeCloudSyncConfiguration(configuration: CloudSyncConfiguration): void;
}

export interface SimulatedTenant
  extends Identity,
    OwnSignIn,
    SignInState,
    SyncDates,
    Synchronization,
    Domains,
    Apps,
    ServiceHealthState,
    Mailboxes,
    Quirks,
    ScriptedAnswers {}

export function createTenant(options: TenantOptions): SimulatedTenant {
  const { clock } = options;
  const identity = identityOf(options);
  const signIn = ownSignInOf(options);
  const domain = `${identity.name}.example`;
  const domains = createDomains({ domain, initialDomain: identity.initialDomain });
  const apps = createApps({ clock, ...identity, ...signIn, wasSynced: options.syncEnabled !== null });
  const { syncEnabled = true, connectSync = true, passwordHashSync = true } = options;
  const dates = createSyncDates({
    clock,
    syncEnabled,
    connectSync,
    passwordHashSync,
    // Microsoft makes the principal once, and not again when somebody has deleted it.
    onFirstEnabled: () => apps.restoreSyncPrincipal(),
  });
  return combine(
    identity,
    signIn,
    createSignInState(),
    dates,
    createSynchronization(options, identity, domains),
    domains,
    apps,
    createServiceHealth(clock),
    createMailboxes(identity),
    createQuirks(),
    createScriptedAnswers(),
  );
}

function identityOf({ name, ...options }: TenantOptions): Identity {
  return {
    name,
    tenantId: options.tenantId ?? guidFrom(`tenant ${name}`),
    initialDomain: `${name.replaceAll("-", "")}.onmicrosoft.com`,
    displayName: options.displayName ?? name,
    preferredLanguage: options.preferredLanguage === undefined ? "en" : options.preferredLanguage,
    technicalNotificationMails: [`it-alerts@${name}.example`],
    directorySize: { used: 18_422, total: 300_000 },
  };
}

function ownSignInOf({ name, ...options }: TenantOptions): OwnSignIn {
  return {
    permissions: new Set(options.permissions ?? defaultPermissions),
    certificates: [...(options.certificates ?? [])],
    clientId: options.clientId ?? guidFrom(`client ${name}`),
    clientSecret: options.clientSecret ?? `simulated~${guidFrom(`secret ${name}`)}`,
    tokenLifetimeSeconds: null,
  };
}

function createSynchronization(
  { clock, syncEnabled = true, connectSync = true }: TenantOptions,
  { name, tenantId, initialDomain }: Identity,
  { domains }: Domains,
): Synchronization {
  const configurations: CloudSyncConfiguration[] = [];
  const directory = createDirectory({
    clock,
    tenantId,
    domain: `${name}.example`,
    initialDomain,
    isVerified: (suffix) => domains.some((domain) => domain.name === suffix && isVerified(domain)),
  });
  addFirstObjects(directory, { synced: syncEnabled === true });
  return {
    connectClient:
      syncEnabled !== null && connectSync
        ? { version: "2.5.79.0", machineName: `${name.toUpperCase()}-SYNC01` }
        : null,
    deletionPrevention: { type: "enabledForCount", threshold: 500 },
    configurations,
    directory,
    provisioningLog: createProvisioningLog({ clock, tenantId, configurations }),
    addCloudSyncConfiguration(options) {
      const configuration = createCloudSyncConfiguration(clock, tenantId, options);
      configurations.push(configuration);
      return configuration;
    },
    removeCloudSyncConfiguration(configuration) {
      const index = configurations.indexOf(configuration);
      if (index >= 0) configurations.splice(index, 1);
    },
  };
}
