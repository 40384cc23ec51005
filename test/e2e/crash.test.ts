/**
 * The real process, killed (-9) at every step that can be seen from outside. One store lives through all of it: each
 * start is killed one step further than the one before, so that damage would add up.
 */
import { expect, type TestContext, test } from "vitest";
import type { FaultTarget } from "../../src/simulator/faults.ts";
import { inboxStages } from "../../src/simulator/inbox-script.ts";
import { createDaemonWorld, type DaemonWorld, holdRequests, readStore } from "../support/daemon.ts";

async function enter({ onTestFinished }: TestContext): Promise<DaemonWorld> {
  const world = await createDaemonWorld();
  onTestFinished(() => world.close());
  return world;
}

/** Starts the daemon and kills it when the `nth` request to `endpoint` has arrived; false when it polled without that many. */
async function killAtRequest(
  world: DaemonWorld,
  endpoint: FaultTarget["endpoint"],
  nth: number,
): Promise<boolean> {
  let seen = 0;
  const held = holdRequests(world.cloud, (target) => target.endpoint === endpoint && ++seen === nth);
  const daemon = world.start();
  const finished = daemon.waitForLog("poll.completed").then(
    () => false,
    () => true,
  );
  const killed = held.reached.then(() => daemon.kill()).then(() => true);
  const wasKilled = await Promise.race([killed, finished]);
  await daemon.kill();
  held.release();
  return wasKilled;
}

/** Starts the daemon and kills it as soon as an SMTP conversation reaches `stage`; what was in the air is lost. */
async function killAtStage(world: DaemonWorld, stage: (typeof inboxStages)[number]) {
  const daemon = world.start();
  const { promise, resolve } = Promise.withResolvers<void>();
  const forget = world.inbox.onStage(stage, async () => {
    await daemon.kill();
    resolve();
  });
  await promise;
  forget();
  return { loggedSent: daemon.lines.some((line) => line.event === "mail.sent") };
}

test("killed while it looks: nothing is stored by halves, and the next start sees everything", async (context) => {
  const world = await enter(context);
  // Nobody takes mails here: this test is about what comes before.
  await world.inbox.goOffline();
  expect(await killAtRequest(world, "token", 1)).toBe(true);
  expect(readStore(world.storeFile)).toEqual({ transitions: [], outbox: [] });

  let requests = 0;
  while (await killAtRequest(world, "graph", requests + 1)) {
    requests += 1;
    expect(readStore(world.storeFile)).toEqual({ transitions: [], outbox: [] });
  }
  expect(requests).toBeGreaterThanOrEqual(2);
  expect(readStore(world.storeFile)).toMatchObject({
    transitions: ["raised"],
    outbox: [{ state: "queued" }],
  });

  await world.inbox.goOnline();
  const last = world.start();
  const sent = await last.waitForLog("mail.sent");
  expect(await last.stop()).toMatchObject({ code: 0 });
  expect(readStore(world.storeFile).transitions).toEqual(["raised"]);
  expect(world.inbox.messages.map(({ parsed }) => parsed.messageId)).toEqual([sent.messageId]);
});

test("killed while it delivers: the mail arrives, and never again once its acceptance was recorded", async (context) => {
  const world = await enter(context);
  const arrived = () => world.inbox.messages.map(({ parsed }) => parsed.messageId);
  const stored = () => readStore(world.storeFile);

  // No sign-in on this server.
  for (const stage of inboxStages.filter((stage) => stage !== "auth" && stage !== "answered")) {
    await killAtStage(world, stage);
    expect(stored(), stage).toMatchObject({ transitions: ["raised"], outbox: [{ state: "queued" }] });
  }
  const messageId = stored().outbox[0]?.messageId;
  // Complete at the server, which could not say so any more: the one case that a second copy is for. At `data` the
  // content may or may not have been under way already.
  await world.inbox.waitForCount(1);
  expect(new Set(arrived())).toEqual(new Set([messageId]));

  const { loggedSent } = await killAtStage(world, "answered");
  const recorded = stored().outbox[0]?.state === "sent";
  // Logged is recorded: the log may lag behind the store, never run ahead of it.
  expect(loggedSent && !recorded).toBe(false);
  const copiesBefore = arrived().length;

  const next = world.start();
  if (recorded) await next.waitForLog("poll.completed");
  else await next.waitForLog("mail.sent");
  await next.kill();
  const copies = copiesBefore + (recorded ? 0 : 1);
  expect(arrived()).toEqual(Array(copies).fill(messageId));

  // The end of the incident queues behind its beginning: when it has arrived, nothing older is still to come.
  world.tenant.syncNow();
  const beforeLast = world.start();
  await beforeLast.waitForLog("poll.completed");
  await beforeLast.kill();
  const last = world.start();
  const resolved = await last.waitForLog("mail.sent");
  expect(resolved.state).toBe("resolved");
  expect(await last.stop()).toMatchObject({ code: 0 });
  expect(arrived()).toEqual([...Array(copies).fill(messageId), resolved.messageId]);
  expect(stored()).toMatchObject({
    transitions: ["raised", "resolved"],
    outbox: [{ state: "sent" }, { state: "sent" }],
  });
});
