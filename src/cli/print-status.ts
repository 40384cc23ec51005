/** Status reports for people, for programs and for Nagios and its kin, and the exit code they stand for. */
import type { OutboxReport, StatusReport, TenantReport, TenantState } from "../domain/report.ts";
import type { Thresholds } from "../domain/thresholds.ts";
import { cleanLine } from "../util/clean-text.ts";
import { renderNagios } from "./print-nagios.ts";
import { describeIncidents, isOverdue } from "./reported.ts";

export const statusFormats = ["text", "json", "nagios"] as const;
export type StatusFormat = (typeof statusFormats)[number];

const maxLineLength = 500;

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

/** `thresholds`: each tenant's limits by its name; the Nagios format hands them on to whoever draws the graphs. */
export function printStatus(
  report: StatusReport,
  format: StatusFormat,
  thresholds: ReadonlyMap<string, Thresholds> = new Map(),
): void {
  if (format === "json") {
    console.log(JSON.stringify(report, null, 2));
    return;
  }
  if (format === "nagios") {
    console.log(renderNagios(report, thresholds));
    return;
  }
  for (const tenant of report.tenants) console.log(describeTenant(tenant, report.generatedAt).join("\n"));
  if (report.tenants.length === 0) console.log("No tenant is enabled.");
  if (report.outbox) for (const line of describeOutbox(report.outbox)) console.log(line);
}

function describeOutbox({ queued, dead, oldestQueuedAt, lastDeadAt }: OutboxReport): string[] {
  return [
    queued > 0 && `Notifications waiting: ${queued}, the oldest since ${oldestQueuedAt}.`,
    dead > 0 &&
      `Notifications given up in the last 90 days: ${dead}, the last at ${lastDeadAt}; see the log.`,
  ].filter((line) => line !== false);
}

function describeTenant(tenant: TenantReport, generatedAt: string): string[] {
  const lines = [
    `${marks[tenant.state].padEnd(8)} ${tenant.name} (${tenant.tenantId})  polled ${tenant.polledAt ?? "never"}`,
  ];
  if (isOverdue(tenant, generatedAt)) {
    lines.push(
      "  not polled when it was due: is the daemon (sync-health run) running? What follows is what it saw last.",
    );
  }
  for (const { severity, title, id, code, since, watched } of tenant.findings) {
    // Reports of an earlier version do not say whether.
    const old = watched === false ? ", not watched any more" : "";
    lines.push(`  ${severity.padEnd(8)} ${title}  [${id}${code ? `, ${code}` : ""}, since ${since}${old}]`);
    // Only what is safe to paste into a shell.
    if (code && /^[\w.-]+$/.test(code)) lines.push(`           sync-health explain ${code}`);
  }
  for (const { probe, reason, detail, optional } of tenant.blind) {
    if (optional) lines.push(`  not seen ${probe} (optional): ${reason}: ${detail}`);
    else lines.push(`  blind    ${probe}: ${reason}: ${detail}`);
  }
  for (const incident of describeIncidents(tenant)) lines.push(`  incident at Microsoft: ${incident}`);
  return lines.map(toTerminal);
}

/** Codes and details come from outside: on a terminal they must not be able to do anything. */
export function toTerminal(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? "";
  return indent + cleanLine(line, maxLineLength);
}
