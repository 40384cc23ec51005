/** Status reports as text for people, and the exit code they stand for. */
import type { StatusReport, TenantReport, TenantState } from "../domain/report.ts";

const marks: Record<TenantState, string> = {
  ok: "OK",
  warning: "WARNING",
  critical: "CRITICAL",
  unknown: "UNKNOWN",
};

/** Exit code of the worst tenant: 0 ok, 1 warning, 2 critical, 3 unknown. Critical outranks all, then warning. */
export function exitCodeOf(tenants: readonly TenantReport[]): number {
  const states = new Set(tenants.map((tenant) => tenant.state));
  if (states.has("critical")) return 2;
  if (states.has("warning")) return 1;
  return states.has("unknown") || tenants.length === 0 ? 3 : 0;
}

export function printStatus(report: StatusReport, format: "text" | "json"): void {
  if (format === "json") {
    console.log(JSON.stringify(report, null, 2));
    return;
  }
  for (const tenant of report.tenants) console.log(describeTenant(tenant, report.generatedAt).join("\n"));
  if (report.tenants.length === 0) console.log("No tenant is enabled.");
}

function describeTenant(tenant: TenantReport, generatedAt: string): string[] {
  const lines = [
    `${marks[tenant.state].padEnd(8)} ${tenant.name} (${tenant.tenantId})  polled ${tenant.polledAt ?? "never"}`,
  ];
  if (tenant.staleAfter !== null && tenant.staleAfter < generatedAt) {
    lines.push(
      "  not polled when it was due: is the daemon (sync-health run) running? What follows is what it saw last.",
    );
  }
  for (const { severity, title, id, code, since } of tenant.findings) {
    lines.push(`  ${severity.padEnd(8)} ${title}  [${id}${code ? `, ${code}` : ""}, since ${since}]`);
    if (code) lines.push(`           sync-health explain ${code}`);
  }
  for (const { probe, reason, detail } of tenant.blind)
    lines.push(`  blind    ${probe}: ${reason}: ${detail}`);
  return lines;
}
