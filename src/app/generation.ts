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
import { probes } from "../probes/registry.ts";
import { jitterMs } from "../schedule/jitter.ts";
import type { Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Clock } from "../util/clock.ts";
import { coerceError } from "../util/coerce-error.ts";
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
}

export interface Generation {
  config: Config;
  /** Polls every tenant now, without jitter; resolves when all are stored. */
  pollAll(): Promise<void>;
  /** Starts the schedule and the deliver loop. */
  start(): void;
  /** Ends both: what is under way may finish until `signal` aborts, then it is cut off. */
  stop(signal: AbortSignal): Promise<void>;
  /** When a round of polls last ended, and how long one interval is. */
  health(): { lastRoundAt: number | null; intervalMs: number };
}

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
  const transport = createTransport(config.mail.transport);
  const limit = pLimit(config.poll.concurrency);
  const busy = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  const cutOff = new AbortController();
  const lifecycle = createLifecycle();
  lifecycle.defer("transport", () => transport.close());
  for (const runtime of runtimes) lifecycle.defer(`tenant ${runtime.config.name}`, () => runtime.close());

  let loop: ReturnType<typeof startDeliverLoop> | null = null;
  let task: ScheduledTask | null = null;
  let lastRoundAt: number | null = null;
  let intervalMs = 5 * minute;

  async function pollOne(runtime: TenantRuntime): Promise<void> {
    const { name } = runtime.config;
    try {
      const report = await pollTenant(runtime, { ...deps, probes }, cutOff.signal);
      loop?.wake();
      const tokenAge = clock.now() - (runtime.tokens.fetchedAt() ?? clock.now());
      if (tokenAge > renewAfterMs && report.blind.some((b) => b.reason === "permission"))
        runtime.tokens.renew();
    } catch (thrown) {
      if (!cutOff.signal.aborted)
        log.error("poll.failed", { tenant: name, error: coerceError(thrown).message });
    }
  }

  /** A tenant whose last poll still runs is left out: polls never overlap. */
  function pollGuarded(runtime: TenantRuntime, delayMs: number): Promise<void> {
    const { name } = runtime.config;
    if (busy.has(name)) {
      // The first tick of the schedule may well meet the poll that the start began.
      log[lastRoundAt === null ? "debug" : "warn"]("poll.skipped", { tenant: name });
      return Promise.resolve();
    }
    const poll = clock
      .sleep(delayMs, stopping.signal)
      .then(() => limit(() => (stopping.signal.aborted ? undefined : pollOne(runtime))))
      .catch(() => {})
      .finally(() => busy.delete(name));
    busy.set(name, poll);
    return poll;
  }

  async function pollRound(delayOf: (runtime: TenantRuntime) => number): Promise<void> {
    await Promise.all(runtimes.map((runtime) => pollGuarded(runtime, delayOf(runtime))));
    lastRoundAt = clock.now();
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
    health: () => ({ lastRoundAt, intervalMs }),
  };
}

function openCloud(config: Config): Cloud {
  if (typeof config.cloud === "string") return resolveCloud(config.cloud);
  const { graph, authority, caFile } = config.cloud;
  return resolveCloud({ graph, authority, ...(caFile ? { caPem: readFileSync(caFile, "utf8") } : {}) });
}
