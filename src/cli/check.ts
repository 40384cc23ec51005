/** `check`: one poll of every tenant, printed. Knows the daemon's history where there is a store; changes nothing. */
import { availableProbes } from "../app/available-probes.ts";
import { assessTenant } from "../app/poll-cycle.ts";
import { withTenants } from "../app/with-tenants.ts";
import { silentLogger } from "../telemetry/logger.ts";
import { systemClock } from "../util/clock.ts";
import { type ConfigOption, loadForCommand, thresholdsOf } from "./load.ts";
import { chooseTenants, openHistory, withEveryProbeDue } from "./one-look.ts";
import { openCatalogIn } from "./open-catalog.ts";
import { exitCodeOf, printStatus, type StatusFormat } from "./print-status.ts";

interface CheckOptions extends ConfigOption {
  format: StatusFormat;
  tenant?: string;
}

export async function runCheck(options: CheckOptions): Promise<number> {
  const { config } = await loadForCommand(options);
  const clock = systemClock;
  const tenants = chooseTenants(config, options.tenant);
  const store = await openHistory(config.store.path);
  const deps = {
    config: withEveryProbeDue(config),
    catalog: await openCatalogIn(config.catalogFolder),
    store,
    clock,
    log: silentLogger,
    probes: availableProbes(config),
    staleAfter: null,
  };
  const never = new AbortController().signal;
  const polls = await withTenants({ config: { ...config, tenants }, store, clock }, (runtime) =>
    assessTenant(runtime, deps, never),
  );
  const reports = polls.map((poll) => poll.report);
  printStatus(
    { generatedAt: new Date(clock.now()).toISOString(), tenants: reports },
    options.format,
    thresholdsOf(config),
  );
  return exitCodeOf(reports);
}
