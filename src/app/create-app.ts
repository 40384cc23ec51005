/**
 * The daemon as an object: start, reload, stop; as many of them in one process as a test likes. Clock and log are
 * passed in; everything else it opens itself, and closes in reverse.
 */
import { randomBytes } from "node:crypto";
import type { Config } from "../config/config.ts";
import { AppError } from "../domain/errors.ts";
import { day, second, toIso } from "../domain/instant.ts";
import { findingTitle } from "../mail/render/subject.ts";
import { startStatusServer } from "../status/server.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import type { Clock } from "../util/clock.ts";
import { coerceError } from "../util/coerce-error.ts";
import { settleAfterStart } from "../util/heap.ts";
import { currentReports } from "./current-reports.ts";
import { createGeneration, type Generation } from "./generation.ts";
import { createLifecycle } from "./lifecycle.ts";
import { noteAcknowledged } from "./note-acknowledged.ts";
import { openCatalog } from "./open-catalog.ts";
import { toOutboxReport } from "./outbox-report.ts";

export interface App {
  store: Store;
  /** Polls every tenant now. */
  pollAll(): Promise<void>;
  /** Puts another configuration in force. Throws, changing nothing, when it can't be. */
  reload(config: Config): Promise<void>;
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
    const catalog = await openCatalog(config, log);
    const store = await openSqliteStore(config.store.path);
    lifecycle.defer("store", () => store.close());
    if (!(await store.takeOver())) log.warn("store.shared", { path: config.store.path });
    const prune = () => store.prune(clock.now() - keepEndedMs);
    await prune();
    const pruning = setInterval(() => {
      prune().catch((thrown) => log.error("store.failed", { error: coerceError(thrown).message }));
    }, day);
    pruning.unref();
    lifecycle.defer("pruning", () => clearInterval(pruning));

    metrics.watchOutbox(async () => {
      const { queued, dead, oldestQueuedAt } = await store.outboxSummary();
      return { queued, dead, oldestQueuedMs: oldestQueuedAt === null ? null : clock.now() - oldestQueuedAt };
    });
    const linkSecret = await store.secret("acknowledge", () => randomBytes(32).toString("base64url"));
    const common = { store, clock, log, metrics, linkSecret };

    let generation = createGeneration({ ...common, config, catalog });
    let replaced: Promise<void> = Promise.resolve();
    let stopping = false;
    const hurry = new AbortController();
    await openStatusPage();
    const tenants = config.tenants.filter((tenant) => tenant.enabled).map((tenant) => tenant.name);
    log.info("service.started", { version, tenants, cron: config.poll.cron });
    begin(generation);

    return {
      store,
      pollAll: () => generation.pollAll(),
      async reload(next) {
        if (stopping) throw new AppError("UNAVAILABLE", "The service is being stopped.");
        const replacing = replaceGeneration(next);
        replaced = replacing.catch(() => {});
        await replacing;
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
      if (!stopping) begin(generation);
    }

    async function openStatusPage(): Promise<void> {
      const { listen } = config.status;
      if (!listen) return;
      try {
        const server = await startStatusServer({
          listen,
          clock,
          version,
          metrics: () => metrics.render(),
          reports: () => currentReports(store, generation.config, clock.now()),
          outbox: async () => toOutboxReport(await store.outboxSummary()),
          health: () => describeHealth(generation, clock),
          acknowledge: {
            store,
            secret: linkSecret,
            language: "en",
            titleOf: (finding, language) => findingTitle(finding, language, clock.now()),
            onAcknowledged(alerts) {
              for (const alert of alerts) noteAcknowledged(alert, { log, metrics });
            },
            onFailed: (error) => log.error("store.failed", { error: error.message }),
          },
        });
        lifecycle.defer("status page", () => server.close());
        log.info("status.listening", { address: server.address });
      } catch (thrown) {
        // A page nobody can open must not cost the alerts.
        log.error("status.unavailable", { ...listen, error: coerceError(thrown).message });
      }
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

/** Healthy: the schedule is being kept (or the first round is still under way). */
function describeHealth(generation: Generation, clock: Clock) {
  const { lastRoundAt, staleAfter } = generation.health();
  const late = staleAfter !== null && clock.now() > staleAfter;
  return { healthy: !late, ready: lastRoundAt !== null, lastRoundAt: toIso(lastRoundAt) };
}
