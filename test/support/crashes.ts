/**
 * Crashes by plan: the application's store and transport, each call counted. A crash throws before or after the call
 * took effect, and from then on nothing of that life has any effect: as when the power is gone.
 */
import type { Channel } from "../../src/app/channels.ts";
import type { RecipientResult } from "../../src/domain/notification.ts";
import type { Store } from "../../src/store/store.ts";

/** Lives and calls count from 1, calls anew in each life. */
export type CrashPlan = (life: number, call: number) => "before" | "after" | null;

export interface Crashes {
  wrapStore(store: Store): Store;
  wrapChannel(channel: Channel): Channel;
  /** After a crash: the next call belongs to a new life. Without one it changes nothing. */
  beginLife(): void;
  isDead(): boolean;
  count(): number;
  /** Message-IDs that were sent again though their acceptance was recorded. */
  sentAfterRecorded: string[];
  /** How often a server's acceptance was lost with the life that heard it. */
  acceptedUnrecorded(): number;
}

/** Calls that need not be survived: they change nothing that lasts, or only end a life. */
const uncounted = new Set<keyof Store>([
  "close",
  "takeOver",
  "dropOtherChannels",
  "prune",
  "reports",
  "openAlerts",
]);

export function createCrashes(plan: CrashPlan): Crashes {
  let life = 1;
  let call = 0;
  let dead = false;
  let count = 0;
  let accepted = 0;
  let recordedAcceptances = 0;
  const recorded = new Set<string>();
  const messageIdOf = new Map<string, string>();
  const sentAfterRecorded: string[] = [];

  function crash(): Error {
    dead = true;
    return new Error("crashed");
  }

  async function run<Result>(effect: () => Promise<Result>): Promise<Result> {
    if (dead) throw new Error("this life is over");
    call += 1;
    const when = plan(life, call);
    if (when !== null) count += 1;
    if (when === "before") throw crash();
    if (when === null) return effect();
    const result = effect();
    // Dead at once, so that what runs beside this call has no effect any more.
    const error = crash();
    await result;
    throw error;
  }

  function note(results: readonly RecipientResult[]): boolean {
    return results.some((result) => result.outcome === "accepted");
  }

  return {
    sentAfterRecorded,
    beginLife() {
      if (!dead) return;
      dead = false;
      life += 1;
      call = 0;
    },
    isDead: () => dead,
    count: () => count,
    acceptedUnrecorded: () => accepted - recordedAcceptances,
    wrapStore(store) {
      const observed: Store = {
        ...store,
        async claimDue(claim) {
          const claimed = await store.claimDue(claim);
          for (const { notification } of claimed) messageIdOf.set(notification.id, notification.messageId);
          return claimed;
        },
        async recordDelivery(outcome) {
          await store.recordDelivery(outcome);
          if (!note(outcome.results)) return;
          recordedAcceptances += 1;
          recorded.add(messageIdOf.get(outcome.notificationId) ?? "");
        },
      };
      return new Proxy(observed, {
        get(target, name: keyof Store) {
          const method = target[name] as (...args: unknown[]) => Promise<unknown>;
          return uncounted.has(name) ? method : (...args: unknown[]) => run(() => method(...args));
        },
      });
    },
    wrapChannel: (channel) => ({
      ...channel,
      deliver: (notification, to, signal) =>
        run(async () => {
          const { messageId } = notification;
          if (recorded.has(messageId)) sentAfterRecorded.push(messageId);
          const results = await channel.deliver(notification, to, signal);
          if (note(results)) accepted += 1;
          return results;
        }),
    }),
  };
}
