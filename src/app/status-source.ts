/** Where the status page and the API get what they show: the store, the configuration in force, the catalog, the mails. */
import { explain } from "../catalog/explain.ts";
import type { Delivery } from "../domain/archive.ts";
import type { Catalog } from "../domain/catalog.ts";
import { stepFor } from "../domain/history.ts";
import { toIso } from "../domain/instant.ts";
import { type Mail, mailChannel } from "../domain/notification.ts";
import type { Silence } from "../domain/silence.ts";
import { standingOfUnseen } from "../domain/standing.ts";
import { renderMail } from "../mail/render/render-mail.ts";
import { activeWindow, nextWindow } from "../schedule/maintenance.ts";
import type { Health, StatusSource } from "../status/source.ts";
import type { Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Clock } from "../util/clock.ts";
import { coerceError } from "../util/coerce-error.ts";
import { mailOptions } from "./channels.ts";
import { currentReport, currentReports } from "./current-reports.ts";
import type { Generation } from "./generation.ts";
import { noteAcknowledged } from "./note-acknowledged.ts";
import { toOutboxReport } from "./outbox-report.ts";

export interface StatusSourceDependencies {
  store: Store;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** The one in force; so with `catalog`. */
  generation: () => Pick<Generation, "config" | "health">;
  catalog: () => Catalog;
  configRejected: () => boolean;
}

export function createStatusSource(deps: StatusSourceDependencies): StatusSource {
  const { store, clock, log } = deps;
  const config = () => deps.generation().config;
  const polled = () => config().tenants.filter(({ enabled }) => enabled);
  const find = (tenant: string) => polled().find(({ name }) => name === tenant);

  return {
    async standings() {
      const stored = new Map((await store.standings()).map((standing) => [standing.name, standing]));
      return polled().map((tenant) => stored.get(tenant.name) ?? standingOfUnseen(tenant));
    },
    async standing(name) {
      const tenant = find(name);
      return tenant ? ((await store.standing(name)) ?? standingOfUnseen(tenant)) : null;
    },
    thresholds: (tenant) => find(tenant)?.thresholds ?? null,
    async report(name) {
      const tenant = find(name);
      if (!tenant) return null;
      return currentReport(tenant, await store.report(name), clock.now());
    },
    reports: () => currentReports(store, config(), clock.now()),
    history: (query) => store.history(query, stepFor(query.from, clock.now())),
    objectErrors: (query, span) => store.openObjectErrors(query, span),

    alertTallies: () => store.alertTallies(),
    alerts: (query, span) => store.alerts(query, span),
    alert: (id) => store.alert(id),
    timeline: (alertId) => store.transitionsOf(alertId),
    async acknowledge(alertId, acknowledgement) {
      const [alert] = await store.acknowledge([alertId], { ...acknowledgement, via: "by-page" });
      if (!alert) return null;
      noteAcknowledged(alert, deps);
      return alert;
    },

    outbox: async () => toOutboxReport(await store.outboxSummary()),
    deliveryCounts: () => store.deliveryCounts(),
    deliveries: (query, span) => store.deliveries(query, span),
    delivery: (id) => store.delivery(id),
    mailOf: (delivery) => renderSent(delivery, deps),

    silences: () => store.silences(clock.now()),
    async addSilence(silence) {
      await store.addSilence(silence);
      log.info("silence.added", silenceFields(silence));
    },
    async endSilence(id, by) {
      const silence = (await store.silences(clock.now())).find((known) => known.id === id);
      const isEnded = await store.endSilence(id, clock.now());
      if (silence && isEnded) log.info("silence.ended", { ...silenceFields(silence), endedBy: by });
      return isEnded;
    },
    maintenance: () =>
      config().maintenance.map((window) => ({
        window,
        next: activeWindow(window, clock.now()) ?? nextWindow(window, clock.now()),
      })),

    catalog: deps.catalog,
    explain: (text, language) => explain(deps.catalog(), text, language),
    timeZone: () => config().mail.timeZone,
    health: () => healthOf(deps),
    ping: () => store.ping(),
    onFailed: (error) => log.error("status.failed", { error: error.message }),
  };
}

/** Healthy: the schedule is being kept, or the first round is still under way. */
function healthOf({ generation, clock, configRejected }: StatusSourceDependencies): Health {
  const { lastRoundAt, staleAfter } = generation().health();
  const isLate = staleAfter !== null && clock.now() > staleAfter;
  return { healthy: !isLate, lastRoundAt, configRejected: configRejected() };
}

function silenceFields({ id, tenant, finding, subjectKey, endsAt, by, reason }: Silence) {
  return { silenceId: id, tenant, finding, subject: subjectKey, until: toIso(endsAt), by, words: reason };
}

/** As it was sent, or would be now; what is kept of one that has left has no lists of objects any more. */
function renderSent({ notification, endedAt }: Delivery, deps: StatusSourceDependencies): Mail | null {
  if (notification === null || notification.channel !== mailChannel) return null;
  const { clock, log, generation, catalog } = deps;
  try {
    const options = mailOptions({ config: generation().config, catalog: catalog(), clock });
    return renderMail(notification, { ...options, now: endedAt ?? options.now, acknowledgeUrl: null });
  } catch (thrown) {
    log.error("status.failed", { error: coerceError(thrown).message });
    return null;
  }
}
