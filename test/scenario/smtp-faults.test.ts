/** Whatever the mail server does: no transition is lost, none is mailed again once it was accepted, order is kept. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, test } from "vitest";
import { hour, second } from "../../src/domain/instant.ts";
import { createWorld, toldBy, type World } from "../support/world.ts";

let world: World;
afterEach(() => world.close());

const events = (name: string) => world.log.filter((line) => line.event === name);

async function enterWithTrouble(yaml = ""): Promise<void> {
  world = await createWorld({ yaml });
  world.tenant.setLastSync(world.clock.now() - 3 * hour);
}

/** Moves the time and delivers, until the outbox is empty or the hours are over. */
async function deliverFor(hours: number): Promise<void> {
  const end = world.clock.now() + hours * hour;
  while (world.clock.now() < end) {
    const dueAt = await world.store.nextDueAt();
    if (dueAt === null) return;
    world.clock.advance(Math.max(second, dueAt - world.clock.now()));
    await world.deliver();
  }
}

test("refused connections: the mail waits, and arrives once when the server is back", async () => {
  await enterWithTrouble();
  await world.inbox.goOffline();
  expect(await world.poll(0)).toEqual([]);
  await deliverFor(2);
  expect(events("mail.failed").length).toBeGreaterThan(3);
  expect(events("mail.failed")[0]).toMatchObject({ level: "warn", tenant: "contoso", finding: "sync-stale" });
  await world.inbox.goOnline();
  await deliverFor(2);
  expect(world.inbox.messages).toHaveLength(1);
  expect(events("mail.sent")).toHaveLength(1);
  expect(await world.store.outboxSummary()).toMatchObject({ queued: 0, dead: 0 });
});

test("when the server is back, everything that waited leaves with the first mail that it takes", async () => {
  world = await createWorld({ tenants: [{ name: "contoso" }, { name: "fabrikam" }] });
  const [contoso, fabrikam] = world.tenants;
  await world.poll();
  await world.inbox.goOffline();
  contoso?.setLastSync(world.clock.now() - 3 * hour);
  await world.poll();
  await deliverFor(5);
  fabrikam?.setLastPasswordSync(world.clock.now() - 3 * hour);
  await world.poll();
  await deliverFor(1);
  await world.inbox.goOnline();
  const dueAt = (await world.store.nextDueAt()) ?? Number.NaN;
  expect(toldBy(await world.deliverUntil(dueAt))).toEqual([
    "password-hash-sync-stale raised",
    "sync-stale raised",
  ]);
});

test("4xx is tried again, with growing pauses", async () => {
  await enterWithTrouble();
  world.inbox.behave({ stage: "rcpt", action: { reply: 451, text: "greylisted" }, count: 3 });
  await world.poll(0);
  await deliverFor(1);
  expect(world.inbox.messages).toHaveLength(1);
  const dueTimes = events("mail.failed").map(
    (line) => Date.parse(String(line.dueAt)) - Date.parse(String(line.time)),
  );
  expect(dueTimes).toHaveLength(3);
  expect(dueTimes[2]).toBeGreaterThan(dueTimes[0] ?? 0);
  expect(JSON.stringify(events("mail.failed")[0])).toContain("greylisted");
});

test("5xx for one recipient of two: the other has it, and is not written to again", async () => {
  world = await createWorld({ recipients: ["good@ops.example", "gone@ops.example"] });
  world.tenant.setLastSync(world.clock.now() - 3 * hour);
  world.inbox.behave({
    stage: "rcpt",
    action: { reply: 550, text: "no such user" },
    address: "gone@ops.example",
  });
  await world.poll(0);
  await deliverFor(3);
  expect(world.inbox.messages.map((message) => message.to)).toEqual([["good@ops.example"]]);
  expect(events("mail.sent")).toMatchObject([{ accepted: 1 }]);
  expect(events("mail.failed")).toMatchObject([
    { failures: [{ address: "gone@ops.example", outcome: "refused" }] },
  ]);
  expect(await world.store.nextDueAt()).toBeNull();
});

test("4xx for one recipient of two: only that one is tried again, under the same Message-ID", async () => {
  world = await createWorld({ recipients: ["good@ops.example", "busy@ops.example"] });
  world.tenant.setLastSync(world.clock.now() - 3 * hour);
  world.inbox.behave({ stage: "rcpt", action: { reply: 452 }, address: "busy@ops.example", count: 2 });
  await world.poll(0);
  await deliverFor(3);
  expect(world.inbox.messages.map((message) => message.to)).toEqual([
    ["good@ops.example"],
    ["busy@ops.example"],
  ]);
  expect(new Set(world.inbox.messages.map((message) => message.parsed.messageId)).size).toBe(1);
});

