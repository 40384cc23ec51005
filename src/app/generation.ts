/**
 * Everything that one configuration brings to life: tenants' clients, the schedule, the deliver loop. A reload starts
 * a new generation and ends the old one; store, log and status page outlive both.
 */
import { type ScheduledTask, schedule } from "node-cron";
import pLimit from "p-limit";
import type { Config } from "../config/config.ts";
import type { Catalog } from "../domain/catalog.ts";
import { minute } from "../domain/instant.ts";
import { jitterMs } from "../schedule/jitter.ts";
import type { Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Clock } from "../util/clock.ts";
import { coerceError } from "../util/coerce-error.ts";
import { availableProbes } from "./available-probes.ts";
import { openChannels } from "./channels.ts";
import { startDeliverLoop } from "./deliver-loop.ts";
import { openHeartbeat, type PollFate } from "./heartbeat.ts";
import { leaveBehind } from "./leave-behind.ts";
import { createLifecycle } from "./lifecycle.ts";
import { openCloud } from "./open-cloud.ts";
import { pollTenant } from "./poll-cycle.ts";
import { createTenantRuntime, type TenantRuntime } from "./tenant-runtime.ts";

export interface GenerationDependencies {
  config: Config;
  catalog: Catalog;
  store: Store;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** Signs the links with which readers of mails acknowledge. */
  linkSecret: string;
}

export interface Generation {
  config: Config;
  /** Polls every tenant now, without jitter; resolves when all are stored. */
  pollAll(): Promise<void>;
  /** Starts the schedule and the deliver loop. */
  start(): void;
  /** Ends both: what is under way may finish until `signal` aborts, then it is cut off. */
  stop(signal: AbortSignal): Promise<void>;
  /**
   * When a round of polls was last stored, and by when the next should be; and by when one should end again, whatever
   * comes of it. All null before the first.
   */
  health(): { lastRoundAt: number | null; staleAfter: number | null; stuckAfter: number | null };
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
  const cloud = openCloud(config);
  const channels = openChannels({ ...deps, cloud });
  const limit = pLimit(config.poll.concurrency);
  const busy = new Map<string, Promise<PollFate>>();
  const stopping = new AbortController();
  const cutOff = new AbortController();
  const lifecycle = createLifecycle();
  for (const channel of channels.values()) {
    lifecycle.defer(`channel ${channel.name}`, () => channel.close());
  }
  for (const runtime of runtimes) lifecycle.defer(`tenant ${runtime.config.name}`, () => runtime.close());

  let leaving: Promise<void> = Promise.resolve();
  let loop: ReturnType<typeof startDeliverLoop> | null = null;
  let task: ScheduledTask | null = null;
  let lastRoundAt: number | null = null;
  let staleAfter: number | null = null;
  let stuckAfter: number | null = null;
  const heartbeat = config.heartbeat && openHeartbeat(config.heartbeat, deps, cutOff.signal);
  if (heartbeat) lifecycle.defer("heartbeat", () => heartbeat.settled());
  let intervalMs = 5 * minute;

  /** Three planned runs from now, and the time a poll may take: whoever has not heard from us by then is right to ask. */
  function planStaleAfter(): number | null {
    const [first, , third] = task?.getNextRuns(3) ?? [];
    if (!first || !third) return null;
    const untilThird = (task?.msToNext() ?? 0) + third.getTime() - first.getTime();
    return clock.now() + untilThird + config.poll.timeoutMs;
  }

  async function pollOne(runtime: TenantRuntime, plannedUntil: number | null): Promise<PollFate> {
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
      return "stored";
    } catch (thrown) {
      if (cutOff.signal.aborted) return "skipped";
      log.error("poll.failed", { tenant: name, error: coerceError(thrown).message });
      return "failed";
    }
  }

  /** A tenant whose last poll still runs is left out: polls never overlap. */
  async function pollGuarded(
    runtime: TenantRuntime,
    delayMs: number,
    plannedUntil: number | null,
  ): Promise<PollFate> {
    const { name } = runtime.config;
    if (busy.has(name)) {
      // The first tick of the schedule may well meet the poll that the start began.
      log[lastRoundAt === null ? "debug" : "warn"]("poll.skipped", { tenant: name });
      return "skipped";
    }
    const poll = clock
      .sleep(delayMs, stopping.signal)
      .then(() => limit(() => (stopping.signal.aborted ? "skipped" : pollOne(runtime, plannedUntil))))
      .catch((): PollFate => "skipped")
      .finally(() => busy.delete(name));
    busy.set(name, poll);
    return poll;
  }

  async function pollRound(delayOf: (runtime: TenantRuntime) => number): Promise<void> {
    const plannedUntil = planStaleAfter();
    const fates = await Promise.all(
      runtimes.map(async (runtime) => {
        const fate = await pollGuarded(runtime, delayOf(runtime), plannedUntil);
        deps.metrics.countPoll(runtime.config.name, fate);
        return fate;
      }),
    );
    // A round that only met polls under way says nothing: whoever began those will tell.
    const isOwn = fates.length === 0 || fates.some((fate) => fate !== "skipped");
    if (isOwn && !stopping.signal.aborted) heartbeat?.beat(fates);
    stuckAfter = plannedUntil;
    // A round of which nothing could be stored is no sign of health.
    if (runtimes.length > 0 && !fates.includes("stored")) return;
    lastRoundAt = clock.now();
    staleAfter = plannedUntil;
  }

  return {
    config,
    pollAll: () => pollRound(() => 0),
    start() {
      leaving = leaveBehind({ ...deps, channels }).catch((thrown) =>
        log.error("store.failed", { error: coerceError(thrown).message }),
      );
      loop = startDeliverLoop(channels, deps);
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
      await Promise.all([leaving, ...busy.values()]);
      await loop?.stop(signal);
      await lifecycle.close();
    },
    health: () => ({ lastRoundAt, staleAfter, stuckAfter }),
  };
}
