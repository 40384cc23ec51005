/**
 * Every crash there can be between two calls of the store and the mail transport, one after the other: before the call
 * took effect, and after. What a life did before it died is all that the next one finds.
 */
import { join } from "node:path";
import { expect, test } from "vitest";
import { hour } from "../../src/domain/instant.ts";
import { createCrashes } from "../support/crashes.ts";
import { readStore } from "../support/daemon.ts";
import { createWorld } from "../support/world.ts";

/** An incident from beginning to end, with a crash wherever `plan` says; resolves with how many crashes there were. */
async function liveThrough(plan: Parameters<typeof createCrashes>[0], label: string): Promise<number> {
  const crashes = createCrashes(plan);
  const { wrapStore, wrapChannel } = crashes;
  const world = await createWorld({ wrapStore, wrapChannel, yaml: "thresholds: { resolveAfterPolls: 1 }" });
  try {
    async function poll(): Promise<void> {
      for (;;) {
        crashes.beginLife();
        await world.poll().catch(() => {});
        if (!crashes.isDead()) return;
        await world.restart();
      }
    }
    world.tenant.setLastSync(world.clock.now() - 26 * hour);
    await poll();
    world.tenant.syncNow();
    await poll();

    const { transitions, outbox } = readStore(join(world.folder, "monitor.db"));
    expect(transitions, label).toEqual(["raised", "resolved"]);
    expect(outbox, label).toMatchObject([{ state: "sent" }, { state: "sent" }]);
    const arrived = world.inbox.messages.map(({ parsed }) => parsed.messageId ?? "");
    // Each at least once, in order, and nothing else.
    expect([...new Set(arrived)], label).toEqual(outbox.map(({ messageId }) => messageId));
    expect(crashes.sentAfterRecorded, label).toEqual([]);
    // A second copy is the price of a crash between the server's word and our note of it, and of nothing else.
    expect(arrived.length - outbox.length, label).toBe(crashes.acceptedUnrecorded());
    return crashes.count();
  } finally {
    await world.close();
  }
}

test.each(["before", "after"] as const)("one crash, %s each call in turn", async (when) => {
  let n = 0;
  let crashed = 0;
  do {
    n += 1;
    crashed = await liveThrough(
      (life, call) => (life === 1 && call === n ? when : null),
      `${when} call ${n}`,
    );
  } while (crashed > 0);
  // Three calls to poll and three to deliver, twice over: fewer would mean that not everything was tried.
  expect(n).toBeGreaterThan(12);
});

test.each(["before", "after"] as const)(
  "crash upon crash, %s: every life lasts one call longer",
  async (when) => {
    const crashes = await liveThrough((life, call) => (call === life ? when : null), `${when}, every life`);
    expect(crashes).toBeGreaterThan(4);
  },
);
