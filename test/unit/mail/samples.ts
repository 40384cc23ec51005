/** Sample findings and notifications, one of each kind, at a fixed moment: for the mail tests and the gallery script. */
import type { Alert, Transition, TransitionKind, TransitionReason } from "../../../src/domain/alert.ts";
import type { CatalogEntry, Language } from "../../../src/domain/catalog.ts";
import type { Finding, JobFacts } from "../../../src/domain/finding.ts";
import { day, hour, minute } from "../../../src/domain/instant.ts";
import type { Notification } from "../../../src/domain/notification.ts";

export const now = Date.UTC(2025, 0, 24, 3, 0);

const job: JobFacts = {
  jobId: "AD2AADProvisioning.fc93887f5f8b4d2f8d3c0e7b54aa1c55.0f1a6c2e-9a57-4a0e-8c6b-2d9e7f4b3a10",
  jobKind: "AD2AADProvisioning",
  configuration: "corp.contoso.example",
  errorCode: null,
  errorMessage: null,
  tenantActionable: null,
  lastSuccessAt: now - 5 * hour,
};

const subject = { key: job.jobId, name: job.configuration };
const tenantSubject = { key: "tenant", name: "contoso" };

export const findings = {
  "sync-stale-warning": {
    id: "sync-stale",
    subject: tenantSubject,
    severity: "warning",
    code: null,
    catalogIds: ["sync-stale"],
    since: now - 95 * minute,
    facts: { lastSyncAt: now - 95 * minute, basis: "organization", thresholdMinutes: 90 },
  },
  "sync-stale-critical": {
    id: "sync-stale",
    subject: tenantSubject,
    severity: "critical",
    code: null,
    catalogIds: ["sync-stale"],
    since: now - 27 * hour,
    facts: { lastSyncAt: now - 27 * hour, basis: "organization", thresholdMinutes: 1440 },
  },
  "sync-disabled": {
    id: "sync-disabled",
    subject: tenantSubject,
    severity: "critical",
    code: null,
    catalogIds: ["sync-disabled"],
    since: now - 12 * minute,
    facts: { lastSyncAt: now - 41 * minute, syncEnabled: null },
  },
  "password-hash-sync-stale": {
    id: "password-hash-sync-stale",
    subject: tenantSubject,
    severity: "critical",
    code: null,
    catalogIds: ["password-hash-sync-stale"],
    since: now - 131 * minute,
    facts: { lastPasswordSyncAt: now - 131 * minute, lastSyncAt: now - 11 * minute, thresholdMinutes: 120 },
  },
  "job-quarantine": {
    id: "job-quarantine",
    subject,
    severity: "critical",
    code: "AzureActiveDirectoryInvalidCredential",
    catalogIds: ["AzureActiveDirectoryInvalidCredential", "EncounteredQuarantineException"],
    since: now - 3 * hour,
    facts: {
      ...job,
      errorCode: "AzureActiveDirectoryInvalidCredential",
      errorMessage:
        "We were unable to process this request at this point. If this issue persists, please contact support and provide the following job identifier: AD2AADProvisioning.fc93887f. Additional details: The supplied credential for <pii>ADToAADSyncServiceAccount@contoso.onmicrosoft.com</pii> was rejected.",
      tenantActionable: true,
      reason: "EncounteredQuarantineException",
      seriesBeganAt: now - 3 * hour,
      nextAttemptAt: now + 3 * hour,
      seriesCount: 2,
      disableAt: now - 3 * hour + 28 * day,
    },
  },
  "job-delete-threshold": {
    id: "job-delete-threshold",
    subject,
    severity: "critical",
    code: "TooManyDeletes",
    catalogIds: ["TooManyDeletes"],
    since: now - 40 * minute,
    facts: {
      ...job,
      lastSuccessAt: now - 80 * minute,
      seriesBeganAt: now - 40 * minute,
      nextAttemptAt: now + 6 * hour,
      disableAt: now - 40 * minute + 28 * day,
      threshold: 500,
    },
  },
  "job-failing": {
    id: "job-failing",
    subject,
    severity: "warning",
    code: "HybridIdentityServiceAgentTimeout",
    catalogIds: ["HybridIdentityServiceAgentTimeout"],
    since: now - 2 * hour,
    facts: {
      ...job,
      errorCode: "HybridIdentityServiceAgentTimeout",
      errorMessage: "The request to the on-premises agent timed out.",
      successiveFailures: 3,
      lastRunAt: now - 20 * minute,
    },
  },
  "job-stalled": {
    id: "job-stalled",
    subject,
    severity: "critical",
    code: null,
    catalogIds: ["job-stalled"],
    since: now - 130 * minute,
    facts: { ...job, lastActivityAt: now - 130 * minute, thresholdMinutes: 120, intervalMinutes: 40 },
  },
  "job-paused": {
    id: "job-paused",
    subject,
    severity: "warning",
    code: "Paused",
    catalogIds: ["job-paused"],
    since: now - 15 * minute,
    facts: { ...job, pause: "paused" },
  },
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
} satisfies Record<string, Finding>;

