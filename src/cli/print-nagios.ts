/**
 * In: a status report. Out: what a Nagios plugin prints: one status line with performance data, then a line for each
 * thing that is wrong or unseen, the worst first. Small enough for every relay in between: what does not fit is counted.
 * https://www.monitoring-plugins.org/doc/guidelines.html
 */
import type { ReportedFinding, StatusReport, TenantReport, TenantState } from "../domain/report.ts";
import { compareSeverity, type Severity } from "../domain/severity.ts";
import type { Thresholds } from "../domain/thresholds.ts";
import { cleanLine } from "../util/clean-text.ts";
import { renderPerfdata } from "./perfdata.ts";
import { describeIncidents, isOverdue } from "./reported.ts";

/** NRPE takes 1 KB in its oldest form and 8 KB by Nagios' own buffer; a little is kept free for the last remarks. */
const maxStatusBytes = 900;
const maxPerfdataBytes = 4_500;
const maxBytes = 7_900;
const maxLineLength = 300;

/** The worst first: the order of the exit codes' weight, not of their numbers. */
const states: readonly TenantState[] = ["critical", "warning", "unknown", "ok"];

export function renderNagios(
  report: StatusReport,
  thresholds: ReadonlyMap<string, Thresholds> = new Map(),
): string {
  const { data, leftOut } = joinPerfdata(report, thresholds);
  const first = data === "" ? describeStatus(report) : `${describeStatus(report)}| ${data}`;
  const remarks =
    leftOut === 0 ? [] : [`Performance data of ${count(leftOut, "tenant")} left out for length.`];
  return joinLines([first, ...remarks], describeDetails(report));
}

/** What kept us from looking, as a plugin says it. */
export function renderNagiosFailure(message: string): string {
  return `SYNC UNKNOWN - ${neutralize(message, maxStatusBytes)}`;
}

function describeStatus({ tenants, generatedAt }: StatusReport): string {
  const worst = states.find((state) => tenants.some((tenant) => tenant.state === state)) ?? "unknown";
  const ill = states
    .filter((state) => state !== "ok")
    .flatMap((state) => tenants.filter((tenant) => tenant.state === state));
  const healthy = tenants.filter((tenant) => tenant.state === "ok");
  const parts = ill.map((tenant) => neutralize(`${tenant.name}: ${summarize(tenant, generatedAt)}`, 160));
  const rest = ill.length === 0 ? describeHealthy(healthy) : healthy.length > 0 ? `${healthy.length} ok` : "";
  return `SYNC ${worst.toUpperCase()} - ${joinParts(parts, rest)}`;
}

function describeHealthy(healthy: readonly TenantReport[]): string {
  const [only] = healthy;
  if (!only) return "no tenant is enabled";
  const who = healthy.length === 1 ? neutralize(only.name, 80) : count(healthy.length, "tenant");
  return `${who}: nothing wrong`;
}

/** As many as fit; the others are a number. */
function joinParts(parts: readonly string[], rest: string): string {
  const shown: string[] = [];
  for (const part of parts) {
    if (bytesOf([...shown, part, rest].join("; ")) > maxStatusBytes) break;
    shown.push(part);
  }
  const hidden = parts.length - shown.length;
  return [...shown, hidden > 0 ? `${hidden} more not shown` : "", rest].filter(Boolean).join("; ");
}

function summarize(tenant: TenantReport, generatedAt: string): string {
  if (tenant.polledAt === null) return "never polled";
  if (isOverdue(tenant, generatedAt)) return "not polled when it was due";
  const [worst, ...others] = tenant.findings
    .filter(
      (finding) => finding.severity !== "info" && (finding.id !== "blind" || tenant.state === "unknown"),
    )
    .toSorted((a, b) => compareSeverity(b.severity, a.severity));
  if (worst) return `${cleanLine(worst.title, 120)}${others.length > 0 ? ` (+${others.length})` : ""}`;
  const [blind, ...more] = tenant.blind.filter((entry) => !entry.optional);
  if (!blind) return "unknown";
  return `can't see ${blind.probe} (${blind.reason})${more.length > 0 ? ` (+${more.length})` : ""}`;
}

/** Every line of detail, the most urgent kinds first, so that length costs the least urgent. */
function describeDetails({ tenants }: StatusReport): string[] {
  const findings = (severity: Severity) =>
    tenants.flatMap((tenant) =>
      tenant.findings
        .filter((finding) => finding.severity === severity)
        .map((finding) => `[${severity.toUpperCase()}] ${tenant.name}: ${describeFinding(finding)}`),
    );
  const blind = (optional: boolean) =>
    tenants.flatMap((tenant) =>
      tenant.blind
        .filter((entry) => Boolean(entry.optional) === optional)
        .map(({ probe, reason, detail }) => `${tenant.name}: ${probe}: ${reason}: ${detail}`)
        .map((line) => (optional ? `not seen (optional): ${line}` : `[UNKNOWN] ${line}`)),
    );
  const incidents = tenants.flatMap((tenant) =>
    describeIncidents(tenant).map((incident) => `incident at Microsoft: ${tenant.name}: ${incident}`),
  );
  return [
    ...findings("critical"),
    ...findings("warning"),
    ...blind(false),
    ...incidents,
    ...findings("info"),
    ...blind(true),
  ].map((line) => neutralize(line, maxLineLength));
}

function describeFinding({ id, subject, code, since, title }: ReportedFinding): string {
  const about = [id, subject === "tenant" ? null : subject, code, `since ${since}`].filter(Boolean);
  return `${cleanLine(title, 160)} [${about.join(", ")}]`;
}

function joinPerfdata({ tenants, generatedAt }: StatusReport, thresholds: ReadonlyMap<string, Thresholds>) {
  const shown: string[] = [];
  let leftOut = 0;
  for (const tenant of tenants) {
    const data = renderPerfdata({
      tenant,
      generatedAt,
      thresholds: thresholds.get(tenant.name) ?? null,
      prefix: tenants.length > 1 ? `${neutralize(tenant.name, 63)}_` : "",
    });
    // Whole tenants, in the configuration's order: a graph that comes and goes with the weather is no graph.
    if (leftOut > 0 || bytesOf([...shown, ...data].join(" ")) > maxPerfdataBytes) leftOut += 1;
    else shown.push(...data);
  }
  return { data: shown.join(" "), leftOut };
}

function joinLines(head: readonly string[], details: readonly string[]): string {
  const lines = [...head];
  for (const [index, line] of details.entries()) {
    if (bytesOf([...lines, line].join("\n")) > maxBytes) {
      const hidden = details.length - index;
      lines.push(`${count(hidden, "line")} left out for length: --format text shows all.`);
      break;
    }
    lines.push(line);
  }
  return lines.join("\n");
}

/** One line in which nothing means anything to Nagios: a bar begins performance data, a backslash an escaped line end. */
function neutralize(text: string, maxLength: number): string {
  return cleanLine(text.replaceAll("|", "/").replaceAll("\\", "/"), maxLength);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
