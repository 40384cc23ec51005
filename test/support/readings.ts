/** One reading of each kind, with every member said: what there is to show in a report. */
import type { Instant } from "../../src/domain/instant.ts";
import { day, hour, minute } from "../../src/domain/instant.ts";
import type { SeenReading } from "../../src/domain/reading.ts";
import type { ReadingKind } from "../../src/domain/reading-kinds.ts";

type ReadingOf<Kind extends ReadingKind> = Extract<SeenReading, { kind: Kind }>;

export function createReadings(now: Instant): { [Kind in ReadingKind]: ReadingOf<Kind> } {
  const error = { code: "TimeOut", message: "The agent did not answer in time.", tenantActionable: true };
  const certificate = {
    thumbprint: "5F2A9C0E7B1D4A6683C0D1E2F3A4B5C6D7E8F901",
    subject: "CN=ADFS Signing - sts.contoso.example",
    notBefore: now - 300 * day,
    notAfter: now + 65 * day,
  };
  const person = {
    objectType: "user",
    objectId: "c07a1d9e-8b1f-4d0e-9c55-2f3f6a0b7711",
    displayName: "Mara Lindt",
    address: "mara.lindt@contoso.onmicrosoft.com",
  } as const;
  return {
    organization: {
      kind: "organization",
      displayName: "Contoso",
      initialDomain: "contoso.onmicrosoft.com",
      preferredLanguage: "en",
      syncEnabled: true,
      lastSyncAt: now - 12 * minute,
      verifiedDomains: ["contoso.example", "contoso.onmicrosoft.com"],
    },
    "password-sync": { kind: "password-sync", lastPasswordSyncAt: now - 3 * minute },
    "directory-quota": { kind: "directory-quota", quota: { used: 18_422, total: 300_000 } },
    "provisioning-jobs": {
      kind: "provisioning-jobs",
      jobs: [
        {
          id: "AD2AADProvisioning.6f0c3a525c2e4d579a540e3a9b7f1c20.b8f0d2c4-11aa-4b8e-8a6a-5a0f4c3e9d17",
          kind: "AD2AADProvisioning",
          configuration: "corp.contoso.example",
          servicePrincipalId: "3d6b1f0a-2c4e-4b7a-9d1e-8f0a6c5b4e32",
          code: "Quarantine",
          schedule: { state: "Active", intervalMs: 2 * minute },
          successiveFailures: 3,
          escrowsPruned: false,
          lastExecution: {
            state: "Failed",
            beganAt: now - 31 * minute,
            endedAt: now - 30 * minute,
            error,
            escrowed: 2,
          },
          lastSuccessAt: now - 5 * hour,
          lastActivityAt: now - 30 * minute,
          quarantine: {
            reason: "EncounteredQuarantineException",
            error,
            seriesBeganAt: now - 4 * hour,
            currentBeganAt: now - 4 * hour,
            nextAttemptAt: now + 2 * hour,
            seriesCount: 1,
          },
          deleteThreshold: 500,
        },
      ],
    },
    "provisioning-log": {
      kind: "provisioning-log",
      rows: [
        {
          id: "gc532ff9-d1b1-4a2f-bd32-9e1c5ea6d54f",
          at: now - 40 * minute,
          jobId: "AD2AADProvisioning.6f0c3a525c2e4d579a540e3a9b7f1c20.b8f0d2c4-11aa-4b8e-8a6a-5a0f4c3e9d17",
          outcome: "failure",
          code: "AzureActiveDirectoryCannotUpdateObjectsOriginatedInExternalService",
          reason: "The object is managed elsewhere.",
          objectKey: "5d3f0b7e-0c1a-4e59-8d2b-6a7c9e8f1234",
          objectName: "Mara Lindt",
          action: "update",
        },
      ],
      truncated: false,
    },
    "object-errors": {
      kind: "object-errors",
      errors: [
        {
          ...person,
          category: "PropertyConflict",
          property: "UserPrincipalName",
          value: "mara.lindt@contoso.example",
          occurredAt: now - 10 * hour,
          holder: { ...person, objectId: "00000000-0000-4000-8000-000000000009" },
        },
      ],
      truncated: false,
    },
    "service-errors": {
      kind: "service-errors",
      errors: [
        { ...person, service: "exchange", detail: "The mailbox has no license.", createdAt: now - 2 * day },
      ],
      truncated: false,
    },
    "object-counts": { kind: "object-counts", users: 1840, groups: 212, contacts: 17 },
    "unroutable-users": {
      kind: "unroutable-users",
      users: [
        {
          id: person.objectId,
          displayName: person.displayName,
          userPrincipalName: person.address,
          onPremisesUserPrincipalName: "mara.lindt@corp.local",
        },
      ],
      truncated: false,
    },
    "empty-group-names": {
      kind: "empty-group-names",
      groups: [{ id: "7e1b2c3d-4f5a-4b6c-8d9e-0f1a2b3c4d5e", mail: "team@contoso.example" }],
      truncated: false,
    },
    "federation-certificates": {
      kind: "federation-certificates",
      domains: [
        {
          domain: "contoso.example",
          signing: certificate,
          nextSigning: certificate,
          updateResult: "Success",
          updatedAt: now - 20 * day,
        },
      ],
    },
    "sync-principal": { kind: "sync-principal", present: true, enabled: true },
    "app-credentials": {
      kind: "app-credentials",
      apps: [
        {
          owner: "monitor",
          appId: "0b6a7a39-8f4e-4f0a-9f0b-6d1d3a1c5e11",
          displayName: "sync-health-monitor",
          credentials: [
            {
              keyId: "9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d",
              kind: "secret",
              displayName: "monitor",
              startsAt: now - 90 * day,
              expiresAt: now + 275 * day,
              inUse: true,
            },
          ],
        },
      ],
      complete: true,
    },
    "delete-protection": {
      kind: "delete-protection",
      prevention: "enabled-for-count",
      threshold: 500,
      clientVersion: "2.5.79.0",
      clientMachine: "SYNC01",
    },
    "notification-recipients": {
      kind: "notification-recipients",
      technicalMails: ["it-alerts@contoso.example"],
    },
    "service-incidents": {
      kind: "service-incidents",
      incidents: [
        {
          id: "MO987654",
          title: "Some directory changes may be delayed",
          service: "Microsoft Entra",
          status: "serviceDegradation",
          startedAt: now - 4 * hour,
        },
      ],
    },
  };
}
