/** `check`: one poll of every tenant, printed. Knows the daemon's history where there is a store; changes nothing. */
import { existsSync } from "node:fs";
import pLimit from "p-limit";
import { createRuntimes } from "../app/generation.ts";
import { assessTenant } from "../app/poll-cycle.ts";
import { loadCatalog } from "../catalog/load.ts";
import type { Config, TenantConfig } from "../config/config.ts";
import { AppError } from "../domain/errors.ts";
import { probes } from "../probes/registry.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { Store } from "../store/store.ts";
import { silentLogger } from "../telemetry/logger.ts";
import { systemClock } from "../util/clock.ts";
import { coerceError } from "../util/coerce-error.ts";
import { type ConfigOption, loadForCommand } from "./load.ts";
import { exitCodeOf, printStatus } from "./print-status.ts";

interface CheckOptions extends ConfigOption {
  format: "text" | "json";
  tenant?: string;
}

export async function runCheck(options: CheckOptions): Promise<number> {
  const { config } = await loadForCommand(options);
  const clock = systemClock;
  const tenants = chooseTenants(config, options.tenant);
  const store = await openHistory(config.store.path);
  const runtimes = createRuntimes({ ...config, tenants }, clock);
  try {
    const everyPoll = Object.fromEntries(
      Object.entries(config.probes).map(([id, probe]) => [id, { ...probe, everyMs: null }]),
    ) as typeof config.probes;
    const deps = {
      config: { ...config, probes: everyPoll },
      catalog: loadCatalog(),
      store,
      clock,
      log: silentLogger,
      probes,
      staleAfter: null,
    };
    const limit = pLimit(config.poll.concurrency);
    const never = new AbortController().signal;
    const polls = await Promise.all(
      runtimes.map((runtime) => limit(() => assessTenant(runtime, deps, never))),
    );
    const reports = polls.map((poll) => poll.report);
    printStatus({ generatedAt: new Date(clock.now()).toISOString(), tenants: reports }, options.format);
    return exitCodeOf(reports);
  } finally {
    await Promise.all(runtimes.map((runtime) => runtime.close()));
    await store.close();
  }
}

function chooseTenants({ tenants }: Config, name: string | undefined): TenantConfig[] {
  const enabled = tenants.filter((tenant) => tenant.enabled);
  const chosen = enabled.filter((tenant) => name === undefined || tenant.name === name);
  if (name !== undefined && chosen.length === 0) {
    const known = enabled.map((tenant) => tenant.name).join(", ") || "none";
    throw new AppError("USAGE", `--tenant ${name}: no such tenant is enabled. Configured: ${known}.`);
  }
  return chosen;
}

/** The daemon's history where this user may read it; without it, a check knows only what it sees. */
async function openHistory(path: string): Promise<Store> {
  if (!existsSync(path)) return openSqliteStore(":memory:");
  try {
    return await openSqliteStore(path, { readOnly: true });
  } catch (thrown) {
    console.error(`sync-health: warning: checking without history: ${coerceError(thrown).message}`);
    return openSqliteStore(":memory:");
  }
}
