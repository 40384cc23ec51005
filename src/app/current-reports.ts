/** The stored reports as they may be shown now: one for each enabled tenant, unknown where the daemon fell silent. */
import type { Config, TenantConfig } from "../config/config.ts";
import type { Instant } from "../domain/instant.ts";
import type { TenantReport } from "../domain/report.ts";
import type { Store } from "../store/store.ts";

export async function currentReports(store: Store, config: Config, now: Instant): Promise<TenantReport[]> {
  const stored = new Map((await store.reports()).map((report) => [report.name, report]));
  return config.tenants
    .filter((tenant) => tenant.enabled)
    .map((tenant) => currentReport(tenant, stored.get(tenant.name) ?? null, now));
}

/** `report`: the stored one, null before the first poll. */
export function currentReport(tenant: TenantConfig, report: TenantReport | null, now: Instant): TenantReport {
  if (!report) return neverPolled(tenant);
  return isStale(report, now) ? { ...report, state: "unknown" } : report;
}

/** A tenant nobody has looked at yet is no reason for silence. */
function neverPolled({ name, tenantId }: TenantConfig): TenantReport {
  return {
    name,
    tenantId,
    state: "unknown",
    findings: [],
    blind: [],
    readings: {},
    polledAt: null,
    staleAfter: null,
  };
}

function isStale({ staleAfter }: TenantReport, now: Instant): boolean {
  return staleAfter !== null && now > Date.parse(staleAfter);
}
