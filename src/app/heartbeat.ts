/**
 * The dead man's switch: after each round of polls somebody outside hears that we live, or that something of us does not
 * work. When these calls stop, that service tells the administrators what we no longer can.
 */
import { readFileSync } from "node:fs";
import type { Config, HeartbeatConfig } from "../config/config.ts";
import { day, type Instant, minute } from "../domain/instant.ts";
import type { TenantReport } from "../domain/report.ts";
import { createHeartbeat } from "../heartbeat/ping.ts";
import type { OutboxSummary, Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Clock } from "../util/clock.ts";
import { currentReports } from "./current-reports.ts";

/** What became of one tenant in a round. */
export type PollFate = "stored" | "failed" | "skipped";

export interface RoundHeartbeat {
  /** Tells how the round went; does not wait for the answer. */
  beat(fates: readonly PollFate[]): void;
  /** Resolves when no call is under way. */
  settled(): Promise<void>;
}

interface HeartbeatDependencies {
  config: Config;
  store: Store;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
}

/** A mail that waits for so long means that the way of the mails is broken. */
const stuckAfterMs = 15 * minute;
/** A mail that was given up is worth a call for help for so long. */
const deadTellsForMs = day;

export function openHeartbeat(
  settings: HeartbeatConfig,
  deps: HeartbeatDependencies,
  signal: AbortSignal,
): RoundHeartbeat {
  const { caFile, ...options } = settings;
  const heartbeat = createHeartbeat(
    { ...options, caPem: caFile === null ? null : readFileSync(caFile, "utf8") },
    deps.clock,
  );
  let calls: Promise<void> = Promise.resolve();

  async function call(fates: readonly PollFate[]): Promise<void> {
    const now = deps.clock.now();
    const reports = await currentReports(deps.store, deps.config, now);
    const state = describeRound(fates, reports, await deps.store.outboxSummary(), now);
    const { ok, response } = await heartbeat.ping(state, signal);
    deps.metrics.countHeartbeat(ok ? "accepted" : "failed");
    if (!ok && !signal.aborted) deps.log.warn("heartbeat.failed", { response });
  }

  return {
    beat(fates) {
      // One after the other, so that the last word is the newest.
      calls = calls
        .then(() => call(fates))
        .catch((thrown) => {
          deps.log.warn("heartbeat.failed", { response: String(thrown) });
        });
    },
    settled: () => calls,
  };
}

/** In: how the round went. Out: whether all of us works, and a few lines for whoever looks at the heartbeat. Pure. */
export function describeRound(
  fates: readonly PollFate[],
  reports: readonly TenantReport[],
  outbox: OutboxSummary,
  now: Instant,
): { ok: boolean; text: string } {
  const count = (fate: PollFate) => fates.filter((own) => own === fate).length;
  const waitingMs = outbox.oldestQueuedAt === null ? 0 : now - outbox.oldestQueuedAt;
  const overdue = reports.filter(({ staleAfter }) => staleAfter !== null && Date.parse(staleAfter) < now);
  const faults = [
    fates.length > 0 && count("stored") === 0 && "no tenant was polled in this round",
    overdue.length > 0 && `${overdue.length} of ${reports.length} tenants were not polled when it was due`,
    count("failed") > 0 && `${count("failed")} of ${fates.length} polls could not be finished or stored`,
    waitingMs > stuckAfterMs &&
      `${outbox.queued} notifications wait to be delivered, the oldest for ${Math.round(waitingMs / minute)} minutes`,
    outbox.lastDeadAt !== null && now - outbox.lastDeadAt < deadTellsForMs && "a notification was given up",
  ].filter((fault) => fault !== false);
  const lines = reports.map(({ name, state, findings }) => {
    const ids = [...new Set(findings.map((finding) => finding.id))];
    return `${name}: ${state}${ids.length > 0 ? ` (${ids.join(", ")})` : ""}`;
  });
  return {
    ok: faults.length === 0,
    text: [
      `${count("stored")} of ${fates.length} tenants polled.`,
      ...faults.map((fault) => `FAULT: ${fault}.`),
      ...lines,
    ].join("\n"),
  };
}
