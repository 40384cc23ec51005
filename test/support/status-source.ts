/**
 * A source for pages and API over a made-up world, without store or configuration. What their readers do changes the
 * world; what fails is kept.
 */
import { explain } from "../../src/catalog/explain.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import type { Alert } from "../../src/domain/alert.ts";
import type { AlertTally, Delivery } from "../../src/domain/archive.ts";
import { type HistoryPoint, historySteps, stepFor } from "../../src/domain/history.ts";
import { day, hour } from "../../src/domain/instant.ts";
import type { Part, Span } from "../../src/domain/part.ts";
import { defaultThresholds } from "../../src/domain/thresholds.ts";
import { renderMail } from "../../src/mail/render/render-mail.ts";
import { createManualClock, type ManualClock } from "../../src/simulator/manual-clock.ts";
import type { Health, StatusSource } from "../../src/status/source.ts";
import { createStatusWorld, type StatusWorld, statusNow } from "./status-world.ts";

export interface StatusFixture {
  source: StatusSource;
  clock: ManualClock;
  /** Change it, and the next answer shows it. */
  world: StatusWorld;
  health: Health;
  failures: Error[];
  acknowledged: Alert[];
}

const catalog = await loadCatalog();

export function createStatusFixture(world: StatusWorld = createStatusWorld()): StatusFixture {
  const clock = createManualClock(statusNow);
  const failures: Error[] = [];
  const acknowledged: Alert[] = [];
  const health: Health = { healthy: true, lastRoundAt: statusNow, configRejected: false };
  const isPolled = (tenant: string) => world.standings.some(({ name }) => name === tenant);
  const source: StatusSource = {
    standings: async () => world.standings,
    standing: async (tenant) => world.standings.find(({ name }) => name === tenant) ?? null,
    thresholds: (tenant) => (isPolled(tenant) ? defaultThresholds : null),
    report: async (tenant) => world.reports.find(({ name }) => name === tenant) ?? null,
    reports: async () => world.reports,
    history: async (query) => historyOf(query, clock.now()),
    objectErrors: async ({ tenant, text = "" }, span) => {
      const wanted = text.toLowerCase();
      const all = (world.objectErrors.get(tenant) ?? []).filter(
        ({ error }) =>
          wanted === "" ||
          [error?.displayName, error?.address, error?.value].some((said) =>
            said?.toLowerCase().includes(wanted),
          ),
      );
      return partOf(all, span);
    },

    alertTallies: async () => talliesOf(world.alerts),
    alerts: async ({ tenant, state, finding, severity }, span) =>
      partOf(
        world.alerts
          .filter(
            (alert) =>
              (tenant === undefined || alert.tenant === tenant) &&
              (state === undefined || groupOf(alert) === state) &&
              (finding === undefined || alert.finding === finding) &&
              (severity === undefined || alert.last.severity === severity),
          )
          .toSorted((a, b) => b.raisedAt - a.raisedAt),
        span,
      ),
    alert: async (id) => world.alerts.find((alert) => alert.id === id) ?? null,
    timeline: async (id) => world.timelines.get(id) ?? [],
    acknowledge: async (id, acknowledgement) => {
      const at = world.alerts.findIndex((alert) => alert.id === id && alert.state === "open");
      const alert = world.alerts[at];
      if (!alert) return null;
      const after: Alert = { ...alert, acknowledgement: { ...acknowledgement, via: "by-page" } };
      world.alerts[at] = after;
      world.timelines.get(id)?.push({
        kind: "acknowledged",
        reason: "by-page",
        at: acknowledgement.at,
        severity: after.last.severity,
        by: acknowledgement.by,
        words: acknowledgement.reason,
        quiet: true,
      });
      acknowledged.push(after);
      return after;
    },

    outbox: async () => ({
      queued: 1,
      dead: 1,
      oldestQueuedAt: new Date(statusNow).toISOString(),
      lastDeadAt: new Date(statusNow - hour).toISOString(),
    }),
    deliveryCounts: async () => Object.fromEntries(countBy(world.deliveries)),
    deliveries: async ({ state, alertId }, span) =>
      partOf(
        world.deliveries
          .filter((delivery) =>
            state === undefined ? delivery.state !== "merged" : delivery.state === state,
          )
          .filter(({ alerts }) => alertId === undefined || alerts.some(({ id }) => id === alertId))
          .toSorted((a, b) => b.createdAt - a.createdAt)
          .map(({ notification: _notification, ...summary }) => summary),
        span,
      ),
    delivery: async (id) => world.deliveries.find((delivery) => delivery.id === id) ?? null,
    mailOf: ({ notification, endedAt }) =>
      notification &&
      renderMail(notification, {
        from: "Sync health <sync-health@contoso.example>",
        entries: (ids) => catalog.entries.filter((entry) => ids.includes(entry.id)),
        now: endedAt ?? clock.now(),
        host: "mgmt01.contoso.example",
        timeZone: "Europe/Amsterdam",
        acknowledgeUrl: null,
      }),

    silences: async () => world.silences.filter(({ endsAt }) => endsAt > clock.now()),
    addSilence: async (silence) => void world.silences.push(silence),
    endSilence: async (id) => {
      const at = world.silences.findIndex((silence) => silence.id === id && silence.endsAt > clock.now());
      if (at >= 0) world.silences.splice(at, 1);
      return at >= 0;
    },
    maintenance: () => world.maintenance,

    catalog: () => catalog,
    explain: (text, language) => explain(catalog, text, language),

    timeZone: () => "Europe/Amsterdam",
    health: () => health,
    ping: async () => {},
    onFailed: (error) => void failures.push(error),
  };
  return { source, clock, world, health, failures, acknowledged };
}

