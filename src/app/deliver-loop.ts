/**
 * The outbox's other half: claims what is due, renders and sends it, and only then marks it. A crash in between costs
 * at worst a second copy with the same Message-ID, never a lost mail.
 */
import { randomUUID } from "node:crypto";
import pLimit from "p-limit";
import type { Config } from "../config/config.ts";
import { second } from "../domain/instant.ts";
import type { RecipientResult } from "../domain/notification.ts";
import { messageIdDomain } from "../mail/render/headers.ts";
import { mergeNotifications } from "../outbox/merge-notifications.ts";
import { leaseMs, planRetry } from "../outbox/retry-plan.ts";
import type { ClaimedNotification, Store } from "../store/store.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { cleanLine } from "../util/clean-text.ts";
import type { Clock } from "../util/clock.ts";
import { coerceError } from "../util/coerce-error.ts";
import type { Channel, Channels } from "./channels.ts";

export interface DeliverDependencies {
  config: Config;
  store: Store;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
}

export interface DeliverLoop {
  /** Something may be due: look now instead of at the next round. */
  wake(): void;
  /** Claims nothing more; resolves when deliveries under way have ended, which `signal` hurries. */
  stop(signal: AbortSignal): Promise<void>;
}

const batchSize = 8;
const parallelDeliveries = 4;
/** Longest wait between two looks at the outbox: other processes may write to it too. */
const idleMs = 30 * second;
/** After a failure of the store itself. */
const retryMs = 5 * second;

/** One loop for each channel: one whose other side hangs holds up nobody else. */
export function startDeliverLoop(channels: Channels, deps: DeliverDependencies): DeliverLoop {
  const stopping = new AbortController();
  const cutOff = new AbortController();
  let idle = new AbortController();

  /** Resolves with the pause until the next look; 0 when there may be more to deliver right now. */
  async function deliverAndPlan(channel: Channel): Promise<number> {
    if ((await deliverDue(channel, deps, cutOff.signal)) > 0) return 0;
    const dueAt = await deps.store.nextDueAt(channel.name);
    return dueAt === null ? idleMs : Math.min(idleMs, Math.max(50, dueAt - deps.clock.now()));
  }

  async function run(channel: Channel): Promise<void> {
    while (!stopping.signal.aborted) {
      const woken = idle.signal;
      const pauseMs = await deliverAndPlan(channel).catch((thrown) => {
        deps.log.error("outbox.failed", { error: coerceError(thrown).message });
        return retryMs;
      });
      if (pauseMs === 0) continue;
      await deps.clock.sleep(pauseMs, AbortSignal.any([woken, stopping.signal])).catch(() => {});
    }
  }
  const running = Promise.all([...channels.values()].map(run));

  return {
    wake() {
      // Each look waits for the signal that was there when it began: none misses what came in between.
      const woken = idle;
      idle = new AbortController();
      woken.abort();
    },
    async stop(signal) {
      stopping.abort();
      if (signal.aborted) cutOff.abort();
      signal.addEventListener("abort", () => cutOff.abort(), { once: true });
      await running;
    },
  };
}

/** Delivers everything of a channel that is due now, once; resolves with the number of notifications tried. */
export async function deliverDue(
  channel: Channel,
  deps: DeliverDependencies,
  signal: AbortSignal,
): Promise<number> {
  const domain = messageIdDomain(deps.config.mail.from);
  const claimed = await deps.store.claimDue({
    now: deps.clock.now(),
    leaseMs: leaseMs(channel.timeoutMs),
    limit: batchSize,
    channel: channel.name,
    onBuried(id) {
      deps.log.error("mail.dead", {
        channel: channel.name,
        notificationId: id,
        failures: [{ response: "the row is torn" }],
      });
      deps.metrics.countDelivery(channel.name, "dead");
    },
    merge: (parts) => mergeNotifications(parts, randomUUID(), domain),
  });
  const limit = pLimit(parallelDeliveries);
  await Promise.all(claimed.map((claim) => limit(() => deliver(claim, channel, deps, signal))));
  return claimed.length;
}

