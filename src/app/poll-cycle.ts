/**
 * One poll of one tenant, as the design draws it: look, remember, classify, reconcile, store. Nothing is mailed here:
 * what is to be told goes into the outbox in the same transaction as the alerts it is about.
 */
import { randomUUID } from "node:crypto";
import { classify } from "../classify/classify.ts";
import { remember } from "../classify/remember.ts";
import type { Config } from "../config/config.ts";
import type { Catalog } from "../domain/catalog.ts";
import type { Instant } from "../domain/instant.ts";
import type { TenantReport } from "../domain/report.ts";
import { messageIdDomain } from "../mail/render/headers.ts";
import { createNotifications } from "../outbox/create-notifications.ts";
import { gather } from "../outbox/gather.ts";
import type { Probe } from "../probes/probe.ts";
import { reconcile } from "../reconcile/reconcile.ts";
import { dueProbes } from "../schedule/due.ts";
import { holdFor } from "../schedule/holds.ts";
import type { Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Clock } from "../util/clock.ts";
import { attentionOf, unwatchedFindings } from "./attention.ts";
import { circlesOf } from "./circles.ts";
import { withFullLists } from "./full-lists.ts";
import { sampleOf } from "./history-sample.ts";
import { look } from "./look.ts";
import { noteAcknowledged } from "./note-acknowledged.ts";
import { driftOfObjectErrors } from "./object-error-drift.ts";
import { logPoll } from "./poll-log.ts";
import { areAllInside, recipientsOf } from "./recipients.ts";
import { standingOf } from "./standing.ts";
import { describeTenant } from "./tenant-report.ts";
import type { TenantRuntime } from "./tenant-runtime.ts";
import { noteUnknownErrors } from "./unknown-errors.ts";

export interface PollDependencies {
  config: Config;
  catalog: Catalog;
  store: Store;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  probes: readonly Probe[];
  /** By when this tenant should have been polled again; null when nobody has planned that. */
  staleAfter: Instant | null;
  /** For whoever polls again: a probe that reads a whole directory may take several polls. Left out: all in one. */
  pagesAtOnce?: number;
}

/** Looks and judges; stores nothing. `check` shows this, `pollTenant` goes on from it. */
export async function assessTenant(
  runtime: TenantRuntime,
  deps: Omit<PollDependencies, "metrics">,
  signal: AbortSignal,
) {
  const { config, catalog, store, clock, probes } = deps;
  const tenant = runtime.config;
  const startedAt = clock.now();
  const state = await store.loadTenant(tenant.name, startedAt - config.alerts.flapping.withinMs);
  const { memory: before } = state;
  const open = state.alive.filter((alert) => alert.state === "open");
  const attention = attentionOf(probes, state.alive);
  const due = dueProbes({ cadences: config.probes, memory: before, attention, now: startedAt });
  const { readings, exchanges } = await look(runtime, probes, {
    due,
    memory: before,
    clock,
    timeoutMs: config.poll.timeoutMs,
    pagesAtOnce: deps.pagesAtOnce ?? Number.POSITIVE_INFINITY,
    signal,
  });
  // What was cut off by a stop was not seen, and says nothing about the tenant.
  signal.throwIfAborted();
  const now = clock.now();
  const { thresholds } = tenant;
  const watched = probes.map((probe) => probe.id).filter((id) => config.probes[id].enabled);
  const memory = remember(before, readings, { thresholds, watched, now });
  const objectErrors = await driftOfObjectErrors(store, { tenant: tenant.name, readings, open, now });
  const assessment = classify({
    readings,
    memory,
    thresholds,
    catalog,
    objectErrorDrift: objectErrors?.drift ?? null,
    watched,
    open,
    now,
  });
  const report = describeTenant({
    tenant: { name: tenant.name, tenantId: tenant.tenantId },
    readings,
    assessment,
    open,
    previous: state.report,
    memory,
    watched,
    unwatched: unwatchedFindings(probes, watched),
    staleAfter: deps.staleAfter,
    now,
  });
  return { state, readings, exchanges, memory, objectErrors, assessment, report, startedAt, now };
}

/** Polls one tenant and stores the outcome; resolves with its report. Throws when it could not be stored. */
export async function pollTenant(
  runtime: TenantRuntime,
  deps: PollDependencies,
  signal: AbortSignal,
): Promise<TenantReport> {
  const { config, store } = deps;
  const tenant = runtime.config;
  const poll = await assessTenant(runtime, deps, signal);
  const { state, objectErrors, assessment, readings, report, now } = poll;

  const reconciliation = reconcile({
    tenant: tenant.name,
    assessment,
    alive: state.alive,
    ended: state.ended,
    rules: config.alerts.rules,
    flapping: config.alerts.flapping,
    resolveAfterPolls: tenant.thresholds.resolveAfterPolls,
    holdOf: (finding) =>
      holdFor(finding, tenant.name, { silences: state.silences, maintenance: config.maintenance, now }),
    now,
    createId: randomUUID,
  });
  const { alerts, transitions, inhibited } = reconciliation;
  const told = assessment.findings.filter((finding) => !inhibited.includes(finding));
  const unknown = noteUnknownErrors(deps.catalog, told, poll.memory.unknownErrors ?? {}, now);
  const isInside = areAllInside(tenant, config, poll.memory);
  const memory = {
    ...poll.memory,
    unknownErrors: unknown.seen,
    recipientsInside: isInside ?? false,
    seenTransition: state.newestTransition,
  };
  const notifications = createNotifications({
    tenant: { name: tenant.name, tenantId: tenant.tenantId },
    profile: memory.profile,
    recipients: recipientsOf(tenant, memory),
    language: tenant.mail.language,
    minSeverity: config.mail.minSeverity,
    routes: config.mail.routes,
    channels: config.channels,
    circleOf: circlesOf(config),
    incidents: memory.incidents,
    transitions: withFullLists(transitions, {
      readings,
      memory,
      objectErrors: objectErrors?.after ?? [],
    }),
    threads: await store.loadThreads(transitions.map((transition) => transition.alertId)),
    messageIdDomain: messageIdDomain(config.mail.from),
    now,
    createId: randomUUID,
  });
  const standing = standingOf({ readings, previous: state.standing, memory, report, now });
  await store.commitPoll({
    tenant: tenant.name,
    tenantId: tenant.tenantId,
    memory,
    report,
    standing,
    sample: sampleOf(standing, now),
    alerts,
    transitions,
    notifications,
    gather,
    objectErrors: objectErrors?.change ?? null,
    now,
  });
  const becameInside = memory.recipientsInside && !state.memory.recipientsInside;
  logPoll(deps.log.with({ tenant: tenant.name }), {
    ...poll,
    ...reconciliation,
    unknownErrors: unknown.fresh,
    becameInside,
  });
  deps.metrics.countExchanges(poll.exchanges);
  deps.metrics.measurePoll(now - poll.startedAt);
  for (const alert of state.acknowledged) noteAcknowledged(alert, deps);
  for (const transition of transitions) deps.metrics.countTransition(transition);
  for (const { family } of unknown.fresh) deps.metrics.countUnknownError(tenant.name, family);
  return report;
}
