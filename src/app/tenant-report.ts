/** In: what a poll saw and proved. Out: the tenant's status as people and machines read it. */
import { blindnessCounts, isRefusedOption } from "../classify/remember.ts";
import type { Alert } from "../domain/alert.ts";
import type { BlindReading } from "../domain/blindness.ts";
import type { Assessment, Finding, FindingId } from "../domain/finding.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import type { ProbeId } from "../domain/probes.ts";
import type { Reading, SeenReading } from "../domain/reading.ts";
import type { TenantReport, TenantState } from "../domain/report.ts";
import { compareSeverity } from "../domain/severity.ts";
import type { TenantMemory } from "../domain/tenant.ts";
import { findingTitle } from "../mail/render/subject.ts";
import { applyInhibition } from "../reconcile/inhibit.ts";
import { clearanceOf, datedByAlerts, isAbout } from "../reconcile/match.ts";

export interface ReportInput {
  tenant: { name: string; tenantId: string };
  readings: readonly Reading[];
  assessment: Assessment;
  /** Alerts that were open before this poll. */
  open: readonly Alert[];
  previous: TenantReport | null;
  memory: TenantMemory;
  /** Probes that are switched on. */
  watched: readonly ProbeId[];
  /** Findings whose probes are all switched off. */
  unwatched: ReadonlySet<FindingId>;
  staleAfter: Instant | null;
  now: Instant;
}

export function describeTenant({
  tenant,
  readings,
  assessment,
  open,
  previous,
  memory,
  watched,
  unwatched,
  staleAfter,
  now,
}: ReportInput): TenantReport {
  const findings = currentFindings(assessment, open, now);
  const seen = readings.filter((reading) => reading.kind !== "blind");
  // A probe that was not due says nothing new: what it last said still stands.
  const kept = (previous?.blind ?? []).filter(
    ({ probe }) => watched.includes(probe) && memory.probes[probe]?.lastRunAt !== now,
  );
  const blind = [...describeBlindness(readings, memory), ...kept];
  return {
    ...tenant,
    state: stateOf(
      findings,
      blind.some(({ optional }) => !optional),
    ),
    findings: findings
      .toSorted((a, b) => compareSeverity(b.severity, a.severity))
      .map((finding) => ({
        id: finding.id,
        subject: finding.subject.key,
        severity: finding.severity,
        code: finding.code,
        since: toIso(finding.since),
        title: findingTitle(finding, "en", now),
        watched: !unwatched.has(finding.id),
      })),
    blind,
    readings: {
      ...previous?.readings,
      ...Object.fromEntries(seen.map((reading) => [reading.kind, describeReading(reading)])),
    },
    polledAt: toIso(now),
    staleAfter: toIso(staleAfter),
  };
}

/**
 * One entry per probe and reason. A question that Graph does not know is no loss where the answer was never there: beta
 * alone has the password date.
 */
function describeBlindness(readings: readonly Reading[], memory: TenantMemory): TenantReport["blind"] {
  const entries = readings
    .filter((reading) => reading.kind === "blind")
    .filter((reading) => isWorthShowing(reading, memory))
    .map((reading) => describeBlind(reading, memory));
  return [...new Map(entries.map((entry) => [`${entry.probe} ${entry.reason}`, entry])).values()];
}

function isWorthShowing(reading: BlindReading, memory: TenantMemory): boolean {
  const notKnown = reading.reason === "malformed" || reading.reason === "unsupported";
  return !notKnown || blindnessCounts(reading, memory) || isRefusedOption(reading, memory);
}

function describeBlind(reading: BlindReading, memory: TenantMemory): TenantReport["blind"][number] {
  const { probe, reason, detail } = reading;
  return { probe, reason, detail, optional: isRefusedOption(reading, memory) };
}

/** What is wrong now: found by this poll, or open and not proven good by it; without what a worse one silences. */
function currentFindings(assessment: Assessment, open: readonly Alert[], now: Instant): Finding[] {
  const cleared = (alert: Alert) => clearanceOf(alert, assessment.clearances) !== null;
  const found = (alert: Alert) => assessment.findings.some((finding) => isAbout(alert, finding));
  const stillOpen = open.filter((alert) => !cleared(alert) && !found(alert)).map((alert) => alert.last);
  const all = [...datedByAlerts(assessment.findings, open), ...stillOpen];
  return applyInhibition(all, all, now).speaking;
}

/** Being blind makes a tenant unknown, not ill: its own finding does not count here. */
function stateOf(findings: readonly Finding[], blind: boolean): TenantState {
  const real = findings.filter((finding) => finding.id !== "blind");
  if (real.some((finding) => finding.severity === "critical")) return "critical";
  if (real.some((finding) => finding.severity === "warning")) return "warning";
  return blind || findings.some((finding) => finding.id === "blind") ? "unknown" : "ok";
}

/** Without its kind, which is its name already; each list with its true length beside it. */
function describeReading({ kind: _kind, ...reading }: SeenReading): Record<string, unknown> {
  const members = Object.entries(reading).flatMap(([name, value]) =>
    Array.isArray(value)
      ? [[name, value] as const, [`${name}Total`, value.length] as const]
      : [[name, value] as const],
  );
  return withIsoTimes(Object.fromEntries(members)) as Record<string, unknown>;
}

/** Long lists are for the store and the mails; a report shows how many there are, and the first. */
const maxListed = 100;

/** Moments leave as ISO 8601 text. */
function withIsoTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, maxListed).map(withIsoTimes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      isMoment(key) && typeof member === "number" ? toIso(member) : withIsoTimes(member),
    ]),
  );
}

/** By its name: `…At`, and the few that Microsoft's own words name otherwise. */
function isMoment(key: string): boolean {
  return key.endsWith("At") || key === "at" || key === "notBefore" || key === "notAfter";
}
