/** Sample findings about what synchronization rests on: certificates, credentials, switches, recipients. */
import type { Finding } from "../../../../src/domain/finding.ts";
import { day, hour } from "../../../../src/domain/instant.ts";
import { now, raisedBefore, tenantSubject } from "./shared.ts";

const syncServiceAppId = "6bf85cfa-ac8a-4be5-b5de-425a0d0dc016";

export const setupFindings = {
  "federation-certificate": {
    id: "federation-certificate",
    subject: { key: "fabrikam.example", name: "fabrikam.example" },
    severity: "warning",
    code: null,
    catalogIds: ["federation-certificate"],
    since: now - 20 * day,
    facts: {
      step: 2,
      domain: "fabrikam.example",
      thumbprint: "A94A8FE5CCB19BA61C4C0873D391E987982FBBD3",
      expiresAt: now + 13 * day + 5 * hour,
      nextExpiresAt: null,
      thresholdDays: 14,
      updateResult: "AutoUpdateFailed",
      updatedAt: now - 3 * day,
    },
  },
  "sync-principal-missing": {
    id: "sync-principal-missing",
    subject: tenantSubject,
    severity: "critical",
    code: null,
    catalogIds: ["sync-principal-missing"],
    since: raisedBefore,
    facts: { appId: syncServiceAppId, disabled: false, lastSeenAt: now - hour },
  },
  "credential-expiry-monitor": {
    id: "credential-expiry",
    subject: { key: "2f5d8a3c-7b61-4e0f-9c2d-6a1e4b8f7d90", name: "sync-health-monitor" },
    severity: "warning",
    code: null,
    catalogIds: ["credential-expiry-monitor"],
    since: now - 16 * day,
    facts: {
      step: 2,
      owner: "monitor",
      appId: "2f5d8a3c-7b61-4e0f-9c2d-6a1e4b8f7d90",
      appName: "sync-health-monitor",
      credential: "secret",
      keyId: "7d0c1b1e-51f4-4a6a-b8e3-3b4d9a2f0c11",
      keyName: "production 2024",
      expiresAt: now + 13 * day + 20 * hour,
      thresholdDays: 14,
    },
  },
  "credential-expiry-connect": {
    id: "credential-expiry",
    subject: { key: "9b1f7c52-0e3d-4c86-a4b9-5d2e8f6a1c07", name: "ConnectSyncProvisioning_SYNC01" },
    severity: "critical",
    code: null,
    catalogIds: ["credential-expiry-connect"],
    since: now - 30 * day,
    facts: {
      step: 5,
      owner: "connect",
      appId: "9b1f7c52-0e3d-4c86-a4b9-5d2e8f6a1c07",
      appName: "ConnectSyncProvisioning_SYNC01",
      credential: "certificate",
      keyId: "e2a94c07-6d18-4f3b-8a55-c0b7d1e9f264",
      keyName: null,
      expiresAt: now - 2 * hour,
      thresholdDays: 0,
    },
  },
  "delete-protection-off": {
    id: "delete-protection-off",
    subject: tenantSubject,
    severity: "warning",
    code: null,
    catalogIds: ["delete-protection-off"],
    since: raisedBefore,
    facts: { threshold: 500, clientVersion: "2.6.84.0" },
  },
  "notification-gap": {
    id: "notification-gap",
    subject: tenantSubject,
    severity: "warning",
    code: null,
    catalogIds: ["notification-gap"],
    since: raisedBefore,
    facts: { gap: "no-technical-mails" },
  },
} satisfies Record<string, Finding>;
