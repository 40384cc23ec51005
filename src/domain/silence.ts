/** Silences and maintenance windows: for a time, what they cover is stored and logged, but told to nobody. */
import type { FindingId } from "./finding.ts";
import type { Instant } from "./instant.ts";

/** Made by an administrator, by command or by the link in a mail; ends by itself. */
export interface Silence {
  id: string;
  /** Null: every tenant. */
  tenant: string | null;
  /** Null: every finding. */
  finding: FindingId | null;
  /** Null: every subject. */
  subjectKey: string | null;
  startsAt: Instant;
  endsAt: Instant;
  by: string;
  reason: string;
  createdAt: Instant;
}

/** Configured: one span, or one that recurs. */
export interface MaintenanceWindow {
  name: string;
  /** Empty: every tenant. */
  tenants: string[];
  /** Empty: every finding. */
  findings: FindingId[];
  when:
    | { type: "once"; from: Instant; to: Instant }
    | { type: "recurring"; cron: string; timeZone: string; durationMs: number };
}
