/** What the log says of a poll: one poll.completed, one line per transition, and each change of sight. */
import { isRefusedOption } from "../classify/remember.ts";
import type { Alert, Transition } from "../domain/alert.ts";
import type { BlindReading } from "../domain/blindness.ts";
import type { Finding } from "../domain/finding.ts";
import { toIso } from "../domain/instant.ts";
import type { ProbeId } from "../domain/probes.ts";
import type { Reading } from "../domain/reading.ts";
import type { TenantReport } from "../domain/report.ts";
import type { TenantMemory } from "../domain/tenant.ts";
import type { ExchangeRecord } from "../graph/exchange.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { UnknownError } from "./unknown-errors.ts";

export interface PollRecord {
  state: { memory: TenantMemory; alive: readonly Alert[] };
  readings: readonly Reading[];
  exchanges: readonly ExchangeRecord[];
  memory: TenantMemory;
  assessment: { failures: { rule: string; error: Error }[] };
  transitions: readonly Transition[];
  inhibited: readonly Finding[];
  unknownErrors: readonly UnknownError[];
  /** From this poll on, everyone who is told has a mailbox in the tenant itself. */
  becameInside: boolean;
  report: TenantReport;
  startedAt: number;
  now: number;
}

export function logPoll(log: Logger, poll: PollRecord): void {
  for (const { rule, error } of poll.assessment.failures) {
    log.error("rule.failed", { rule, error: error.message, stack: error.stack });
  }
  for (const exchange of poll.exchanges) log.debug("graph.exchange", { ...exchange });
  logSight(log, poll);
  for (const finding of poll.inhibited) {
    log.debug("alert.inhibited", { finding: finding.id, subject: finding.subject.key });
  }
  for (const transition of poll.transitions) logTransition(log, transition);
  if (poll.becameInside) log.warn("recipients.inside");
  for (const unknown of poll.unknownErrors) log.warn("catalog.unknown", { ...unknown });
  log.info("poll.completed", {
    state: poll.report.state,
    findings: poll.report.findings.map((finding) => finding.id),
    blind: poll.report.blind.map((entry) => entry.probe),
    exchanges: poll.exchanges.length,
    clientRequestIds: poll.exchanges.map((exchange) => exchange.clientRequestId),
    requestIds: poll.exchanges.map((exchange) => exchange.requestId),
    durationMs: poll.now - poll.startedAt,
  });
}

export function logTransition(
  log: Logger,
  { kind, reason, alert, quiet }: Pick<Transition, "kind" | "reason" | "alert" | "quiet">,
): void {
  const wasUnheard = reason === "not-long-enough" || reason === "not-confirmed";
  const isTrouble = kind === "raised" || kind === "changed" || kind === "reminder";
  const level = !isTrouble ? "info" : alert.last.severity === "critical" ? "error" : "warn";
  const { hold } = alert;
  log[wasUnheard ? "debug" : level](`alert.${kind}`, {
    ...alertFields(alert),
    reason,
    ...(quiet && isTrouble && hold ? { silencedBy: hold.name } : {}),
    ...(kind === "silenced" && hold
      ? { silencedBy: hold.name, until: toIso(hold.until), by: hold.said?.by, words: hold.said?.reason }
      : {}),
  });
}

function alertFields({ id, last }: Alert) {
  return {
    finding: last.id,
    subject: last.subject.key,
    severity: last.severity,
    alertId: id,
    code: last.code,
  };
}

/** A probe's blindness is news when it begins or changes its reason; after that it is for debug. */
function logSight(log: Logger, { state, readings, memory }: PollRecord): void {
  const told = new Set<string>();
  for (const reading of readings) {
    if (reading.kind !== "blind" || told.has(`${reading.probe} ${reading.reason}`)) continue;
    told.add(`${reading.probe} ${reading.reason}`);
    const before = state.memory.blind[reading.probe];
    const after = memory.blind[reading.probe];
    // Refused, and can be done without: said once in this tenant's life, then quiet.
    const isFirst = isRefusedOption(reading, memory) && state.memory.probes[reading.probe] === undefined;
    const isNews = isFirst || (after !== undefined && before?.reason !== reading.reason);
    log[isNews ? "warn" : "debug"]("probe.blind", blindFields(reading));
  }
  for (const probe of Object.keys(state.memory.blind) as ProbeId[]) {
    if (memory.blind[probe] === undefined) {
      log.info("probe.recovered", { probe, polls: state.memory.blind[probe]?.polls });
    }
  }
}

function blindFields({ kind: _kind, catalogId: _catalogId, ...fields }: BlindReading) {
  return fields;
}