test("5xx for everyone: given up at once, loudly", async () => {
  await enterWithTrouble();
  world.inbox.behave({ stage: "rcpt", action: { reply: 550 } });
  await world.poll(0);
  expect(events("mail.dead")).toMatchObject([{ level: "error", accepted: 0 }]);
  expect(await world.store.outboxSummary()).toMatchObject({ queued: 0, dead: 1 });
});

test("a server that is down for longer than the mail may wait: given up, loudly", async () => {
  await enterWithTrouble("");
  await world.inbox.goOffline();
  await world.poll(0);
  await deliverFor(80);
  expect(events("mail.dead")).toHaveLength(1);
});

test("dropped after DATA: tried again under the same Message-ID, so that nobody need read it twice", async () => {
  await enterWithTrouble();
  world.inbox.behave({ stage: "received", action: "drop", count: 1, keep: true });
  await world.poll(0);
  await deliverFor(1);
  expect(world.inbox.messages).toHaveLength(2);
  expect(new Set(world.inbox.messages.map((message) => message.parsed.messageId)).size).toBe(1);
});

test("24 hours without a mail server: every transition once, raised before resolved", async () => {
  world = await createWorld();
  await world.poll();
  await world.inbox.goOffline();
  for (let outage = 0; outage < 4; outage += 1) {
    world.tenant.stopSync();
    await world.polls(30);
    world.tenant.resumeSync();
    await world.polls(42);
  }
  await world.inbox.goOnline();
  await deliverFor(4);
  const told = world.inbox.messages.map((message) => [
    String(message.parsed.headers.get("x-sync-health-alert")),
    String(message.parsed.headers.get("x-sync-health-state")),
  ]);
  expect(told).toHaveLength(8);
  for (const id of new Set(told.map(([alertId]) => alertId))) {
    expect(told.filter(([alertId]) => alertId === id).map(([, state]) => state)).toEqual([
      "raised",
      "resolved",
    ]);
  }
});

test("48 hours without a mail server: of the daily reminders only the newest is left to arrive", async () => {
  await enterWithTrouble();
  await world.inbox.goOffline();
  await world.poll(0);
  for (let hours = 0; hours < 50; hours += 1) {
    world.tenant.setLastSync(world.clock.now() - 3 * hour);
    await world.poll(hour);
  }
  expect(events("alert.reminder")).toHaveLength(2);
  await world.inbox.goOnline();
  const mails = await world.deliverUntil(world.clock.now() + 2 * hour);
  expect(toldBy(mails)).toEqual(["sync-stale raised", "sync-stale reminder"]);
  expect(mails[1]?.text).toContain("open for 2 days");
  expect(await world.store.outboxSummary()).toMatchObject({ queued: 0, dead: 0 });
});

test("a row that can't be rendered backs off and ends dead, and other mails go out meanwhile", async () => {
  await enterWithTrouble();
  await world.inbox.goOffline();
  await world.poll(0);
  const database = new DatabaseSync(join(world.folder, "monitor.db"));
  database.exec(`update outbox set document = json_replace(document, '$.tenants[0].profile', null)`);
  database.close();
  await world.inbox.goOnline();
  world.tenant.setLastPasswordSync(world.clock.now() - 3 * hour);
  const mails = await world.poll(0);
  expect(mails.map((mail) => mail.finding)).toEqual(["password-hash-sync-stale"]);
  await deliverFor(80);
  expect(events("mail.dead")).toHaveLength(1);
  expect(await world.store.outboxSummary()).toMatchObject({ queued: 0, dead: 1 });
});

test("a row that is no JSON any more ends dead at once, and holds up nothing", async () => {
  await enterWithTrouble();
  await world.inbox.goOffline();
  await world.poll(0);
  const database = new DatabaseSync(join(world.folder, "monitor.db"));
  database.exec("update outbox set document = 'torn'");
  database.close();
  await world.inbox.goOnline();
  world.tenant.setLastPasswordSync(world.clock.now() - 3 * hour);
  expect((await world.poll(0)).map((mail) => mail.finding)).toEqual(["password-hash-sync-stale"]);
  await deliverFor(1);
  expect(await world.store.outboxSummary()).toMatchObject({ queued: 0, dead: 1 });
});

describe("restart", () => {
  test("between raise and recovery: one incident, one mail each", async () => {
    await enterWithTrouble();
    const [raised] = await world.poll(0);
    await world.restart();
    expect(await world.polls(3)).toEqual([]);
    world.tenant.resumeSync();
    await world.poll();
    await world.restart();
    const [resolved] = await world.poll();
    expect(resolved).toMatchObject({ state: "resolved", alertId: raised?.alertId });
  });
});
