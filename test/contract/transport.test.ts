/** What every mail transport must do, whatever it speaks. A new transport is one more row of `transports`. */
import { afterEach, describe, expect, test } from "vitest";
import type { Mail, Transport } from "../../src/domain/notification.ts";
import { createSmtpTransport, type SmtpOptions } from "../../src/mail/transports/smtp.ts";
import { type Certificates, createCertificates } from "../../src/simulator/certificates.ts";
import { type Inbox, type InboxOptions, startInbox } from "../../src/simulator/inbox.ts";

const mail: Mail = {
  messageId: "<n-1@ops.example>",
  from: "Sync health <sync-health@ops.example>",
  to: ["good@ops.example", "other@ops.example"],
  subject: "contoso.onmicrosoft.com: Geen recente synchronisatie – 3 uur geleden",
  text: "Één regel.\n.een punt vooraan\n",
  html: `<p lang="nl">Één regel.</p>`,
  headers: { "X-Sync-Health-State": "raised", "Auto-Submitted": "auto-generated", "Content-Language": "nl" },
  inReplyTo: "<n-0@ops.example>",
  references: ["<n-0@ops.example>"],
  date: Date.parse("2026-09-14T08:00:00Z"),
  attachments: [],
};

const password = "pass~word-123";
let certificates: Certificates | null = null;

interface Row {
  name: string;
  inbox: InboxOptions;
  tls: SmtpOptions["tls"];
  auth?: SmtpOptions["auth"];
}
const transports: Row[] = [
  { name: "smtp without encryption", inbox: { tls: "none" }, tls: "none" },
  { name: "smtp with STARTTLS", inbox: { tls: "starttls" }, tls: "starttls" },
  { name: "smtp with TLS", inbox: { tls: "tls" }, tls: "tls" },
  {
    name: "smtp with STARTTLS and sign-in",
    inbox: { tls: "starttls", auth: { user: "monitor", password } },
    tls: "starttls",
    auth: { user: "monitor", password },
  },
];

let inbox: Inbox;
let transport: Transport;
const never = new AbortController().signal;

async function open(row: Row, more: Partial<SmtpOptions> = {}): Promise<void> {
  certificates ??= await createCertificates();
  inbox = await startInbox({ ...row.inbox, certificates });
  transport = createSmtpTransport({
    host: inbox.host,
    port: inbox.port,
    tls: row.tls,
    timeoutSeconds: 5,
    ...(inbox.caPem === null ? {} : { ca: inbox.caPem }),
    ...(row.auth ? { auth: row.auth } : {}),
    ...more,
  });
}
afterEach(async () => {
  await transport.close();
  await inbox.close();
});
const outcomes = async () =>
  (await transport.send(mail, never)).map(({ address, outcome }) => [address, outcome]);

describe.each(transports)("$name", (row) => {
  test("the mail arrives as it was given, for every recipient", async () => {
    await open(row);
    expect(await outcomes()).toEqual([
      ["good@ops.example", "accepted"],
      ["other@ops.example", "accepted"],
    ]);
    const [message] = inbox.messages;
    expect(message?.to).toEqual(mail.to);
    expect(message?.secure).toBe(row.tls !== "none");
    expect(message?.parsed).toMatchObject({
      messageId: mail.messageId,
      subject: mail.subject,
      inReplyTo: mail.inReplyTo,
      date: new Date(mail.date),
    });
    expect(message?.parsed.text).toContain("\n.een punt vooraan");
    expect(message?.parsed.html).toContain("Één regel.");
    expect(message?.parsed.headers.get("x-sync-health-state")).toBe("raised");
  });

  test("5xx for one recipient: refused; the other has it", async () => {
    await open(row);
    inbox.behave({
      stage: "rcpt",
      action: { reply: 550, text: "no such user" },
      address: "other@ops.example",
    });
    const results = await transport.send(mail, never);
    expect(results.map(({ outcome }) => outcome)).toEqual(["accepted", "refused"]);
    expect(results[1]?.response).toContain("no such user");
  });

  test("4xx for one recipient: deferred; the other has it", async () => {
    await open(row);
    inbox.behave({ stage: "rcpt", action: { reply: 451 }, address: "other@ops.example" });
    expect((await outcomes()).map(([, outcome]) => outcome)).toEqual(["accepted", "deferred"]);
  });

  const all: [string, Parameters<Inbox["behave"]>[0], string][] = [
    ["4xx for the sender", { stage: "mail", action: { reply: 451 } }, "deferred"],
    ["5xx for the sender, which an operator can mend", { stage: "mail", action: { reply: 550 } }, "deferred"],
    ["5xx for the content", { stage: "data", action: { reply: 554 } }, "refused"],
    ["4xx for the content", { stage: "data", action: { reply: 452 } }, "deferred"],
    ["a connection that drops at once", { stage: "connect", action: "drop" }, "deferred"],
    ["a connection that drops after DATA", { stage: "received", action: "drop" }, "deferred"],
  ];
  test.each(all)("%s", async (_name, rule, outcome) => {
    await open(row);
    inbox.behave(rule);
    expect(new Set((await outcomes()).map(([, got]) => got))).toEqual(new Set([outcome]));
  });

  test("nobody listens: deferred, and a result for everyone", async () => {
    await open(row);
    await inbox.goOffline();
    expect(await outcomes()).toEqual([
      ["good@ops.example", "deferred"],
      ["other@ops.example", "deferred"],
    ]);
  });

  test("a server that hangs is left when the caller says so", async () => {
    await open(row);
    inbox.behave({ stage: "received", action: "hang" });
    const stop = new AbortController();
    inbox.onStage("received", () => stop.abort());
    const results = await transport.send(mail, stop.signal);
    expect(results.map(({ outcome }) => outcome)).toEqual(["deferred", "deferred"]);
  });
});

describe("encryption and sign-in", () => {
  const starttls = transports[1] as Row;
  test("STARTTLS is required, not tried", async () => {
    await open({ ...starttls, inbox: { tls: "none" } });
    const results = await transport.send(mail, never);
    expect(results.map(({ outcome }) => outcome)).toEqual(["deferred", "deferred"]);
    expect(inbox.messages).toEqual([]);
  });

  test("a certificate nobody vouches for is not trusted", async () => {
    await open(starttls, { ca: (await createCertificates()).caPem });
    expect((await outcomes()).map(([, outcome]) => outcome)).toEqual(["deferred", "deferred"]);
    expect(inbox.messages).toEqual([]);
  });

  test("a refused sign-in is the operator's to mend: deferred, told as such, and without the password", async () => {
    await open(transports[3] as Row, { auth: { user: "monitor", password: "wrong~secret" } });
    const results = await transport.send(mail, never);
    expect(results.map(({ outcome }) => outcome)).toEqual(["deferred", "deferred"]);
    expect(results[0]?.response).toMatch(/sign-in to the mail server failed/);
    expect(JSON.stringify(results)).not.toContain("wrong~secret");
  });
});
