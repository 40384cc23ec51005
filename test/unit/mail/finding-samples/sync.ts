/** Sample findings about the synchronization of the directory and of passwords. */
import type { Finding } from "../../../../src/domain/finding.ts";
import { hour, minute } from "../../../../src/domain/instant.ts";
import { now, tenantSubject } from "./shared.ts";

export const syncFindings = {
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
} satisfies Record<string, Finding>;
