/** What commands that look once, and store nothing, have in common: which tenants, whose history, every probe due. */
import { existsSync } from "node:fs";
import type { Config, TenantConfig } from "../config/config.ts";
import { AppError } from "../domain/errors.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { Store } from "../store/store.ts";
import { coerceError } from "../util/coerce-error.ts";

/** The enabled tenants, or the one that was named; throws AppError USAGE when there is none of that name. */
export function chooseTenants({ tenants }: Config, name: string | undefined): TenantConfig[] {
  const enabled = tenants.filter((tenant) => tenant.enabled);
  const chosen = enabled.filter((tenant) => name === undefined || tenant.name === name);
  if (name !== undefined && chosen.length === 0) {
    const known = enabled.map((tenant) => tenant.name).join(", ") || "none";
    throw new AppError("USAGE", `--tenant ${name}: no such tenant is enabled. Configured: ${known}.`);
  }
  return chosen;
}

/** The daemon's history where this user may read it; without it, a look knows only what it sees. */
export async function openHistory(path: string): Promise<Store> {
  if (!existsSync(path)) return openSqliteStore(":memory:");
  try {
    return await openSqliteStore(path, { readOnly: true });
  } catch (thrown) {
    console.error(`sync-health: warning: looking without history: ${coerceError(thrown).message}`);
    return openSqliteStore(":memory:");
  }
}

/** Everything that is switched on, now. */
export function withEveryProbeDue(config: Config): Config {
  const entries = Object.entries(config.probes).map(([id, probe]) => [id, { ...probe, everyMs: null }]);
  return { ...config, probes: Object.fromEntries(entries) as Config["probes"] };
}