export type SampleName = keyof typeof findings;
export const sampleNames = Object.keys(findings) as SampleName[];

const reasons: Record<TransitionKind, TransitionReason> = {
  raised: "condition-met",
  changed: "severity-rose",
  resolved: "condition-cleared",
};

/** A transition of this finding at `now`; a change or an end comes 3 hours 10 minutes after the raise. */
export function makeTransition(
  finding: Finding,
  kind: TransitionKind,
  reason: TransitionReason = reasons[kind],
): Transition {
  const raisedAt = kind === "raised" ? now : now - 3 * hour - 10 * minute;
  const alert: Alert = {
    id: `alr-${finding.id}-01`,
    tenant: "contoso",
    finding: finding.id,
    subjectKey: finding.subject.key,
    state: kind === "resolved" ? "resolved" : "open",
    last: finding,
    raisedAt,
    changedAt: kind === "changed" ? now : null,
    lastSeenAt: kind === "resolved" ? now - 10 * minute : now,
    resolvedAt: kind === "resolved" ? now : null,
    goodPolls: kind === "resolved" && reason === "condition-cleared" ? 2 : 0,
  };
  const proof =
    kind === "resolved" && reason === "condition-cleared" ? { lastSuccessAt: now - 8 * minute } : null;
  return { alertId: alert.id, kind, reason, at: now, alert, proof };
}

export function makeNotification(
  transitions: Transition[],
  language: Language = "en",
  more: Partial<Notification> = {},
): Notification {
  return {
    id: "ntf-01",
    tenant: "contoso",
    tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
    profile: {
      displayName: "Contoso B.V.",
      initialDomain: "contoso.onmicrosoft.com",
      preferredLanguage: language,
    },
    language,
    recipients: ["ops@contoso.example"],
    transitions,
    references: transitions.every(({ kind }) => kind === "raised") ? [] : ["<ntf-00@contoso.example>"],
    messageId: "<ntf-01@contoso.example>",
    createdAt: now,
    ...more,
  };
}

/** A small entry; the id is its title, so that a test sees which one was shown. */
export function makeEntry(id: string, more: Partial<CatalogEntry> = {}): CatalogEntry {
  return {
    id,
    codes: [id],
    signatures: [],
    families: [],
    surfaces: ["finding"],
    severity: "critical",
    actor: "tenant",
    transient: false,
    transientMinutes: null,
    legacy: false,
    url: "https://learn.microsoft.com/entra/identity/hybrid/",
    text: {
      en: {
        title: `About ${id}`,
        meaning: "The sync server or its connection does not do its work.",
        affected: "New accounts, changed attributes and group memberships.",
        stillWorks: "Signing in with existing accounts.",
        remedy: [
          "On the sync server, run `Get-ADSyncScheduler` and check that `SyncCycleEnabled` is True.",
          "Start a cycle with `Start-ADSyncSyncCycle -PolicyType Delta`.",
          "Open Services and check that Microsoft Entra ID Sync is running; start it if it is not, and look in the Application event log for what stopped it.",
        ],
        clears: "The next successful cycle, normally within 30 minutes.",
      },
      nl: {
        title: `Over ${id}`,
        meaning: "De synchronisatieserver of de verbinding ervan doet zijn werk niet.",
        affected: "Nieuwe accounts, gewijzigde kenmerken en groepslidmaatschappen.",
        stillWorks: "Aanmelden met bestaande accounts.",
        remedy: [
          "Voer op de synchronisatieserver `Get-ADSyncScheduler` uit en controleer of `SyncCycleEnabled` True is.",
          "Start een cyclus met `Start-ADSyncSyncCycle -PolicyType Delta`.",
          "Open Services en controleer of Microsoft Entra ID Sync wordt uitgevoerd; start de service als dat niet zo is en kijk in het logboek Toepassing waardoor zij is gestopt.",
        ],
        clears: "De volgende geslaagde cyclus, doorgaans binnen 30 minuten.",
      },
    },
    ...more,
  };
}
