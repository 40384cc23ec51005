/** Tenant reports as the printers of the command line get them. */

import type { ReportedFinding, TenantReport } from "../../src/domain/report.ts";
import type { Severity } from "../../src/domain/severity.ts";

export const generatedAt = "2026-09-14T08:00:00.000Z";

export function createReport(fields: Partial<TenantReport> = {}): TenantReport {
  return {
    name: "contoso",
    tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
    state: "ok",
    findings: [],
    blind: [],
    readings: {},
    polledAt: generatedAt,
    staleAfter: null,
    ...fields,
  };
}

export function createFinding(severity: Severity, fields: Partial<ReportedFinding> = {}): ReportedFinding {
  return {
    id: "sync-stale",
    subject: "tenant",
    severity,
    code: null,
    since: "2026-09-14T05:00:00.000Z",
    title: "No recent synchronization – last success 3 hours ago",
    watched: true,
    ...fields,
  };
}

export function createBlindness(fields: Partial<TenantReport["blind"][number]> = {}) {
  return {
    probe: "organization",
    reason: "permission",
    detail: "organization: 403 Authorization_RequestDenied",
    optional: false,
    ...fields,
  } as const satisfies TenantReport["blind"][number];
}
