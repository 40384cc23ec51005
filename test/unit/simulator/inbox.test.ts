import nodemailer from "nodemailer";
import { afterEach, describe, expect, test } from "vitest";
import { type Inbox, type InboxOptions, startInbox } from "../../../src/simulator/inbox.ts";
import { inboxStages } from "../../../src/simulator/inbox-script.ts";
import { sharedCertificates } from "./setup.ts";

let inbox: Inbox;
afterEach(() => inbox.close());

async function open(options: InboxOptions = { tls: "none" }) {
  inbox = await startInbox({ certificates: await sharedCertificates(), ...options });
}

const mail = {
  from: "a@contoso.example",
  to: ["x@contoso.example", "y@contoso.example"],
  subject: "Hé",
  text: "body",
};

function send(extra: object = {}, message: object = mail) {
  const { host, port, caPem } = inbox;
  const tls = caPem ? { tls: { ca: caPem } } : {};
  return nodemailer.createTransport({ host, port, ...tls, ...extra }).sendMail(message);
}

describe("delivery", () => {
  test.each<{ name: string; tls: InboxOptions["tls"]; extra: object; secure: boolean }>([
    { name: "plain", tls: "none", extra: {}, secure: false },
    { name: "STARTTLS", tls: "starttls", extra: { requireTLS: true }, secure: true },
    { name: "TLS from the start", tls: "tls", extra: { secure: true }, secure: true },
  ])("$name: kept raw and parsed", async ({ tls, extra, secure }) => {
    await open({ tls });
    const waiting = inbox.waitFor(({ parsed }) => parsed.subject === "Hé");
    await send(extra);
    const message = await waiting;
    expect(message).toMatchObject({ from: mail.from, to: mail.to, secure, user: null });
    expect(message.raw.toString()).toContain("Subject: =?UTF-8?");
    expect(message.parsed.text?.trim()).toBe("body");
  });

  test("without STARTTLS on offer, a client that demands it fails", async () => {
    await open();
    await expect(send({ requireTLS: true })).rejects.toThrow();
    expect(inbox.messages).toEqual([]);
  });

  test.each([
    { name: "right password", auth: { user: "u", pass: "p" }, ok: true },
    { name: "wrong password", auth: { user: "u", pass: "no" }, ok: false },
    { name: "right token", auth: { type: "OAuth2", user: "u", accessToken: "t" }, ok: true },
    { name: "wrong token", auth: { type: "OAuth2", user: "u", accessToken: "no" }, ok: false },
    { name: "nothing", auth: undefined, ok: false },
  ])("authentication, $name", async ({ auth, ok }) => {
    await open({ tls: "starttls", auth: { user: "u", password: "p", accessToken: "t" } });
    if (ok) await send({ auth });
    else await expect(send({ auth })).rejects.toThrow();
    expect(inbox.messages.map(({ user }) => user)).toEqual(ok ? ["u"] : []);
  });
});

describe("misbehaviour", () => {
  test.each([
    { stage: "connect", reply: 421 },
    { stage: "mail", reply: 451 },
    { stage: "rcpt", reply: 550 },
    { stage: "data", reply: 552 },
    { stage: "received", reply: 554 },
  ] as const)("$stage is refused with $reply, once", async ({ stage, reply }) => {
    await open();
    inbox.behave({ stage, action: { reply, text: "not now" }, count: 1 });
    const one = { ...mail, to: "x@contoso.example" };
    await expect(send({}, one)).rejects.toMatchObject({
      responseCode: reply,
      message: expect.stringContaining("not now"),
    });
    expect(inbox.messages).toEqual([]);
    await send({}, one);
    expect(inbox.messages).toHaveLength(1);
  });

  test("scripted replies come as they are written", async () => {
    await open();
    inbox.behave({
      stage: "mail",
      action: { reply: 550, text: "5.7.30 Basic authentication is not supported" },
    });
    await expect(send()).rejects.toMatchObject({
      response: "550 5.7.30 Basic authentication is not supported",
    });
  });

  test("one recipient can be refused alone", async () => {
    await open();
    const stop = inbox.behave({ stage: "rcpt", address: "Y@contoso.example", action: { reply: 550 } });
    const info = await send();
    expect([info.accepted, info.rejected]).toEqual([["x@contoso.example"], ["y@contoso.example"]]);
    stop();
    await send();
    expect(inbox.messages.map(({ to }) => to.length)).toEqual([1, 2]);
  });

  test.each([
    { stage: "connect", keep: false },
    { stage: "mail", keep: false },
    { stage: "data", keep: false },
    { stage: "received", keep: false },
    { stage: "received", keep: true },
  ] as const)("dropped at $stage, keep $keep", async ({ stage, keep }) => {
    await open();
    inbox.behave({ stage, action: "drop", keep });
    await expect(send()).rejects.toThrow();
    expect(inbox.messages).toHaveLength(keep ? 1 : 0);
  });

  test("dropped at connect with TLS from the start", async () => {
    await open({ tls: "tls" });
    inbox.behave({ stage: "connect", action: "drop" });
    await expect(send({ secure: true })).rejects.toThrow();
  });

  test("hangs until it is closed", async () => {
    await open();
    inbox.behave({ stage: "received", action: "hang" });
    const reached = new Promise((resolve) => inbox.onStage("received", () => resolve(null)));
    const outcome = expect(send()).rejects.toThrow();
    await reached;
    await inbox.close();
    await outcome;
  });

  test("offline refuses connections; online again takes them on the same port", async () => {
    await open();
    await inbox.goOffline();
    await expect(send()).rejects.toThrow("ECONNREFUSED");
    await inbox.goOnline();
    await send();
    expect(inbox.messages).toHaveLength(1);
  });
});

test("hooks are called at every stage in order, and the conversation waits for them", async () => {
  await open({ tls: "starttls", auth: { user: "u", password: "p" } });
  const seen: string[] = [];
  const answered = new Promise<void>((resolve) => inbox.onStage("answered", () => resolve()));
  for (const stage of inboxStages) {
    inbox.onStage(stage, async ({ address }) => {
      await Promise.resolve();
      seen.push(stage === "rcpt" ? `rcpt ${address}` : stage);
    });
  }
  let kept = -1;
  const stop = inbox.onStage("received", () => {
    kept = inbox.messages.length;
  });
  await send({ auth: { user: "u", pass: "p" } });
  await answered;
  await Promise.resolve();
  expect(seen.slice(0, 7)).toEqual([
    "connect",
    "auth",
    "mail",
    "rcpt x@contoso.example",
    "rcpt y@contoso.example",
    "data",
    "received",
  ]);
  expect(kept).toBe(0);
  stop();
});

describe("waiting", () => {
  test("counts, gives up with the signal, and ends on close", async () => {
    await open();
    const two = inbox.waitForCount(2);
    await send();
    await send();
    expect(await two).toHaveLength(2);
    const controller = new AbortController();
    const aborted = inbox.waitFor(() => false, controller.signal);
    controller.abort(new Error("enough"));
    await expect(aborted).rejects.toThrow("enough");
    const left = expect(inbox.waitFor(() => false)).rejects.toThrow("the inbox is closed");
    await inbox.close();
    await left;
  });
});
