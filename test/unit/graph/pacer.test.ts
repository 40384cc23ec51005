/** The pace of the reports interface: at once where a poll begins, then one request in 20 seconds, or none at all. */
import { expect, test } from "vitest";
import { minute, second } from "../../../src/domain/instant.ts";
import { createPacer } from "../../../src/graph/pacer.ts";
import { createManualClock } from "../../../src/simulator/manual-clock.ts";

const log = "/auditLogs/provisioning?$top=500";
const nextLink = "https://graph.microsoft.com/v1.0/auditLogs/provisioning?$skiptoken=2";
const start = Date.parse("2026-09-14T07:00:00Z");

function open(deadline = start + 10 * minute) {
  const clock = createManualClock(start);
  const controller = new AbortController();
  const pacer = createPacer(clock);
  const poll = () => pacer.open({ signal: controller.signal, deadline });
  return { clock, controller, poll };
}

test("the first request of a poll goes at once, each further one waits for its turn", async () => {
  const { clock, poll } = open();
  const pace = poll();
  for (const path of [log, nextLink, log]) await pace.turn(path);
  expect(clock.pauses).toEqual([20 * second, 20 * second]);
});

test("time that has passed anyway is not waited for again", async () => {
  const { clock, poll } = open();
  const pace = poll();
  await pace.turn(log);
  clock.advance(15 * second);
  await pace.turn(nextLink);
  clock.advance(minute);
  await pace.turn(nextLink);
  expect(clock.pauses).toEqual([5 * second]);
});

test("a request that was made again counts", async () => {
  const { clock, poll } = open();
  const pace = poll();
  await pace.turn(log);
  clock.advance(15 * second);
  pace.note(log);
  await pace.turn(nextLink);
  expect(clock.pauses).toEqual([20 * second]);
});

test("other interfaces do not wait, and make nobody wait", async () => {
  const { clock, poll } = open();
  const pace = poll();
  for (const path of ["/users", log, "/users", "https://graph.microsoft.com/v1.0/users?$skiptoken=2"]) {
    await pace.turn(path);
  }
  expect(clock.pauses).toEqual([]);
});

test("pages of a later poll keep their distance to those of the one before", async () => {
  const { clock, poll } = open();
  await poll().turn(log);
  const later = poll();
  await later.turn(log);
  await later.turn(nextLink);
  expect(clock.pauses).toEqual([20 * second]);
});

test("a clock that was set back costs one interval, not an hour", async () => {
  const { clock, poll } = open();
  const pace = poll();
  await pace.turn(log);
  clock.advance(-60 * minute);
  await pace.turn(nextLink);
  expect(clock.pauses).toEqual([20 * second]);
});

test("what can't be waited for within the poll is not waited for", async () => {
  const { clock, poll } = open(start + 30 * second);
  const pace = poll();
  await pace.turn(log);
  await pace.turn(nextLink);
  await expect(pace.turn(nextLink)).rejects.toMatchObject({
    reason: "unreachable",
    outOfTime: true,
    retryable: false,
    message: "no time left in this poll for the next page",
  });
  expect(clock.pauses).toEqual([20 * second]);
});

test("a poll that ends during the pause says so, and does not look like a garbled answer", async () => {
  const { clock, controller, poll } = open();
  const pace = poll();
  await pace.turn(log);
  const { sleep } = clock;
  clock.sleep = (ms, signal) => {
    controller.abort();
    return sleep(ms, signal);
  };
  await expect(pace.turn(nextLink)).rejects.toMatchObject({
    reason: "unreachable",
    outOfTime: true,
    message: "the time limit of the poll ran out while waiting for the next page's turn",
  });
});
