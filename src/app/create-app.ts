/**
 * The daemon as an object: start, reload, stop; as many of them in one process as a test likes. Clock and log are
 * passed in; everything else it opens itself, and closes in reverse.
 */
import { loadCatalog } from "../catalog/load.ts";
import type { Config } from "../config/config.ts";
import { minute, second, toIso } from "../domain/instant.ts";
import { startStatusServer } from "../status/server.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Clock } from "../util/clock.ts";
import { coerceError } from "../util/coerce-error.ts";
import { createGeneration, type Generation } from "./generation.ts";
import { createLifecycle } from "./lifecycle.ts";

export interface App {
  store: Store;
  /** Polls every tenant now. */
  pollAll(): Promise<void>;
  /** Puts another configuration in force. Throws, changing nothing, when it can't be. */
  reload(config: Config): Promise<void>;
  /** Finishes what is under way, for `graceMs` at most; resolves with false when something had to be cut off. */
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
const keepEndedMs = 90 * 24 * 60 * minute;

/** Opens the store, starts polling (at once, then by schedule) and delivering. Throws AppError when it can't. */
export async function startApp({ config, clock, log, version }: AppOptions): Promise<App> {
  const lifecycle = createLifecycle();
  try {
    const catalog = loadCatalog();
    const store = await openSqliteStore(config.store.path);
    lifecycle.defer("store", () => store.close());
    await store.prune(clock.now() - keepEndedMs);

    let generation = createGeneration({ config, catalog, store, clock, log });
    await openStatusPage();
    const tenants = config.tenants.filter((tenant) => tenant.enabled).map((tenant) => tenant.name);
    log.info("service.started", { version, tenants, cron: config.poll.cron });
    begin(generation);

    return {
      store,
      pollAll: () => generation.pollAll(),
      async reload(next) {
        const successor = createGeneration({ config: next, catalog, store, clock, log });
        await stopGeneration(generation, defaultGraceMs);
        generation = successor;
        begin(generation);
      },
      async stop(graceMs = defaultGraceMs) {
        log.info("service.stopping");
        const inTime = await stopGeneration(generation, graceMs);
        const failures = await lifecycle.close();
        const clean = inTime && failures.length === 0;
        log.info("service.stopped", {
          clean,
          ...(failures.length > 0 ? { failures: failures.map((f) => `${f.name}: ${f.error.message}`) } : {}),
        });
        return clean;
      },
    };

    async function openStatusPage(): Promise<void> {
      const { listen } = config.status;
      if (!listen) return;
      try {
        const server = await startStatusServer({
          listen,
          store,
          clock,
          version,
          health: () => describeHealth(generation, clock),
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
  void generation.pollAll();
}

async function stopGeneration(generation: Generation, graceMs: number): Promise<boolean> {
  const grace = AbortSignal.timeout(graceMs);
  await generation.stop(grace);
  return !grace.aborted;
}

/** Healthy: a round of polls has ended within the last three intervals (or the first is still under way). */
function describeHealth(generation: Generation, clock: Clock) {
  const { lastRoundAt, intervalMs } = generation.health();
  const limitMs = 3 * intervalMs + generation.config.poll.timeoutMs;
  const late = lastRoundAt !== null && clock.now() - lastRoundAt > limitMs;
  return { healthy: !late, ready: lastRoundAt !== null, lastRoundAt: toIso(lastRoundAt) };
}
