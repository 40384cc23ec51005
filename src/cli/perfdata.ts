/**
 * In: one tenant's report and limits. Out: its numbers as Nagios performance data, `'label'=value[UOM];warn;crit;min`.
 * What could not be seen just now, or is not in use, has no datum: a graph then shows a gap, where an old number would
 * be a false one. The guidelines also allow the value "U" for it, but that makes Icinga complain in its log each time.
 * https://www.monitoring-plugins.org/doc/guidelines.html
 */
import { minute, second } from "../domain/instant.ts";
import { probeOfReading } from "../domain/probes.ts";
import type { ReadingKind } from "../domain/reading-kinds.ts";
import type { TenantReport } from "../domain/report.ts";
import type { Thresholds } from "../domain/thresholds.ts";
import { isOverdue, reportedReading } from "./reported.ts";

interface PerfdataInput {
  tenant: TenantReport;
  /** ISO 8601: ages are counted up to here. */
  generatedAt: string;
  /** Null: the data carry no limits. */
  thresholds: Thresholds | null;
  /** Stands before every label; empty where there is only one tenant. */
  prefix: string;
}

interface Datum {
  label: string;
  value: number | null | undefined;
  unit?: "s" | "%";
  /** Warning and critical limit, in the unit of the value. */
  limits?: [number | undefined, number | undefined];
}

export function renderPerfdata({ tenant, generatedAt, thresholds, prefix }: PerfdataInput): string[] {
  if (tenant.polledAt === null || isOverdue(tenant, generatedAt)) return [];
  const data = [
    ...measureAges(tenant, generatedAt, thresholds),
    ...measureQuota(tenant, thresholds),
    ...countObjects(tenant),
    ...countFindings(tenant),
  ];
  return data.flatMap((datum) => renderDatum(datum, prefix));
}

function measureAges(tenant: TenantReport, generatedAt: string, limits: Thresholds | null): Datum[] {
  const organization = current(tenant, "organization");
  // Switched off on purpose or never on: the age of the last cycle would only grow.
  const off = organization?.syncEnabled === false || organization?.syncEnabled === null;
  if (off) return [];
  const password = current(tenant, "password-sync");
  return [
    {
      label: "sync_age",
      value: ageSeconds(organization?.lastSyncAt, generatedAt),
      unit: "s",
      limits: [toSeconds(limits?.syncStaleWarningMinutes), toSeconds(limits?.syncStaleCriticalMinutes)],
    },
    {
      label: "password_sync_age",
      value: ageSeconds(password?.lastPasswordSyncAt, generatedAt),
      unit: "s",
      limits: [undefined, toSeconds(limits?.passwordHashSyncStaleMinutes)],
    },
  ];
}

function measureQuota(tenant: TenantReport, limits: Thresholds | null): Datum[] {
  const quota = current(tenant, "directory-quota")?.quota;
  const { used, total } = quota ?? {};
  const value = used !== undefined && total !== undefined && total > 0 ? (used / total) * 100 : null;
  return [
    {
      label: "quota_percent",
      value: value === null ? null : Math.round(value * 10) / 10,
      unit: "%",
      limits: [limits?.objectQuotaWarningPercent, limits?.objectQuotaCriticalPercent],
    },
  ];
}

function countObjects(tenant: TenantReport): Datum[] {
  const counts = current(tenant, "object-counts");
  const jobs = current(tenant, "provisioning-jobs");
  const errors = current(tenant, "object-errors");
  return [
    { label: "object_errors", value: errors?.errorsTotal ?? errors?.errors?.length },
    { label: "synced_users", value: counts?.users },
    { label: "synced_groups", value: counts?.groups },
    { label: "synced_contacts", value: counts?.contacts },
    { label: "jobs_quarantined", value: countQuarantined(jobs) },
  ];
}

/** Of a list that the report had to cut, nothing true can be counted. */
function countQuarantined(reading: ReturnType<typeof current<"provisioning-jobs">>): number | null {
  const jobs = reading?.jobs;
  if (!jobs || (reading.jobsTotal ?? 0) > jobs.length) return null;
  return jobs.filter((job) => job.code === "Quarantine").length;
}

function countFindings({ findings, blind }: TenantReport): Datum[] {
  const ofSeverity = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const blindProbes = new Set(blind.filter((entry) => !entry.optional).map((entry) => entry.probe));
  return [
    { label: "findings_critical", value: ofSeverity("critical") },
    { label: "findings_warning", value: ofSeverity("warning") },
    { label: "blind_probes", value: blindProbes.size },
  ];
}

/** The reading, unless its probe is blind just now: reports keep what was seen before. */
function current<Kind extends ReadingKind>(tenant: TenantReport, kind: Kind) {
  const probe = probeOfReading(kind);
  return tenant.blind.some((entry) => entry.probe === probe) ? null : reportedReading(tenant, kind);
}

function ageSeconds(from: string | null | undefined, to: string): number | null {
  if (from === null || from === undefined) return null;
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / second));
}

function toSeconds(minutes: number | undefined): number | undefined {
  return minutes === undefined ? undefined : Math.round((minutes * minute) / second);
}

/** Nothing below zero is possible, so every datum has 0 as its minimum; percent have theirs by nature. */
function renderDatum(
  { label, value, unit = undefined, limits = [undefined, undefined] }: Datum,
  prefix: string,
) {
  if (typeof value !== "number" || !Number.isFinite(value)) return [];
  const [warn, crit] = limits;
  const name = `${prefix}${label}`.replaceAll("=", "-").replaceAll("'", "''");
  const tail = [warn ?? "", crit ?? "", unit === "%" ? "" : 0].join(";").replace(/;+$/, "");
  return [`'${name}'=${value}${unit ?? ""};${tail}`.replace(/;$/, "")];
}