function partOf<Item>(items: readonly Item[], { offset, limit }: Span): Part<Item> {
  return { items: items.slice(offset, offset + limit), total: items.length };
}

function groupOf({ state }: Alert) {
  return state === "resolved" || state === "withdrawn" ? "ended" : state;
}

function talliesOf(alerts: readonly Alert[]): AlertTally[] {
  const open = alerts.filter(({ state }) => state === "open");
  return [...new Set(open.map(({ tenant }) => tenant))].map((tenant) => {
    const own = open.filter((alert) => alert.tenant === tenant);
    return {
      tenant,
      open: own.length,
      acknowledged: own.filter(({ acknowledgement }) => acknowledgement !== null).length,
      held: own.filter(({ hold }) => hold !== null).length,
    };
  });
}

function countBy(deliveries: readonly Delivery[]): [Delivery["state"], number][] {
  const states = [...new Set(deliveries.map(({ state }) => state))];
  return states.map((state) => [state, deliveries.filter((delivery) => delivery.state === state).length]);
}

/** contoso's last 30 days: an hour's saw of ages, errors that grow, and a gap of half a day, where the monitor was off. */
function historyOf(
  { tenant, from, to, maxPoints }: { tenant: string; from: number; to: number; maxPoints: number },
  now: number,
): HistoryPoint[] {
  if (tenant !== "contoso") return [];
  const { stepMs } = historySteps[stepFor(from, now)];
  const first = Math.max(from, statusNow - 30 * day);
  const last = Math.min(to, statusNow);
  const width = stepMs * Math.max(1, Math.ceil((last - first) / stepMs / maxPoints));
  const points: HistoryPoint[] = [];
  for (let at = Math.ceil(first / width) * width; at < last; at += width) {
    if (at > statusNow - 10 * day && at < statusNow - 9.5 * day) continue;
    points.push(pointAt(at));
  }
  return points.slice(0, maxPoints);
}

function pointAt(at: number): HistoryPoint {
  const age = Math.floor((statusNow - at) / hour);
  return {
    at,
    state: age < 3 ? "critical" : age % 50 === 0 ? "warning" : "ok",
    syncAgeMs: age < 2 ? 95 * 60_000 : (at % hour) + 60_000,
    passwordSyncAgeMs: age > 400 ? null : 120_000,
    objectErrors: Math.max(0, 120 - age),
    serviceErrors: 3,
    escrowed: null,
    users: 4812 - Math.floor(age / 24),
    groups: 212,
    contacts: 17,
    quotaUsed: 241_304 - age * 10,
    quotaTotal: 300_000,
  };
}
