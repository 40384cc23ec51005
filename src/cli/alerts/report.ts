/** In: stored alerts and silences, configured windows. Out: what `alerts list` shows, in the shape of its JSON. */
import type { Acknowledgement, Alert, AlertState, Hold } from "../../domain/alert.ts";
import type { FindingId } from "../../domain/finding.ts";
import { type Instant, toIso } from "../../domain/instant.ts";
import { compareSeverity, type Severity } from "../../domain/severity.ts";
import type { MaintenanceWindow, Silence } from "../../domain/silence.ts";
import { findingTitle } from "../../mail/render/subject.ts";
import { holdFor, isInForce } from "../../schedule/holds.ts";
import { activeWindow, nextWindow } from "../../schedule/maintenance.ts";

/** Moments are ISO 8601, UTC. Additive only: programs read it. */
export interface AlertsReport {
  generatedAt: string;
  alerts: ListedAlert[];
  silences: ListedSilence[];
  maintenance: ListedWindow[];
}

export interface ListedAlert {
  id: string;
  tenant: string;
  finding: FindingId;
  subject: string;
  severity: Severity;
  code: string | null;
  state: AlertState;
  since: string;
  /** Null: it is pending. */
  raisedAt: string | null;
  title: string;
  flapping: boolean;
  acknowledged: { at: string; by: string; reason: string; via: "command" | "link" | "page" } | null;
  silenced: { by: Hold["by"]; name: string; until: string } | null;
}

export interface ListedSilence {
  id: string;
  tenant: string | null;
  finding: FindingId | null;
  subject: string | null;
  from: string;
  to: string;
  inForce: boolean;
  by: string;
  reason: string;
  createdAt: string;
}

export interface ListedWindow {
  name: string;
  tenants: string[];
  findings: FindingId[];
  from: string;
  to: string;
  inForce: boolean;
}

export interface Listing {
  /** Open ones, and pending ones where those are wanted. */
  alerts: readonly Alert[];
  silences: readonly Silence[];
  maintenance: readonly MaintenanceWindow[];
  /** Only what is about this tenant, among others; null: everything. */
  tenant: string | null;
  now: Instant;
}

export function describeAlerts({ alerts, silences, maintenance, tenant, now }: Listing): AlertsReport {
  const holding = { silences, maintenance, now };
  return {
    generatedAt: toIso(now),
    alerts: alerts
      .filter((alert) => tenant === null || alert.tenant === tenant)
      .toSorted(byUrgency)
      .map((alert) => listAlert(alert, holdFor(alert.last, alert.tenant, holding), now)),
    silences: silences
      .filter((silence) => tenant === null || (silence.tenant ?? tenant) === tenant)
      .toSorted((a, b) => a.startsAt - b.startsAt)
      .map((silence) => listSilence(silence, now)),
    maintenance: maintenance
      .filter(({ tenants }) => tenant === null || tenants.length === 0 || tenants.includes(tenant))
      .flatMap((window) => listWindow(window, now) ?? []),
  };
}

/** What is open before what is pending, the worst first, then the oldest. */
function byUrgency(a: Alert, b: Alert): number {
  return (
    Number(a.state !== "open") - Number(b.state !== "open") ||
    compareSeverity(b.last.severity, a.last.severity) ||
    a.last.since - b.last.since
  );
}

function listAlert(alert: Alert, hold: Hold | null, now: Instant): ListedAlert {
  const { id, tenant, finding, subjectKey: subject, state, last, raisedAt, flapping } = alert;
  const { severity, code, since } = last;
  return {
    id,
    tenant,
    finding,
    subject,
    severity,
    code,
    state,
    since: toIso(since),
    raisedAt: state === "pending" ? null : toIso(raisedAt),
    title: findingTitle(last, "en", now),
    flapping,
    acknowledged: alert.acknowledgement && listAcknowledgement(alert.acknowledgement),
    silenced: hold && { by: hold.by, name: hold.name, until: toIso(hold.until) },
  };
}

const viaOf = { "by-command": "command", "by-link": "link", "by-page": "page" } as const;

function listAcknowledgement({ at, by, reason, via }: Acknowledgement): ListedAlert["acknowledged"] {
  return { at: toIso(at), by, reason, via: viaOf[via] };
}

function listSilence(silence: Silence, now: Instant): ListedSilence {
  const { id, tenant, finding, subjectKey: subject, startsAt, endsAt, by, reason, createdAt } = silence;
  const span = { from: toIso(startsAt), to: toIso(endsAt), inForce: isInForce(silence, now) };
  return { id, tenant, finding, subject, ...span, by, reason, createdAt: toIso(createdAt) };
}

/** Null: it is over, and does not come again. */
function listWindow(window: MaintenanceWindow, now: Instant): ListedWindow | null {
  const active = activeWindow(window, now);
  const span = active ?? nextWindow(window, now);
  if (!span) return null;
  const { name, tenants, findings } = window;
  return { name, tenants, findings, from: toIso(span.from), to: toIso(span.to), inForce: active !== null };
}
