/** Sample findings about what the monitor could not see. */
import type { Finding } from "../../../../src/domain/finding.ts";
import { minute } from "../../../../src/domain/instant.ts";
import { now, tenantSubject } from "./shared.ts";

export const blindFindings = {
  "blind-tenant": {
    id: "blind",
    subject: tenantSubject,
    severity: "critical",
    code: "AADSTS7000222",
    catalogIds: ["AADSTS7000222"],
    since: now - 20 * minute,
    facts: {
      probes: ["organization", "provisioning-jobs"],
      wholeTenant: true,
      reason: "credential",
      detail: "The token endpoint refused the client secret: it has expired.",
      errorCode: "AADSTS7000222",
      permission: null,
      requestId: "3f1c2b9e-6f3a-4b1e-9a1d-0a6f5c2d7e88",
      polls: 4,
      lastSeenAt: now - 25 * minute,
    },
  },
  "blind-probe": {
    id: "blind",
    subject: { key: "provisioning-jobs", name: "provisioning-jobs" },
    severity: "warning",
    code: "Authorization_RequestDenied",
    catalogIds: ["Authorization_RequestDenied"],
    since: now - 20 * minute,
    facts: {
      probes: ["provisioning-jobs"],
      wholeTenant: false,
      reason: "permission",
      detail: "GET /servicePrincipals/{id}/synchronization/jobs answered 403.",
      errorCode: "Authorization_RequestDenied",
      permission: "Synchronization.Read.All",
      requestId: "3f1c2b9e-6f3a-4b1e-9a1d-0a6f5c2d7e88",
      polls: 3,
      lastSeenAt: null,
    },
  },
  "blind-permissions": {
    id: "blind",
    subject: { key: "permissions", name: "permissions" },
    severity: "warning",
    code: "Authorization_RequestDenied",
    catalogIds: ["graph-permission-missing", "blind"],
    since: now - 20 * minute,
    facts: {
      probes: [
        "object-errors",
        "service-provisioning-errors",
        "object-counts",
        "sync-principal",
        "domains",
        "group-names",
        "federation-certificate",
        "credential-expiry",
        "notification-gap",
      ],
      wholeTenant: false,
      reason: "permission",
      detail: "GET /users answered 403 Authorization_RequestDenied.",
      errorCode: "Authorization_RequestDenied",
      permission:
        "User.Read.All, Group.Read.All, OrgContact.Read.All, Application.Read.All, Domain.Read.All, Organization.Read.All",
      requestId: "3f1c2b9e-6f3a-4b1e-9a1d-0a6f5c2d7e88",
      polls: 3,
      lastSeenAt: now - 50 * minute,
    },
  },
} satisfies Record<string, Finding>;
