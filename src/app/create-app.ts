/**
 * The daemon as an object: start, reload, stop; as many of them in one process as a test likes. Clock and log are
 * passed in; everything else it opens itself, and closes in reverse.
 */
import { randomBytes } from "node:crypto";
import type { Config } from "../config/config.ts";
import { AppError } from "../domain/errors.ts";
import { day, second } from "../domain/instant.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import type { Clock } from "../util/clock.ts";
import { coerceError } from "../util/coerce-error.ts";
import { settleAfterStart } from "../util/heap.ts";
import { createGeneration, type Generation } from "./generation.ts";
import { createLifecycle } from "./lifecycle.ts";
import { openCatalog } from "./open-catalog.ts";
import { openStatusPage } from "./open-status-page.ts";
import { createStatusSource } from "./status-source.ts";

export interface App {
  store: Store;
  /** Polls every tenant now. */
  pollAll(): Promise<void>;
  /** Where the status page answers; null: nowhere. */
  statusAddress: string | null;
  /** Puts another configuration in force. Throws, changing nothing, when it can't be. */
  reload(config: Config): Promise<void>;
  /** A reload was refused: the status page says so until one succeeds. */
  noteRejected(): void;
  /**
   * Rounds of polls end in time, whatever comes of them: for whoever restarts what hangs. A store that takes nothing (a
   * full disk) is no reason: after a restart it would take nothing either.
   */
  isTurning(): boolean;
  /**
   * Finishes what is under way, for `graceMs` at most; what is cut off then is done again by the next start. Resolves
   * with false when something could not be closed properly.
   */
  stop(graceMs?: number): Promise<boolean>;
}

export interface AppOptions {
  config: Config;
  clock: Clock;
  log: Logger;
  version: string;
}

/** SIGTERM to silence in ten seconds: what is under way gets most of it, closing the rest. */
const defaultGraceMs = 8 * second;
/** Ended incidents and their mails are kept for so long. */
const keepEndedMs = 90 * day;

/** Opens the store, starts polling (at once, then by schedule) and delivering. Throws AppError when it can't. */
export async function startApp({ config, clock, log, version }: AppOptions): Promise<App> {
  const lifecycle = createLifecycle();
  try {
    const metrics = createMetrics(version);
    let catalog = await openCatalog(config, log);
    const store = await openSqliteStore(config.store.path);
    lifecycle.defer("store", () => store.close());
    if (!(await store.takeOver())) log.warn("store.shared", { path: config.store.path });
    const prune = () => store.prune(clock.now() - keepEndedMs, clock.now());
    await prune();
    const pruning = setInterval(() => {
      prune().catch((thrown) => log.error("store.failed", { error: coerceError(thrown).message }));
    }, day);
    pruning.unref();
    lifecycle.defer("pruning", () => clearInterval(pruning));

    const linkSecret = await store.secret("acknowledge", () => randomBytes(32).toString("base64url"));
    const common = { store, clock, log, metrics, linkSecret };

    let generation = createGeneration({ ...common, config, catalog });
    let replaced: Promise<void> = Promise.resolve();
    let stopping = false;
    let configRejected = false;
    const hurry = new AbortController();
    const source = createStatusSource({
      store,
      clock,
      log,
      metrics,
      generation: () => generation,
      catalog: () => catalog,
      configRejected: () => configRejected,
    });
    metrics.watch(async () => ({
      now: clock.now(),
      standings: await source.standings(),
      tallies: await source.alertTallies(),
      outbox: await store.outboxSummary(),
      ...source.health(),
    }));
    const page = await openStatusPage({
      ...common,
      config,
      currentConfig: () => generation.config,
      source,
      version,
    });
    if (page) lifecycle.defer("status page", () => page.close());
    const tenants = config.tenants.filter((tenant) => tenant.enabled).map((tenant) => tenant.name);
    log.info("service.started", { version, tenants, cron: config.poll.cron });
    begin(generation);

    return {
      store,
      statusAddress: page?.address ?? null,
      pollAll: () => generation.pollAll(),
      async reload(next) {
        if (stopping) throw new AppError("UNAVAILABLE", "The service is being stopped.");
        const replacing = replaceGeneration(next);
        replaced = replacing.catch(() => {});
        await replacing;
        configRejected = false;
      },
      noteRejected() {
        configRejected = true;
      },
      isTurning() {
        const { stuckAfter } = generation.health();
        return stuckAfter === null || clock.now() <= stuckAfter;
      },
      async stop(graceMs = defaultGraceMs) {
        log.info("service.stopping");
        stopping = true;
        const grace = AbortSignal.timeout(graceMs);
        // A reload that still waits for the old generation shares the time that is left, or a stop would take twice as long.
        grace.addEventListener("abort", () => hurry.abort(), { once: true });
        await replaced;
        await generation.stop(grace);
        const inTime = !grace.aborted;
        const failures = await lifecycle.close();
        log.info("service.stopped", {
          clean: inTime && failures.length === 0,
          ...(failures.length > 0 ? { failures: failures.map((f) => `${f.name}: ${f.error.message}`) } : {}),
        });
        return failures.length === 0;
      },
    };

    async function replaceGeneration(next: Config): Promise<void> {
      const nextCatalog = await openCatalog(next, log);
      const successor = createGeneration({ ...common, config: next, catalog: nextCatalog });
      await generation.stop(AbortSignal.any([hurry.signal, AbortSignal.timeout(defaultGraceMs)]));
      generation = successor;
      catalog = nextCatalog;
      if (!stopping) begin(generation);
    }
  } catch (thrown) {
    await lifecycle.close();
    throw thrown;
  }
}

function begin(generation: Generation): void {
  generation.start();
  // Reading modules, catalog and configuration leaves more garbage than all polls of a day.
  void generation.pollAll().then(settleAfterStart);
}
