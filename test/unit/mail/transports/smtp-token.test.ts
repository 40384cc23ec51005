/** XOAUTH2 from end to end: a token by client credentials, its renewal, and what is said when there is none. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Transport } from "../../../../src/domain/notification.ts";
import { createSmtpTransport } from "../../../../src/mail/transports/smtp.ts";
import { type Inbox, startInbox } from "../../../../src/simulator/inbox.ts";
import { type Microsoft, mail, never, openMicrosoft, sender, sharedCertificates } from "./microsoft.ts";

let microsoft: Microsoft;
let inbox: Inbox;
let transport: Transport;
let renewals = 0;

async function openTransport(scope?: string): Promise<void> {
  const tokens = microsoft.tokens(scope ?? microsoft.addresses.exchangeScope);
  transport = createSmtpTransport({
    host: inbox.host,
    port: inbox.port,
    tls: "starttls",
    ...(inbox.caPem === null ? {} : { ca: inbox.caPem }),
    auth: {
      type: "xoauth2",
      user: sender,
      getToken: tokens.getToken,
      renewToken() {
        renewals += 1;
        tokens.renew();
      },
    },
    timeoutSeconds: 5,
  });
}

beforeEach(async () => {
  renewals = 0;
  microsoft = await openMicrosoft();
  inbox = await startInbox({
    tls: "starttls",
    certificates: await sharedCertificates(),
    auth: { user: sender, accessToken: microsoft.cloud.acceptsMailToken },
  });
  await openTransport();
});
afterEach(async () => {
  await transport.close();
  await inbox.close();
  await microsoft.cloud.close();
});

const send = async () => (await transport.send(mail, never)).map(({ outcome }) => outcome);
const signIns = () => microsoft.cloud.counters.requests.token;
const accepted = ["accepted", "accepted"];
const deferred = ["deferred", "deferred"];

function countTries(): () => number {
  let tries = 0;
  inbox.onStage("auth", () => {
    tries += 1;
  });
  return () => tries;
}

test("the mail server lets the token in; a second mail needs no second sign-in", async () => {
  expect(await send()).toEqual(accepted);
  expect(await send()).toEqual(accepted);
  expect(inbox.messages.map(({ user }) => user)).toEqual([sender, sender]);
  expect(signIns()).toBe(1);
});

test("verify signs in with it, and sends nothing", async () => {
  expect(await transport.verify()).toMatchObject({ works: true });
  expect(signIns()).toBe(1);
  expect(inbox.messages).toEqual([]);
});

describe("a token that the mail server no longer takes", () => {
  test("refused in SASL's way (334): renewed once, and the same mail leaves", async () => {
    await send();
    microsoft.tenant.revokeTokens();
    expect(await send()).toEqual(accepted);
    expect(renewals).toBe(1);
    expect(signIns()).toBe(2);
  });

  test("refused plainly (535): renewed once, and the same mail leaves", async () => {
    inbox.behave({
      stage: "auth",
      action: { reply: 535, text: "5.7.3 Authentication unsuccessful" },
      count: 1,
    });
    expect(await send()).toEqual(accepted);
    expect(renewals).toBe(1);
    expect(inbox.messages).toHaveLength(1);
  });

  test("verify renews it too", async () => {
    await send();
    microsoft.tenant.revokeTokens();
    expect(await transport.verify()).toMatchObject({ works: true });
    expect(renewals).toBe(1);
  });
});

describe("a mail server that takes no token at all", () => {
  test("plainly (535): two tries, then deferred in its words", async () => {
    inbox.behave({ stage: "auth", action: { reply: 535, text: "5.7.139 SMTP AUTH is disabled" } });
    const tries = countTries();
    const [result] = await transport.send(mail, never);
    expect(result).toMatchObject({ outcome: "deferred", via: "smtp" });
    expect(result?.response).toMatch(/^sign-in to the mail server failed: .*SMTP AUTH is disabled/);
    expect([tries(), renewals]).toEqual([2, 1]);
  });

  test("in SASL's way (334): two tries, then deferred", async () => {
    // Graph's tokens are none of the mail server's business.
    await transport.close();
    await openTransport(microsoft.addresses.scope);
    const tries = countTries();
    const [result] = await transport.send(mail, never);
    expect(result?.outcome).toBe("deferred");
    expect(result?.response).toMatch(/^sign-in to the mail server failed/);
    expect([tries(), renewals]).toEqual([2, 1]);
  });

  test("first plainly, then in SASL's way: no third token", async () => {
    await transport.close();
    await openTransport(microsoft.addresses.scope);
    inbox.behave({ stage: "auth", action: { reply: 535 }, count: 1 });
    const tries = countTries();
    expect(await send()).toEqual(deferred);
    expect([tries(), renewals, signIns()]).toEqual([2, 1, 2]);
  });

  test("busy (4xx): deferred, and the token is kept", async () => {
    inbox.behave({ stage: "auth", action: { reply: 454, text: "4.7.0 try later" } });
    expect(await send()).toEqual(deferred);
    expect(renewals).toBe(0);
  });
});

test("no token: deferred in Microsoft's words, and the mail server is not troubled", async () => {
  const tries = countTries();
  let connections = 0;
  inbox.onStage("connect", () => {
    connections += 1;
  });
  microsoft.tenant.refuseToken({ code: 7000215 });
  const [result] = await transport.send(mail, never);
  expect(result?.outcome).toBe("deferred");
  expect(result?.response).toMatch(/sign-in to the mail server failed: .*AADSTS7000215/);
  expect([tries(), connections]).toEqual([0, 0]);
  const { works, response } = await transport.verify();
  expect(works).toBe(false);
  expect(response).toContain("AADSTS7000215");
});

test("a mail given up while Microsoft hangs: deferred, and the next one finds its token", async () => {
  const hanging = microsoft.cloud.faults.add({ kind: "hang", endpoint: "token" });
  const stop = new AbortController();
  microsoft.cloud.onRequest = ({ method }) => method === "POST" && stop.abort();
  expect((await transport.send(mail, stop.signal)).map(({ outcome }) => outcome)).toEqual(deferred);
  expect(hanging.hits).toBe(1);
  hanging.clear();
  expect(await send()).toEqual(accepted);
});
