/** Webhook and Teams: headers and signature as a receiver sees them, and what each status means for the outbox. */
import { webcrypto } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Post, Transport } from "../../../../src/domain/notification.ts";
import { judgeStatus } from "../../../../src/mail/transports/http-post.ts";
import { createTeamsTransport } from "../../../../src/mail/transports/teams.ts";
import { createWebhookTransport } from "../../../../src/mail/transports/webhook.ts";
import { createManualClock, type ManualClock } from "../../../../src/simulator/manual-clock.ts";
import { type Receiver, startReceiver } from "../../../../src/simulator/receiver.ts";

const never = new AbortController().signal;
const secret = "shared~geheim";
let clock: ManualClock;
let receiver: Receiver;
let transport: Transport<Post>;

beforeEach(async () => {
  clock = createManualClock(Date.parse("2026-09-14T08:00:00.900Z"));
  receiver = await startReceiver({ tls: false });
});
afterEach(async () => {
  await transport.close();
  await receiver.close();
});

const post: Post = { id: "n-42", to: ["soc"], body: JSON.stringify({ text: "Één – regel" }), date: 0 };
const common = () => ({ url: receiver.url("/hook?key=12345678"), caPem: null, timeoutMs: 5_000 });
async function send(what: Partial<Post> = {}) {
  const [result] = await transport.send({ ...post, ...what }, never);
  if (!result) throw new Error("no result");
  return result;
}
const headers = () => receiver.requests.at(-1)?.headers ?? {};

/** As a receiver would: a key from the shared secret, the bytes that came, and the platform's own verification. */
async function isGenuine(body: string, { timestamp, signature }: { timestamp: string; signature: string }) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const encode = (text: string) => new TextEncoder().encode(text);
  const key = await webcrypto.subtle.importKey("raw", encode(secret), algorithm, false, ["verify"]);
  const [scheme, hex = ""] = signature.split("=");
  if (scheme !== "sha256" || !/^[0-9a-f]{64}$/.test(hex)) return false;
  const mac = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return webcrypto.subtle.verify("HMAC", key, mac, encode(`${timestamp}.${body}`));
}

describe("webhook", () => {
  test("says who posts what, and when", async () => {
    transport = createWebhookTransport({ ...common(), secret: null, clock });
    expect(await send()).toMatchObject({ address: "soc", outcome: "accepted", via: "webhook" });
    expect(receiver.requests[0]).toMatchObject({
      method: "POST",
      path: "/hook?key=12345678",
      body: post.body,
    });
    expect(headers()).toMatchObject({
      "content-type": "application/json",
      "user-agent": "sync-health-monitor",
      "x-sync-health-delivery": "n-42",
      "x-sync-health-timestamp": String(Date.parse("2026-09-14T08:00:00Z") / 1_000),
    });
    expect(headers()).not.toHaveProperty("x-sync-health-signature");
  });

  test("signs moment and body, so that a receiver can tell them from forged and from old ones", async () => {
    transport = createWebhookTransport({ ...common(), secret, clock });
    await send();
    const first = {
      timestamp: headers()["x-sync-health-timestamp"] ?? "",
      signature: headers()["x-sync-health-signature"] ?? "",
    };
    const body = receiver.requests[0]?.body ?? "";
    expect(await isGenuine(body, first)).toBe(true);
    expect(await isGenuine(`${body} `, first)).toBe(false);
    expect(await isGenuine(body, { ...first, timestamp: "0" })).toBe(false);
    clock.advance(60_000);
    await send();
    expect(Number(headers()["x-sync-health-timestamp"])).toBe(Number(first.timestamp) + 60);
    expect(headers()["x-sync-health-signature"]).not.toBe(first.signature);
  });
});

describe("teams", () => {
  beforeEach(() => {
    transport = createTeamsTransport(common());
  });

  test("posts the message as it is, and says how its characters are written", async () => {
    receiver.behave({ action: { status: 202 } });
    expect(await send()).toMatchObject({ outcome: "accepted", via: "teams" });
    expect(receiver.requests[0]?.body).toBe(post.body);
    expect(headers()["content-type"]).toBe("application/json; charset=utf-8");
  });

  test("a message over 28 KB is refused with a clear word, and not posted", async () => {
    const { outcome, response } = await send({ body: `"${"é".repeat(14 * 1024)}"` });
    expect(outcome).toBe("refused");
    expect(response).toMatch(/28674 bytes.* 28672/);
    expect(receiver.requests).toEqual([]);
    expect((await send({ body: `"${"é".repeat(14 * 1024 - 1)}"` })).outcome).toBe("accepted");
  });

  test("a workflow that somebody switched off can be switched on again", async () => {
    const text = JSON.stringify({ error: { code: "WorkflowTriggerIsNotEnabled", message: "…" } });
    receiver.behave({ action: { status: 400, text }, count: 1 });
    expect((await send()).outcome).toBe("deferred");
    receiver.behave({ action: { status: 400, text: "Invalid card" }, count: 1 });
    expect((await send()).outcome).toBe("refused");
  });
});

describe("what came back", () => {
  beforeEach(() => {
    transport = createWebhookTransport({ ...common(), secret: null, clock });
  });

  test.each<[name: string, statuses: number[], outcome: string]>([
    ["taken", [200, 201, 202, 204], "accepted"],
    ["passes by itself", [408, 409, 421, 423, 425, 429, 500, 502, 503, 504], "deferred"],
    ["can be mended by an operator", [301, 302, 307, 308, 401, 403, 404, 407], "deferred"],
    ["final", [400, 402, 405, 406, 410, 411, 413, 414, 415, 422, 451], "refused"],
  ])("%s", (_name, statuses, outcome) => {
    expect(statuses.map((status) => [status, judgeStatus(status)])).toEqual(
      statuses.map((status) => [status, outcome]),
    );
  });

  test("the other side's words are one bounded line, with what it asks for", async () => {
    const text = `too\r\nmuch\u202e ${"x".repeat(5_000)}`;
    receiver.behave({ action: { status: 429, text, headers: { "retry-after": "30" } } });
    const { response } = await send();
    expect(response).toMatch(/^127\.0\.0\.1:\d+ answered 429 \(asks to wait 30 s\): too much x+…$/);
    expect(response.length).toBe(300);
  });

  test("a redirect is not followed: what is posted is for nobody else", async () => {
    const other = await startReceiver({ tls: false });
    receiver.behave({ action: { status: 307, headers: { location: other.url("/elsewhere") } } });
    const { outcome, response } = await send();
    expect(outcome).toBe("deferred");
    expect(response).toContain("redirect, which is not followed");
    expect(other.requests).toEqual([]);
    await other.close();
  });
});

describe("verify", () => {
  beforeEach(() => {
    transport = createWebhookTransport({ ...common(), secret: null, clock });
  });

  test("asks the host for its front page alone, whatever the answer", async () => {
    receiver.behave({ action: { status: 404 } });
    expect((await transport.verify()).works).toBe(true);
    expect(receiver.requests.map(({ method, path }) => [method, path])).toEqual([["HEAD", "/"]]);
  });

  test.each([407, 502, 504])("%i is said by a proxy: not reached", async (status) => {
    receiver.behave({ action: { status } });
    const { works, response } = await transport.verify();
    expect(works).toBe(false);
    expect(response).toContain(String(status));
  });
});
