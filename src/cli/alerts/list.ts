/** `alerts list`: what is open, what holds mails back now, and what will. Reads the store, changes nothing. */
import type { Config } from "../../config/config.ts";
import { AppError } from "../../domain/errors.ts";
import { nearestName } from "../../util/nearest-name.ts";
import { type ConfigOption, loadForCommand } from "../load.ts";
import { renderAlerts } from "./print.ts";
import { describeAlerts } from "./report.ts";
import { realSurroundings, withStore } from "./surroundings.ts";

export interface ListOptions extends ConfigOption {
  tenant?: string;
  all?: boolean;
  format: "text" | "json";
}

export async function runAlertsList(options: ListOptions, { clock } = realSurroundings): Promise<number> {
  const { config } = await loadForCommand(options);
  const tenant = options.tenant ?? null;
  if (tenant !== null) refuseUnknownTenant("alerts list", tenant, config);
  const report = await withStore(config.store.path, "read", async (store) => {
    const now = clock.now();
    const alerts = await store.openAlerts({ pending: options.all === true });
    const { maintenance } = config;
    return describeAlerts({ alerts, silences: await store.silences(now), maintenance, tenant, now });
  });
  console.log(options.format === "json" ? JSON.stringify(report, null, 2) : renderAlerts(report));
  return 0;
}

/** Disabled ones have alerts too. Throws USAGE. */
export function refuseUnknownTenant(command: string, name: string, { tenants }: Config): void {
  const known = tenants.map((tenant) => tenant.name);
  if (known.includes(name)) return;
  const near = nearestName(name, known);
  const hint = near ? `Did you mean ${near}?` : `Configured: ${known.join(", ")}.`;
  throw new AppError("USAGE", `${command}: --tenant ${name}: there is no such tenant. ${hint}`);
}
