/**
 * One poll of one tenant, as the design draws it: look, remember, classify, reconcile, store. Nothing is mailed here:
 * what is to be told goes into the outbox in the same transaction as the alerts it is about.
 */
import { randomUUID } from "node:crypto";
import { classify } from "../classify/classify.ts";
import { readingOf } from "../classify/readings.ts";
import { remember } from "../classify/remember.ts";
import type { Config } from "../config/config.ts";
import type { Catalog } from "../domain/catalog.ts";
import type { Instant } from "../domain/instant.ts";
import type { Reading } from "../domain/reading.ts";
import type { TenantReport } from "../domain/report.ts";
import { messageIdDomain } from "../mail/render/headers.ts";
import { createNotifications } from "../outbox/create-notifications.ts";
import type { Probe } from "../probes/probe.ts";
import { diffObjectErrors } from "../reconcile/diff-object-errors.ts";
import { reconcile } from "../reconcile/reconcile.ts";
import { dueProbes } from "../schedule/due.ts";
import type { Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Clock } from "../util/clock.ts";
import { attentionOf, unwatchedFindings } from "./attention.ts";
import { look } from "./look.ts";
import { logPoll } from "./poll-log.ts";
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
  const state = await store.loadTenant(tenant.name);
  const startedAt = clock.now();
  const { memory: before } = state;
  const attention = attentionOf(probes, state.open);
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
  const objectErrors = await findObjectErrorDrift(store, tenant.name, readings);
  const objectErrorDrift = objectErrors && {
    added: objectErrors.added.length,
    fixed: objectErrors.gone.length,
  };
  const assessment = classify({
    readings,
    memory,
    thresholds,
    catalog,
    objectErrorDrift,
    watched,
    open: state.open,
    now,
  });
  const report = describeTenant({
    tenant: { name: tenant.name, tenantId: tenant.tenantId },
    readings,
    assessment,
    open: state.open,
    previous: state.report,
    memory,
    watched,
    unwatched: unwatchedFindings(probes, watched),
    staleAfter: deps.staleAfter,
    now,
  });
  return { state, readings, exchanges, memory, objectErrors, assessment, report, startedAt, now };
}

async function findObjectErrorDrift(store: Store, tenant: string, readings: readonly Reading[]) {
  const reading = readingOf(readings, "object-errors");
  return reading && diffObjectErrors(await store.objectErrorKeys(tenant), reading);
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
  const { state, objectErrors, assessment, report, now } = poll;

  const reconciliation = reconcile({
    tenant: tenant.name,
    assessment,
    open: state.open,
    resolveAfterPolls: tenant.thresholds.resolveAfterPolls,
    now,
    createId: randomUUID,
  });
  const { alerts, transitions, inhibited } = reconciliation;
  const told = assessment.findings.filter((finding) => !inhibited.includes(finding));
  const unknown = noteUnknownErrors(deps.catalog, told, poll.memory.unknownErrors ?? {}, now);
  const memory = { ...poll.memory, unknownErrors: unknown.seen };
  const notifications = createNotifications({
    tenant: { name: tenant.name, tenantId: tenant.tenantId },
    profile: memory.profile,
    recipients: tenant.mail.to,
    language: tenant.mail.language,
    minSeverity: config.mail.minSeverity,
    incidents: memory.incidents,
    transitions,
    threads: await store.loadThreads(transitions.map((transition) => transition.alertId)),
    messageIdDomain: messageIdDomain(config.mail.from),
    now,
    createId: randomUUID,
  });
  await store.commitPoll({
    tenant: tenant.name,
    tenantId: tenant.tenantId,
    memory,
    report,
    alerts,
    transitions,
    notifications,
    objectErrors,
    now,
  });
  logPoll(deps.log.with({ tenant: tenant.name }), {
    ...poll,
    ...reconciliation,
    unknownErrors: unknown.fresh,
  });
  for (const { family } of unknown.fresh) deps.metrics.countUnknownError(tenant.name, family);
  return report;
}
