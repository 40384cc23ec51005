/**
 * What an earlier configuration left in the store and nobody looks after any more: notifications for channels, and
 * alerts of tenants, that are no longer configured.
 */
import type { Config } from "../config/config.ts";
import type { Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Clock } from "../util/clock.ts";
import type { Channels } from "./channels.ts";
import { logTransition } from "./poll-log.ts";

export async function leaveBehind({
  config,
  channels,
  store,
  clock,
  log,
  metrics,
}: {
  config: Config;
  channels: Channels;
  store: Store;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
}): Promise<void> {
  const dropped = await store.dropOtherChannels([...channels.keys()], clock.now());
  if (dropped > 0) log.warn("outbox.dropped", { dropped });
  const tenants = config.tenants.filter((tenant) => tenant.enabled).map((tenant) => tenant.name);
  for (const transition of await store.withdrawOthers(tenants, clock.now())) {
    logTransition(log.with({ tenant: transition.alert.tenant }), transition);
    metrics.countTransition(transition);
  }
}
