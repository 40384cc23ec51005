/** In: verbs about the apps that sign in to a tenant. Out: registrations, service principals and who may do what. */
import { createHash, X509Certificate } from "node:crypto";
import type {
  Application,
  AppRoleAssignment,
  KeyCredential,
  ServicePrincipal,
} from "@microsoft/microsoft-graph-types";
import { day, type Instant } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";
import { guidFrom, toGraphSeconds } from "./graph-values.ts";

/** First-party app "Microsoft Entra AD Synchronization Service", which writes synchronized objects. */
export const syncServiceAppId = "6bf85cfa-ac8a-4be5-b5de-425a0d0dc016";

/** The tenant of Microsoft's own apps. */
const microsoftTenantId = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

/** `key` is null: lists show no key material. */
export type SimulatedApplication = Application &
  Required<Pick<Application, "id" | "appId" | "keyCredentials" | "passwordCredentials">>;

export interface Apps {
  /** App registrations; mutable. */
  readonly applications: SimulatedApplication[];
  /** Service principals other than Cloud Sync configurations; mutable. */
  readonly servicePrincipals: ServicePrincipal[];
  readonly appRoleAssignments: AppRoleAssignment[];
  /** The monitor's own registration; its credentials are mutable. */
  readonly ownApp: SimulatedApplication;
  /** Whether it is there or not; `accountEnabled` is mutable. */
  readonly syncPrincipal: ServicePrincipal;
  removeSyncPrincipal(): void;
  restoreSyncPrincipal(): void;
  /** Entra Connect's own app, with which newer servers sign in. */
  addConnectApp(options: { displayName?: string; certificateExpiresAt: Instant }): SimulatedApplication;
}

export interface AppsOptions {
  clock: Clock;
  tenantId: string;
  clientId: string;
  clientSecret: string | null;
  /** PEM. */
  certificates: readonly string[];
  wasSynced: boolean;
}

export function createApps(options: AppsOptions): Apps {
  const { clock, tenantId } = options;
  const syncPrincipal: ServicePrincipal = {
    ...principalOf(tenantId, syncServiceAppId, "Microsoft Entra AD Synchronization Service"),
    appOwnerOrganizationId: microsoftTenantId,
  };
  const ownApp = createOwnApp(options);
  const applications = [ownApp];
  const servicePrincipals = [principalOf(tenantId, options.clientId, "sync-health-monitor")];
  const appRoleAssignments: AppRoleAssignment[] = [];
  if (options.wasSynced) servicePrincipals.push(syncPrincipal);

  return {
    applications,
    servicePrincipals,
    appRoleAssignments,
    ownApp,
    syncPrincipal,
    removeSyncPrincipal() {
      const index = servicePrincipals.indexOf(syncPrincipal);
      if (index >= 0) servicePrincipals.splice(index, 1);
    },
    restoreSyncPrincipal() {
      if (!servicePrincipals.includes(syncPrincipal)) servicePrincipals.push(syncPrincipal);
    },
    addConnectApp({ displayName = "ConnectSyncProvisioning_SRV01_abc", certificateExpiresAt }) {
      const appId = guidFrom(`connect app ${applications.length} ${tenantId}`);
      const principal = principalOf(tenantId, appId, displayName);
      const app = applicationOf(appId, displayName, clock.now());
      app.keyCredentials.push(connectCertificate(appId, displayName, certificateExpiresAt));
      applications.push(app);
      servicePrincipals.push(principal);
      appRoleAssignments.push(assignmentOf(principal, syncPrincipal, clock.now()));
      return app;
    },
  };
}

function createOwnApp({ clock, clientId, clientSecret, certificates }: AppsOptions): SimulatedApplication {
  const app = applicationOf(clientId, "sync-health-monitor", clock.now());
  if (clientSecret !== null) {
    app.passwordCredentials.push({
      customKeyIdentifier: null,
      displayName: "monitor",
      startDateTime: toGraphSeconds(clock.now()),
      endDateTime: toGraphSeconds(clock.now() + 730 * day),
      hint: clientSecret.slice(0, 3),
      keyId: guidFrom(`secret of ${clientId}`),
      secretText: null,
    });
  }
  app.keyCredentials.push(...certificates.map(uploadedCertificate));
  return app;
}

/** What the portal makes of an uploaded certificate. */
function uploadedCertificate(pem: string): KeyCredential {
  const { raw, subject, validFrom, validTo } = new X509Certificate(pem);
  const thumbprint = createHash("sha1").update(raw).digest();
  return keyCredential(
    thumbprint,
    subject.replaceAll("\n", ", "),
    Date.parse(validFrom),
    Date.parse(validTo),
  );
}

/** Nobody gets to see more of this certificate than its thumbprint, so it needs no keys. */
function connectCertificate(appId: string, displayName: string, expiresAt: Instant): KeyCredential {
  const thumbprint = createHash("sha1").update(`${appId} ${expiresAt}`).digest();
  return keyCredential(thumbprint, `CN=${displayName}`, expiresAt - 90 * day, expiresAt);
}

function keyCredential(
  thumbprint: Buffer,
  displayName: string,
  startsAt: Instant,
  expiresAt: Instant,
): KeyCredential {
  return {
    customKeyIdentifier: thumbprint.toString("base64"),
    displayName,
    startDateTime: toGraphSeconds(startsAt),
    endDateTime: toGraphSeconds(expiresAt),
    key: null,
    keyId: guidFrom(`key ${thumbprint.toString("hex")}`),
    type: "AsymmetricX509Cert",
    usage: "Verify",
  };
}

function applicationOf(appId: string, displayName: string, createdAt: Instant): SimulatedApplication {
  return {
    id: guidFrom(`application ${appId}`),
    deletedDateTime: null,
    appId,
    applicationTemplateId: null,
    createdDateTime: toGraphSeconds(createdAt),
    displayName,
    description: null,
    identifierUris: [],
    keyCredentials: [],
    notes: null,
    passwordCredentials: [],
    publisherDomain: null,
    requiredResourceAccess: [],
    signInAudience: "AzureADMyOrg",
    tags: [],
  };
}

function principalOf(tenantId: string, appId: string, displayName: string): ServicePrincipal {
  return {
    id: guidFrom(`service principal of ${appId} in ${tenantId}`),
    accountEnabled: true,
    appDisplayName: displayName,
    appId,
    applicationTemplateId: null,
    appOwnerOrganizationId: tenantId,
    displayName,
    servicePrincipalType: "Application",
    tags: [],
  };
}

function assignmentOf(
  principal: ServicePrincipal,
  resource: ServicePrincipal,
  createdAt: Instant,
): AppRoleAssignment {
  return {
    id: Buffer.from(`${principal.id} ${resource.id}`).toString("base64url").slice(0, 43),
    deletedDateTime: null,
    appRoleId: guidFrom("app role of the synchronization service"),
    createdDateTime: toGraphSeconds(createdAt),
    principalDisplayName: principal.displayName ?? null,
    principalId: principal.id ?? null,
    principalType: "ServicePrincipal",
    resourceDisplayName: resource.displayName ?? null,
    resourceId: resource.id ?? null,
  };
}
