/** The status of tenants as people and machines read it: `check` and `status --format json`. Additive only. */

import type { BlindReason } from "./blindness.ts";
import type { FindingId } from "./finding.ts";
import type { ProbeId } from "./probes.ts";
import type { SeenReading } from "./reading.ts";
import type { Severity } from "./severity.ts";

export const tenantStates = ["ok", "warning", "critical", "unknown"] as const;
export type TenantState = (typeof tenantStates)[number];

export interface ReportedFinding {
  id: FindingId;
  subject: string;
  severity: Severity;
  code: string | null;
  /** ISO 8601, UTC. */
  since: string;
  title: string;
  /** false: every probe that could see it end is switched off; it stands as it was last seen. */
  watched: boolean;
}

export interface TenantReport {
  name: string;
  tenantId: string;
  state: TenantState;
  findings: ReportedFinding[];
  /** `optional`: the probe was refused from the first and can be done without; it does not make the state unknown. */
  blind: { probe: ProbeId; reason: BlindReason; detail: string; optional: boolean }[];
  readings: { [Kind in SeenReading["kind"]]?: unknown };
  /** When this tenant was last polled, ISO 8601, UTC; null when never. */
  polledAt: string | null;
  /** By when it should have been polled again; later than that, `state` says nothing any more. */
  staleAfter: string | null;
}

/** How the notifications stand; moments are ISO 8601, UTC. */
export interface OutboxReport {
  /** Waiting to be delivered. */
  queued: number;
  /** Given up within the last 90 days. */
  dead: number;
  oldestQueuedAt: string | null;
  lastDeadAt: string | null;
}

export interface StatusReport {
  generatedAt: string;
  tenants: TenantReport[];
  /** Only from the daemon's store: `check` has none. */
  outbox?: OutboxReport;
}
