/** The outbound heartbeat against a real server: which address, which body, how often it tries, what it says. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createHeartbeat, type HeartbeatOptions } from "../../../src/heartbeat/ping.ts";
import { createManualClock, type ManualClock } from "../../../src/simulator/manual-clock.ts";
import { type Receiver, startReceiver } from "../../../src/simulator/receiver.ts";

let receiver: Receiver;
let clock: ManualClock;
const never = new AbortController().signal;
const check = "/ping/7d9c0a52-4e1f";

beforeEach(async () => {
  receiver = await startReceiver({ tls: false });
  clock = createManualClock(0);
});
afterEach(() => receiver.close());

function ping(ok: boolean, text = "all well", more: Partial<HeartbeatOptions> = {}, signal = never) {
  const heartbeat = createHeartbeat(
    {
      url: receiver.url(check),
      failUrl: receiver.url(`${check}/fail`),
      method: "POST",
      caPem: null,
      timeoutMs: 5_000,
      random: () => 1,
      ...more,
    },
    clock,
  );
  return heartbeat.ping({ ok, text }, signal);
}
const seen = () => receiver.requests.map(({ method, path, body }) => [method, path, body]);

test("all well: the one address, with the text as its log", async () => {
  expect(await ping(true)).toEqual({ ok: true, response: `${receiver.host} answered 200: OK` });
  expect(seen()).toEqual([["POST", check, "all well"]]);
  expect(receiver.requests[0]?.headers["content-type"]).toBe("text/plain; charset=utf-8");
});

test("not well: the other address", async () => {
  expect((await ping(false, "FAULT: 1 of 2 polls\ncontoso: blind")).ok).toBe(true);
  expect(seen()).toEqual([["POST", `${check}/fail`, "FAULT: 1 of 2 polls\ncontoso: blind"]]);
});

test("GET carries no text", async () => {
  await ping(true, "all well", { method: "GET" });
  expect(seen()).toEqual([["GET", check, ""]]);
});

test("the text is cut to 10 KB, never within a character", async () => {
  await ping(true, `x${"é".repeat(9_000)}`);
  const body = receiver.requests[0]?.body ?? "";
  expect(Buffer.byteLength(body)).toBe(9_999);
  expect(body).toMatch(/^xé+$/);
});

describe("when it is not heard", () => {
  test.each<[name: string, action: Parameters<Receiver["behave"]>[0]["action"]]>([
    ["a broken service", { status: 500 }],
    ["a busy service", { status: 429 }],
    ["a connection that drops", "drop"],
  ])("%s: three tries, with growing pauses", async (_name, action) => {
    receiver.behave({ action });
    expect((await ping(true)).ok).toBe(false);
    expect(receiver.requests).toHaveLength(3);
    expect(clock.pauses).toEqual([1_000, 2_000]);
  });

  test("the second try is heard", async () => {
    receiver.behave({ action: { status: 503 }, count: 1 });
    expect((await ping(true)).ok).toBe(true);
    expect(receiver.requests).toHaveLength(2);
  });

  test.each([400, 404, 301])("%i does not pass by itself: one try", async (status) => {
    receiver.behave({ action: { status, text: "no such check" } });
    expect(await ping(true)).toEqual({
      ok: false,
      response: `${receiver.host} answered ${status}: no such check`,
    });
    expect(receiver.requests).toHaveLength(1);
    expect(clock.pauses).toEqual([]);
  });

  test("a stop ends it, between two tries as well", async () => {
    receiver.behave({ action: { status: 500 } });
    const stop = new AbortController();
    receiver.onRequest(() => stop.abort());
    expect((await ping(true, "", {}, stop.signal)).ok).toBe(false);
    expect(receiver.requests).toHaveLength(1);
  });
});

describe("it never shows more of the address than its host", () => {
  test.each<[name: string, open: () => Promise<void> | void]>([
    [
      "repeated by the other side",
      () => void receiver.behave({ action: { status: 404, text: `no ${check}` } }),
    ],
    ["nobody there", () => receiver.goOffline()],
  ])("%s", async (_name, open) => {
    await open();
    const { ok, response } = await ping(true);
    expect(ok).toBe(false);
    expect(response).toContain(receiver.host);
    expect(response).not.toContain("7d9c0a52");
  });

  test("an address that is none is no exception", async () => {
    const { ok, response } = await ping(true, "", { url: "secret words" });
    expect(ok).toBe(false);
    expect(response).not.toContain("secret");
  });
});
