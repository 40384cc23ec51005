/** The stored reports as they may be shown now: of configured tenants only, and unknown where the daemon fell silent. */
import type { Config } from "../config/config.ts";
import type { Instant } from "../domain/instant.ts";
import type { TenantReport } from "../domain/report.ts";
import type { Store } from "../store/store.ts";

export async function currentReports(store: Store, config: Config, now: Instant): Promise<TenantReport[]> {
  const configured = new Set(config.tenants.filter((tenant) => tenant.enabled).map((tenant) => tenant.name));
  const reports = (await store.reports()).filter((report) => configured.has(report.name));
  return reports.map((report) => (isStale(report, now) ? { ...report, state: "unknown" } : report));
}

function isStale({ staleAfter }: TenantReport, now: Instant): boolean {
  return staleAfter !== null && now > Date.parse(staleAfter);
}
