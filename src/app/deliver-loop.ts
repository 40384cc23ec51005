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
import type { Channels } from "./channels.ts";

export interface DeliverDependencies {
  config: Config;
  store: Store;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  channels: Channels;
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

export function startDeliverLoop(deps: DeliverDependencies): DeliverLoop {
  const stopping = new AbortController();
  const cutOff = new AbortController();
  let idle = new AbortController();

  /** Resolves with the pause until the next look; 0 when there may be more to deliver right now. */
  async function deliverAndPlan(): Promise<number> {
    if ((await deliverDue(deps, cutOff.signal)) > 0) return 0;
    const dueAt = await deps.store.nextDueAt();
    return dueAt === null ? idleMs : Math.min(idleMs, Math.max(50, dueAt - deps.clock.now()));
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      idle = new AbortController();
      const pauseMs = await deliverAndPlan().catch((thrown) => {
        deps.log.error("outbox.failed", { error: coerceError(thrown).message });
        return retryMs;
      });
      if (pauseMs === 0) continue;
      await deps.clock.sleep(pauseMs, AbortSignal.any([idle.signal, stopping.signal])).catch(() => {});
    }
  }
  const running = run();

  return {
    wake: () => idle.abort(),
    async stop(signal) {
      stopping.abort();
      if (signal.aborted) cutOff.abort();
      signal.addEventListener("abort", () => cutOff.abort(), { once: true });
      await running;
    },
  };
}

/** Delivers everything that is due now, once; resolves with the number of notifications tried. */
export async function deliverDue(deps: DeliverDependencies, signal: AbortSignal): Promise<number> {
  const domain = messageIdDomain(deps.config.mail.from);
  const claimed = await deps.store.claimDue({
    now: deps.clock.now(),
    leaseMs,
    limit: batchSize,
    merge: (parts) => mergeNotifications(parts, randomUUID(), domain),
  });
  const limit = pLimit(parallelDeliveries);
  await Promise.all(claimed.map((claim) => limit(() => deliver(claim, deps, signal))));
  return claimed.length;
}

async function deliver(
  claim: ClaimedNotification,
  deps: DeliverDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { store, clock, config } = deps;
  const { notification, attempts } = claim;
  const startedAt = clock.now();
  const results = await send(claim, deps, signal);
  const now = clock.now();
  const plan = planRetry({
    results,
    acceptedBefore: claim.acceptedBefore,
    heldBack: claim.heldBack,
    attempts,
    createdAt: notification.createdAt,
    giveUpAfterMs: config.mail.retry.giveUpAfterMs,
    now,
    random: Math.random,
  });
  await store.recordDelivery({ notificationId: notification.id, results, ...plan, now });
  await hurryAfterBlock(notification.channel, results, deps);
  logDelivery(deps.log, claim, results, { ...plan, durationMs: now - startedAt });
  for (const { outcome } of results) deps.metrics.countDelivery(notification.channel, outcome);
  if (plan.state === "dead") deps.metrics.countDelivery(notification.channel, "dead");
}

/** What can't even be rendered is deferred like what can't be sent: it backs off, and ends dead. */
async function send(
  { notification, waiting }: ClaimedNotification,
  { channels }: DeliverDependencies,
  signal: AbortSignal,
): Promise<RecipientResult[]> {
  const channel = channels.get(notification.channel);
  const failed = (outcome: RecipientResult["outcome"], response: string) =>
    waiting.map((address) => ({ address, outcome, response, via: notification.channel }));
  if (!channel) return failed("refused", "this channel is no longer configured");
  try {
    return await channel.deliver(notification, waiting, signal);
  } catch (thrown) {
    return failed("deferred", cleanLine(`could not be sent: ${coerceError(thrown).message}`, 300));
  }
}

/** After an outage the other side takes something again: nothing else need wait for its own next try. */
async function hurryAfterBlock(
  name: string,
  results: readonly RecipientResult[],
  { channels, store, clock }: DeliverDependencies,
): Promise<void> {
  const channel = channels.get(name);
  if (!channel) return;
  const wasBlocked = channel.isBlocked;
  channel.isBlocked = results.every(({ outcome }) => outcome === "deferred");
  if (wasBlocked && results.some(({ outcome }) => outcome === "accepted"))
    await store.hurry(name, clock.now());
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
