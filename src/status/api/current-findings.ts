/** In: where reports come from, and what is wanted. Out: what is wrong now, the worst first, then what lasts longest. */
import type { FindingId } from "../../domain/finding.ts";
import type { Instant } from "../../domain/instant.ts";
import type { TenantReport } from "../../domain/report.ts";
import { compareSeverity, type Severity } from "../../domain/severity.ts";
import type { StatusSource } from "../source.ts";
import type { TenantFinding } from "./schemas-tenants.ts";
import { compareText } from "./select-tenants.ts";

export interface FindingFilter {
  tenant?: string | undefined;
  id?: FindingId | undefined;
  severity?: Severity | undefined;
}

export async function currentFindings(
  source: Pick<StatusSource, "standings" | "report">,
  { tenant, id, severity }: FindingFilter,
  now: Instant,
): Promise<TenantFinding[]> {
  const found: TenantFinding[] = [];
  for (const name of await illTenants(source, tenant)) {
    const report = await source.report(name);
    if (report) found.push(...findingsOf(report, now));
  }
  return found
    .filter((finding) => id === undefined || finding.id === id)
    .filter((finding) => severity === undefined || finding.severity === severity)
    .toSorted(
      (a, b) =>
        compareSeverity(b.severity, a.severity) ||
        compareText(a.since, b.since) ||
        compareText(a.tenant, b.tenant),
    );
}

/**
 * A report is large, for all the objects in its readings: that of a tenant where nothing is wrong is not worth reading. A
 * tenant that only an earlier version polled may have one, and looks as if nobody had polled it.
 */
async function illTenants(
  source: Pick<StatusSource, "standings">,
  tenant: string | undefined,
): Promise<string[]> {
  const standings = await source.standings();
  return standings
    .filter(({ name }) => tenant === undefined || name === tenant)
    .filter(({ findingsTotal, polledAt }) => findingsTotal > 0 || polledAt === null)
    .map(({ name }) => name);
}

function findingsOf({ name, findings, staleAfter }: TenantReport, now: Instant): TenantFinding[] {
  const stale = staleAfter !== null && now > Date.parse(staleAfter);
  return findings.map((finding) => ({ tenant: name, ...finding, stale }));
}
