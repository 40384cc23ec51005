/**
 * Everything that one configuration brings to life: tenants' clients, the schedule, the deliver loop. A reload starts
 * a new generation and ends the old one; store, log and status page outlive both.
 */
import { readFileSync } from "node:fs";
import { type ScheduledTask, schedule } from "node-cron";
import pLimit from "p-limit";
import type { Config } from "../config/config.ts";
import type { Catalog } from "../domain/catalog.ts";
import { minute } from "../domain/instant.ts";
import { type Cloud, resolveCloud } from "../graph/clouds.ts";
import { jitterMs } from "../schedule/jitter.ts";
import type { Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Clock } from "../util/clock.ts";
import { coerceError } from "../util/coerce-error.ts";
import { availableProbes } from "./available-probes.ts";
import { startDeliverLoop } from "./deliver-loop.ts";
import { createLifecycle } from "./lifecycle.ts";
import { pollTenant } from "./poll-cycle.ts";
import { createTenantRuntime, type TenantRuntime } from "./tenant-runtime.ts";
import { createTransport } from "./transport.ts";

export interface GenerationDependencies {
  config: Config;
  catalog: Catalog;
  store: Store;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
}

export interface Generation {
  config: Config;
  /** Polls every tenant now, without jitter; resolves when all are stored. */
  pollAll(): Promise<void>;
  /** Starts the schedule and the deliver loop. */
  start(): void;
  /** Ends both: what is under way may finish until `signal` aborts, then it is cut off. */
  stop(signal: AbortSignal): Promise<void>;
  /** When a round of polls was last stored, and by when the next should be; both null before the first. */
  health(): { lastRoundAt: number | null; staleAfter: number | null };
}

/** Half a minute or so of a poll: others wait for their alerts. */
const pagesAtOnce = 40;
/** A token holds the permissions of the hour it was made; after a consent, this long at most until we see it. */
const renewAfterMs = 10 * minute;

export function createRuntimes(config: Config, clock: Clock): TenantRuntime[] {
  const cloud = openCloud(config);
  return config.tenants
    .filter((tenant) => tenant.enabled)
    .map((tenant) => createTenantRuntime(tenant, { config, cloud, clock }));
}

export function createGeneration(deps: GenerationDependencies): Generation {
  const { config, clock, log } = deps;
  const runtimes = createRuntimes(config, clock);
  const probes = availableProbes(config);
  const transport = createTransport(config.mail.transport);
  const limit = pLimit(config.poll.concurrency);
  const busy = new Map<string, Promise<boolean>>();
  const stopping = new AbortController();
  const cutOff = new AbortController();
  const lifecycle = createLifecycle();
  lifecycle.defer("transport", () => transport.close());
  for (const runtime of runtimes) lifecycle.defer(`tenant ${runtime.config.name}`, () => runtime.close());

  let loop: ReturnType<typeof startDeliverLoop> | null = null;
  let task: ScheduledTask | null = null;
  let lastRoundAt: number | null = null;
  let staleAfter: number | null = null;
  let intervalMs = 5 * minute;

  /** Three planned runs from now, and the time a poll may take: whoever has not heard from us by then is right to ask. */
  function planStaleAfter(): number | null {
    const [first, , third] = task?.getNextRuns(3) ?? [];
    if (!first || !third) return null;
    const untilThird = (task?.msToNext() ?? 0) + third.getTime() - first.getTime();
    return clock.now() + untilThird + config.poll.timeoutMs;
  }

  /** Resolves with whether the poll was stored. */
  async function pollOne(runtime: TenantRuntime, plannedUntil: number | null): Promise<boolean> {
    const { name } = runtime.config;
    try {
      const report = await pollTenant(
        runtime,
        { ...deps, probes, staleAfter: plannedUntil, pagesAtOnce },
        cutOff.signal,
      );
      loop?.wake();
      const tokenAge = clock.now() - (runtime.tokens.fetchedAt() ?? clock.now());
      if (tokenAge > renewAfterMs && report.blind.some((b) => b.reason === "permission" && !b.optional))
        runtime.tokens.renew();
      return true;
    } catch (thrown) {
      if (!cutOff.signal.aborted)
        log.error("poll.failed", { tenant: name, error: coerceError(thrown).message });
      return false;
    }
  }

  /** A tenant whose last poll still runs is left out: polls never overlap. */
  async function pollGuarded(
    runtime: TenantRuntime,
    delayMs: number,
    plannedUntil: number | null,
  ): Promise<boolean> {
    const { name } = runtime.config;
    if (busy.has(name)) {
      // The first tick of the schedule may well meet the poll that the start began.
      log[lastRoundAt === null ? "debug" : "warn"]("poll.skipped", { tenant: name });
      return false;
    }
    const poll = clock
      .sleep(delayMs, stopping.signal)
      .then(() => limit(() => (stopping.signal.aborted ? false : pollOne(runtime, plannedUntil))))
      .catch(() => false)
      .finally(() => busy.delete(name));
    busy.set(name, poll);
    return poll;
  }

  async function pollRound(delayOf: (runtime: TenantRuntime) => number): Promise<void> {
    const plannedUntil = planStaleAfter();
    const stored = await Promise.all(
      runtimes.map((runtime) => pollGuarded(runtime, delayOf(runtime), plannedUntil)),
    );
    // A round of which nothing could be stored is no sign of health.
    if (runtimes.length > 0 && !stored.includes(true)) return;
    lastRoundAt = clock.now();
    staleAfter = plannedUntil;
  }

  return {
    config,
    pollAll: () => pollRound(() => 0),
    start() {
      loop = startDeliverLoop({ ...deps, transport });
      task = schedule(
        config.poll.cron,
        () => pollRound((runtime) => jitterMs(runtime.config.name, config.poll.jitterMs, intervalMs)),
        // Overlap is judged per tenant, by pollGuarded: one slow tenant must not hold back the others.
        { noOverlap: false, suppressMissedWarning: true },
      );
      const [first, second] = task.getNextRuns(2);
      if (first && second) intervalMs = second.getTime() - first.getTime();
    },
    async stop(signal) {
      stopping.abort();
      await task?.destroy();
      const hurry = () => cutOff.abort(new Error("stopping"));
      if (signal.aborted) hurry();
      signal.addEventListener("abort", hurry, { once: true });
      await Promise.all(busy.values());
      await loop?.stop(signal);
      await lifecycle.close();
    },
    health: () => ({ lastRoundAt, staleAfter }),
  };
}

function openCloud(config: Config): Cloud {
  if (typeof config.cloud === "string") return resolveCloud(config.cloud);
  const { graph, authority, caFile } = config.cloud;
  return resolveCloud({ graph, authority, ...(caFile ? { caPem: readFileSync(caFile, "utf8") } : {}) });
}