async function deliver(
  claim: ClaimedNotification,
  channel: Channel,
  { store, clock, config, log, metrics }: DeliverDependencies,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = clock.now();
  const results = await send(claim, channel, signal);
  const now = clock.now();
  const plan = planRetry({
    results,
    acceptedBefore: claim.acceptedBefore,
    heldBack: claim.heldBack,
    attempts: claim.attempts,
    triedAt: claim.triedAt,
    otherWayAfterMs: channel.otherWayAfterMs,
    giveUpAfterMs: config.mail.retry.giveUpAfterMs,
    now,
    random: Math.random,
  });
  await store.recordDelivery({ notificationId: claim.notification.id, results, ...plan, now });
  const wasBlocked = channel.isBlocked;
  channel.isBlocked = results.every(({ outcome }) => outcome === "deferred");
  // After an outage the other side takes something again: nothing else need wait for its own next try.
  if (wasBlocked && results.some(({ outcome }) => outcome === "accepted"))
    await store.hurry(channel.name, clock.now());
  logDelivery(log, claim, results, { ...plan, durationMs: now - startedAt });
  for (const { outcome } of results) metrics.countDelivery(channel.name, outcome);
  if (plan.state === "dead") metrics.countDelivery(channel.name, "dead");
}

/** What can't even be rendered is deferred like what can't be sent: it backs off, and ends dead. */
async function send(
  { notification, waiting }: ClaimedNotification,
  channel: Channel,
  signal: AbortSignal,
): Promise<RecipientResult[]> {
  try {
    return await channel.deliver(notification, waiting, signal);
  } catch (thrown) {
    const response = cleanLine(`could not be sent: ${coerceError(thrown).message}`, 300);
    return waiting.map((address) => ({ address, outcome: "deferred", response, via: channel.name }));
  }
}

function logDelivery(
  log: Logger,
  { notification, attempts }: ClaimedNotification,
  results: readonly RecipientResult[],
  { state, dueAt, durationMs }: { state: string; dueAt: number | null; durationMs: number },
): void {
  const count = (outcome: RecipientResult["outcome"]) => results.filter((r) => r.outcome === outcome).length;
  const { transitions } = notification;
  const fields = {
    channel: notification.channel,
    tenant: listOf(notification.tenants.map((tenant) => tenant.name)),
    finding: listOf(transitions.map((transition) => transition.alert.finding)),
    alertId: listOf(transitions.map((transition) => transition.alertId)),
    state: listOf(transitions.map((transition) => transition.kind)),
    alerts: transitions.length,
    messageId: notification.messageId,
    via: listOf([...new Set(results.map((result) => result.via))]),
    attempt: attempts + 1,
    accepted: count("accepted"),
    durationMs,
  };
  const failures = describeFailures(results);
  if (count("accepted") > 0) log.info("mail.sent", fields);
  if (state === "dead") log.error("mail.dead", { ...fields, failures });
  else if (failures.length > 0) {
    log.warn("mail.failed", {
      ...fields,
      failures,
      dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
    });
  }
}

/** A digest of a thousand tenants is one line still: `alerts` says how many there are. */
const maxListed = 50;

function listOf(values: readonly string[]): string {
  return [...values.slice(0, maxListed), ...(values.length > maxListed ? ["…"] : [])].join(",");
}

/** One that fails beside others is named; where all fail alike it is the server, and the address book stays out of the log. */
function describeFailures(results: readonly RecipientResult[]) {
  const failures = results.filter((result) => result.outcome !== "accepted");
  const [first] = failures;
  const alike = failures.every((f) => f.outcome === first?.outcome && f.response === first.response);
  if (first && alike && failures.length === results.length) {
    return [{ recipients: failures.length, outcome: first.outcome, response: first.response }];
  }
  return failures.slice(0, 10).map(({ address, outcome, response }) => ({ address, outcome, response }));
}
