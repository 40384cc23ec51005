/** In: the configuration and where everything comes from. Out: the status page, listening; what happens to it is logged. */
import type { Config } from "../config/config.ts";
import { toIso } from "../domain/instant.ts";
import { findingTitle } from "../mail/render/subject.ts";
import { startStatusServer } from "../status/server.ts";
import type { StatusSource } from "../status/source.ts";
import type { Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Clock } from "../util/clock.ts";
import { coerceError } from "../util/coerce-error.ts";
import { noteAcknowledged } from "./note-acknowledged.ts";

export interface StatusPageDependencies {
  /** As of the start: a reload does not move the page. */
  config: Config;
  /** The one in force. */
  currentConfig: () => Config;
  source: StatusSource;
  store: Store;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  version: string;
  /** Signs the links in mails, and the pages' forms. */
  linkSecret: string;
}

/** Null where none is wanted, and where it can't be had: a page that nobody can open must not cost the alerts. */
export async function openStatusPage(
  deps: StatusPageDependencies,
): Promise<{ address: string; close(): Promise<void> } | null> {
  const { config, currentConfig, source, store, clock, log, metrics, version, linkSecret } = deps;
  const { listen, tls, auth } = config.status;
  if (!listen) return null;
  try {
    const server = await startStatusServer({
      listen,
      tls,
      auth,
      get publicHost() {
        const { publicUrl } = currentConfig().status;
        return publicUrl === null ? null : new URL(publicUrl).host;
      },
      clock,
      version,
      formSecret: linkSecret,
      source,
      metrics: () => metrics.render(),
      onRefused: (refused) => log.warn("status.refused", { ...refused }),
      onCertificate(change) {
        if ("error" in change) log.error("status.certificate", { error: change.error });
        else log.info("status.certificate", { validTo: toIso(change.validTo) });
      },
      onFailed: (error) => log.error("status.failed", { error: error.message }),
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
    log.info("status.listening", { address: server.address });
    return server;
  } catch (thrown) {
    log.error("status.unavailable", { ...listen, error: coerceError(thrown).message });
    return null;
  }
}
