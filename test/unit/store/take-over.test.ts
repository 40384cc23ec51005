/** Who keeps the store: one living process, and after it the next, which need not wait for a dead one's leases. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { minute } from "../../../src/domain/instant.ts";
import { openSqliteStore } from "../../../src/store/sqlite/sqlite-store.ts";
import type { PollOutcome } from "../../../src/store/store.ts";
import { createWorld } from "../../support/world.ts";

async function makeFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sync-health-store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "monitor.db");
}

test("one at a time; closing hands it on; asking again is no harm", async () => {
  const file = await makeFile();
  const first = await openSqliteStore(file);
  const second = await openSqliteStore(file);
  expect(await first.takeOver()).toBe(true);
  expect(await first.takeOver()).toBe(true);
  expect(await second.takeOver()).toBe(false);
  await first.close();
  expect(await second.takeOver()).toBe(true);
  await second.close();
});

test("a store in memory is always one's own", async () => {
  const store = await openSqliteStore(":memory:");
  expect(await store.takeOver()).toBe(true);
  await store.close();
});

test("what a dead keeper had claimed is due at once for the next keeper, and for nobody else", async () => {
  let outcome: PollOutcome | null = null;
  const world = await createWorld({
    wrapStore: (store) => ({
      ...store,
      async commitPoll(poll) {
        outcome = poll;
        await store.commitPoll(poll);
      },
    }),
  });
  onTestFinished(() => world.close());
  world.tenant.setLastSync(world.clock.now() - 26 * 60 * minute);
  await world.poll();
  expect(outcome).not.toBeNull();

  const file = await makeFile();
  const first = await openSqliteStore(file);
  await first.takeOver();
  await first.commitPoll(outcome as unknown as PollOutcome);
  const merge = () => {
    throw new Error("there is nothing to merge");
  };
  const claim = {
    now: world.clock.now(),
    leaseMs: 5 * minute,
    limit: 8,
    channel: "mail",
    onBuried: () => {},
    merge,
  };
  expect(await first.claimDue(claim)).toHaveLength(1);
  const other = await openSqliteStore(file);
  expect(await other.takeOver()).toBe(false);
  expect(await other.claimDue(claim)).toEqual([]);
  await first.close();
  expect(await other.takeOver()).toBe(true);
  expect(await other.claimDue(claim)).toHaveLength(1);
  await other.close();
});
