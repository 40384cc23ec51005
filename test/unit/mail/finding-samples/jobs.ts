/** Sample findings about the provisioning jobs of Cloud Sync. */
import type { Finding } from "../../../../src/domain/finding.ts";
import { day, hour, minute } from "../../../../src/domain/instant.ts";
import { job, jobSubject, now } from "./shared.ts";

export const jobFindings = {
  "job-quarantine": {
    id: "job-quarantine",
    subject: jobSubject,
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
    subject: jobSubject,
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
    subject: jobSubject,
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
  "job-entry-errors": {
    id: "job-entry-errors",
    subject: jobSubject,
    severity: "warning",
    code: "AzureDirectoryServiceAuthorizationFailed",
    catalogIds: ["AzureDirectoryServiceAuthorizationFailed", "job-entry-errors"],
    since: now - 7 * hour,
    facts: {
      ...job,
      lastSuccessAt: now - 25 * minute,
      escrowed: 14,
      failing: 12,
      codes: [
        { code: "AzureDirectoryServiceAuthorizationFailed", count: 9 },
        { code: "HybridSynchronizationActiveDirectoryUserPrincipalNameNotUnique", count: 3 },
      ],
      sample: [
        {
          name: "Sanne de Wit",
          code: "HybridSynchronizationActiveDirectoryUserPrincipalNameNotUnique",
          reason: "The user principal name s.dewit@contoso.example is already in use by another object.",
          at: now - 25 * minute,
        },
        {
          name: "SG-Finance-Readers",
          code: "AzureDirectoryServiceAuthorizationFailed",
          reason: "Insufficient privileges to complete the operation.",
          at: now - 25 * minute,
        },
        { name: null, code: null, reason: null, at: now - 65 * minute },
      ],
    },
  },
  "job-stalled": {
    id: "job-stalled",
    subject: jobSubject,
    severity: "critical",
    code: null,
    catalogIds: ["job-stalled"],
    since: now - 130 * minute,
    facts: { ...job, lastActivityAt: now - 130 * minute, thresholdMinutes: 120, intervalMinutes: 40 },
  },
  "job-paused": {
    id: "job-paused",
    subject: jobSubject,
    severity: "warning",
    code: "Paused",
    catalogIds: ["job-paused"],
    since: now - 15 * minute,
    facts: { ...job, pause: "paused" },
  },
} satisfies Record<string, Finding>;
