/** The simulated receiver of posts: what it keeps, and how it misbehaves. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Receiver, startReceiver } from "../../../src/simulator/receiver.ts";

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver({ tls: false });
});
afterEach(() => receiver.close());

const post = (path = "/in?a=1", body = "hello") =>
  fetch(receiver.url(path), { method: "POST", body, redirect: "manual" });

test("keeps what it is sent, and says OK", async () => {
  const answer = await post();
  expect([answer.status, await answer.text()]).toEqual([200, "OK"]);
  expect(receiver.requests).toMatchObject([{ method: "POST", path: "/in?a=1", body: "hello", status: 200 }]);
  expect(await receiver.waitForCount(1)).toHaveLength(1);
});

describe("misbehaves as told", () => {
  test("a status, so many times, for one method only", async () => {
    receiver.behave({
      action: { status: 503, text: "busy", headers: { "retry-after": "3" } },
      method: "POST",
      count: 1,
    });
    expect((await fetch(receiver.url("/"))).status).toBe(200);
    const answer = await post();
    expect([answer.status, answer.headers.get("retry-after"), await answer.text()]).toEqual([
      503,
      "3",
      "busy",
    ]);
    expect((await post()).status).toBe(200);
    expect(receiver.requests.map(({ status }) => status)).toEqual([200, 503, 200]);
  });

  test("until taken away, one rule or all", async () => {
    const takeAway = receiver.behave({ action: { status: 500 } });
    receiver.behave({ action: { status: 400 } });
    expect((await post()).status).toBe(500);
    takeAway();
    expect((await post()).status).toBe(400);
    receiver.behaveWell();
    expect((await post()).status).toBe(200);
  });

  test("a dropped connection, which it remembers as unanswered", async () => {
    receiver.behave({ action: "drop" });
    await expect(post()).rejects.toThrow();
    expect(receiver.requests).toMatchObject([{ status: null }]);
  });

  test.each(["hang", "stall"] as const)("%s, until the client leaves or it closes", async (action) => {
    receiver.behave({ action });
    const stop = new AbortController();
    receiver.onRequest(() => stop.abort());
    const answer = fetch(receiver.url("/"), { signal: stop.signal }).then((response) => response.text());
    await expect(answer).rejects.toThrow();
  });

  test("nobody there, and back on the same port", async () => {
    await receiver.goOffline();
    await expect(post()).rejects.toThrow();
    await receiver.goOnline();
    expect((await post()).status).toBe(200);
  });
});
