/**
 * Every transport on a bench: made from its configuration as the application makes it, with a real server at the far end
 * that can be told to misbehave. The contract suite treats them all alike.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { createChannelTransport, createMailTransport, createTransport } from "../../src/app/transport.ts";
import type { ChannelConfig, GraphMailConfig, SmtpConfig } from "../../src/config/config.ts";
import type { Mail, Post, RecipientResult, Transport } from "../../src/domain/notification.ts";
import { resolveCloud } from "../../src/graph/clouds.ts";
import { type Certificates, createCertificates } from "../../src/simulator/certificates.ts";
import { type Cloud, startCloud } from "../../src/simulator/cloud.ts";
import { type Inbox, type InboxMessage, type InboxOptions, startInbox } from "../../src/simulator/inbox.ts";
import { createManualClock } from "../../src/simulator/manual-clock.ts";
import { type Receiver, startReceiver } from "../../src/simulator/receiver.ts";
import { createTenant } from "../../src/simulator/tenant.ts";

/** What can go wrong with any of them. */
export type Trouble =
  /** Too much at once: 4xx of SMTP, 429 of HTTP. */
  | "busy"
  /** The far end is broken. */
  | "broken"
  /** It will never take this document. */
  | "refuses"
  /** A sign-in or permission that an operator can mend. */
  | "locked"
  /** The connection ends without an answer. */
  | "drops"
  /** Nothing ever comes. */
  | "hangs";

export interface Bench {
  name: string;
  target: string;
  /** Sends the mail or post of this suite. */
  send(signal: AbortSignal): Promise<RecipientResult[]>;
  verify: Transport["verify"];
  close: Transport["close"];
  /** Whom the copies that arrived are for, one list a copy. */
  arrived(): string[][];
  /** Looks at the first copy. */
  expectWhole(): void;
  misbehave(trouble: Trouble): void;
  /** One recipient is refused for good, the rest are not; left out where there is but one. */
  refuseRecipient?(address: string): void;
  /** Refuses, and repeats in its words all the secrets that it knows; left out where there are none. */
  echo?(): void;
  /** Calls once the document is there and not answered yet. */
  onReceived(fn: () => void): void;
  goOffline(): Promise<void>;
  /** Nothing of this may be shown. */
  secrets(): string[];
  end(): Promise<void>;
}

export interface BenchOptions {
  /** Trust this authority in place of the right one. */
  strangerPem?: string;
}

export interface Row {
  name: string;
  via: string;
  /** What a final refusal leads to. */
  refused: "refused" | "deferred";
  isEncrypted: boolean;
  open(options?: BenchOptions): Promise<Bench>;
}

export const mail: Mail = {
  messageId: "<n-1@ops.example>",
  from: "Sync health <sync-health@ops.example>",
  to: ["good@ops.example", "other@ops.example"],
  subject: "contoso.onmicrosoft.com: Geen recente synchronisatie – 3 uur geleden",
  text: "Één regel.\n.een punt vooraan\n",
  html: `<p lang="nl">Één regel.</p>`,
  headers: {
    "X-Sync-Health-Alert": "a-1",
    "X-Sync-Health-State": "raised",
    "Auto-Submitted": "auto-generated",
    "Content-Language": "nl",
  },
  inReplyTo: "<n-0@ops.example>",
  references: ["<n-0@ops.example>"],
  date: Date.parse("2026-09-14T08:00:00Z"),
  attachments: [
    { filename: "objecten.csv", contentType: "text/csv; charset=utf-8", content: "naam;fout\r\nJoé;één\r\n" },
  ],
};

export const post: Post = {
  id: "n-1",
  to: ["operations"],
  body: JSON.stringify({ type: "message", text: "Één regel" }),
  date: Date.parse("2026-09-14T08:00:00Z"),
};

let shared: Promise<Certificates> | null = null;
const certificates = () => {
  shared ??= createCertificates();
  return shared;
};
/** Longer than any test: what ends, ends because it was told to. */
const timeoutMs = 600_000;
const start = Date.parse("2026-09-14T08:00:00Z");
const credentialType = "clientSecret" as const;

/** A folder for files of authorities, which configurations name by path. */
async function openFolder(pem: string | null) {
  const folder = await mkdtemp(join(tmpdir(), "sync-health-transport-"));
  const file = join(folder, "ca.pem");
  if (pem !== null) await writeFile(file, pem);
  return { caFile: pem === null ? null : file, remove: () => rm(folder, { recursive: true, force: true }) };
}

function bind(transport: Transport): Pick<Bench, "name" | "target" | "send" | "verify" | "close"> {
  const { name, target } = transport;
  return {
    name,
    target,
    send: (signal) => transport.send(mail, signal),
    verify: () => transport.verify(),
    close: () => transport.close(),
  };
}

function expectMime(message: InboxMessage | undefined): void {
  expect(message?.parsed).toMatchObject({
    messageId: mail.messageId,
    subject: mail.subject,
    inReplyTo: mail.inReplyTo,
    references: mail.references[0],
    date: new Date(mail.date),
  });
  expect(message?.parsed.from?.text).toContain("sync-health@ops.example");
  expect(message?.parsed.text).toContain("\n.een punt vooraan");
  expect(message?.parsed.headers.get("auto-submitted")).toBe("auto-generated");
  expectContent(message);
}

function expectContent(message: InboxMessage | undefined): void {
  expect(message?.parsed.subject).toBe(mail.subject);
  expect(message?.parsed.html).toContain("Één regel.");
  expect(message?.parsed.headers.get("x-sync-health-state")).toBe("raised");
  const [attachment] = message?.parsed.attachments ?? [];
  expect(attachment?.filename).toBe("objecten.csv");
  expect(attachment?.content.toString("utf8")).toBe(mail.attachments[0]?.content);
}

function smtpTroubles(inbox: Inbox, hasAuth: boolean): Record<Trouble, () => void> {
  return {
    busy: () => inbox.behave({ stage: "data", action: { reply: 452 } }),
    broken: () => inbox.behave({ stage: "mail", action: { reply: 421 } }),
    refuses: () => inbox.behave({ stage: "data", action: { reply: 554 } }),
    locked: () => inbox.behave({ stage: hasAuth ? "auth" : "mail", action: { reply: hasAuth ? 535 : 530 } }),
    drops: () => inbox.behave({ stage: "received", action: "drop" }),
    hangs: () => inbox.behave({ stage: "received", action: "hang" }),
  };
}

function atInbox(inbox: Inbox, hasAuth: boolean) {
  return {
    arrived: () => inbox.messages.map(({ to }) => to),
    misbehave: (trouble: Trouble) => smtpTroubles(inbox, hasAuth)[trouble](),
    refuseRecipient(address: string) {
      inbox.behave({ stage: "rcpt", action: { reply: 550, text: "no such user" }, address });
    },
    onReceived: (fn: () => void) => void inbox.onStage("received", fn),
    goOffline: () => inbox.goOffline(),
  };
}

function smtpConfig(inbox: Inbox, tls: SmtpConfig["tls"], caFile: string | null): SmtpConfig {
  return { type: "smtp", host: inbox.host, port: inbox.port, tls, caFile, auth: null, timeoutMs };
}

const password = "pass~word-123";

async function openSmtp(
  tls: SmtpConfig["tls"],
  auth: InboxOptions["auth"],
  { strangerPem }: BenchOptions = {},
): Promise<Bench> {
  const inbox = await startInbox({ tls, certificates: await certificates(), ...(auth ? { auth } : {}) });
  const { caFile, remove } = await openFolder(strangerPem ?? inbox.caPem);
  const config = smtpConfig(inbox, tls, caFile);
  const transport = createTransport(
    auth ? { ...config, auth: { type: "password", user: auth.user, password } } : config,
    { cloud: resolveCloud("global"), clock: createManualClock(start) },
  );
  const forms = [password, `\0${auth?.user}\0${password}`].flatMap((form) => [form, base64(form)]);
  return {
    ...bind(transport),
    ...atInbox(inbox, auth !== undefined),
    expectWhole() {
      expect(inbox.messages[0]?.secure).toBe(tls !== "none");
      expectMime(inbox.messages[0]);
    },
    ...(auth && { echo: () => void inbox.behave(refuseSignIn(forms)) }),
    secrets: () => (auth ? forms : []),
    async end() {
      await transport.close();
      await inbox.close();
      await remove();
    },
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function refuseSignIn(words: string[]): Parameters<Inbox["behave"]>[0] {
  return { stage: "auth", action: { reply: 535, text: `5.7.3 you said ${words.join(" and ")}` } };
}

async function openMicrosoft() {
  const clock = createManualClock(start);
  const tenant = createTenant({ clock, name: "contoso" });
  tenant.permissions.add("Mail.Send");
  tenant.addMailbox("sync-health@ops.example");
  const cloud = await startCloud({ clock, tenants: [tenant], certificates: await certificates() });
  const { tenantId, clientId, clientSecret } = tenant;
  const signIn = {
    tenantId,
    credential: { type: credentialType, clientId, clientSecret: clientSecret ?? "" },
  };
  return { clock, tenant, cloud, signIn };
}

function resolve({ graphUrl, authorityUrl, caPem }: Cloud, strangerPem?: string) {
  return resolveCloud({ graph: graphUrl, authority: authorityUrl, caPem: strangerPem ?? caPem });
}

async function openTokenSmtp({ strangerPem }: BenchOptions = {}): Promise<Bench> {
  const { clock, tenant, cloud, signIn } = await openMicrosoft();
  const user = "sync-health@ops.example";
  const seen: string[] = [];
  const isGood = (token: string) => {
    seen.push(token);
    return cloud.acceptsMailToken(token);
  };
  const inbox = await startInbox({
    tls: "starttls",
    certificates: await certificates(),
    auth: { user, accessToken: isGood },
  });
  const { caFile, remove } = await openFolder(strangerPem ?? inbox.caPem);
  const transport = createTransport(
    {
      ...smtpConfig(inbox, "starttls", caFile),
      auth: { type: "xoauth2", user, ...signIn, scope: null },
    },
    { cloud: resolve(cloud), clock },
  );
  const forms = () =>
    seen.flatMap((token) => [
      token,
      base64(token),
      base64(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`),
    ]);
  return {
    ...bind(transport),
    ...atInbox(inbox, true),
    expectWhole: () => expectMime(inbox.messages[0]),
    echo: () => void inbox.behave(refuseSignIn(forms())),
    secrets: () => [...forms(), tenant.clientSecret ?? ""],
    async end() {
      await transport.close();
      await inbox.close();
      await cloud.close();
      await remove();
    },
  };
}

async function openGraph(
  format: GraphMailConfig["format"],
  { strangerPem }: BenchOptions = {},
): Promise<Bench> {
  const { clock, tenant, cloud, signIn } = await openMicrosoft();
  const transport = createTransport(
    {
      type: "graph",
      sender: "sync-health@ops.example",
      ...signIn,
      format,
      saveToSentItems: false,
      timeoutMs,
    },
    { cloud: resolve(cloud, strangerPem), clock },
  );
  const tokens: string[] = [];
  let received = () => {};
  cloud.onRequest = ({ url, headers }) => {
    if (!url?.endsWith("/sendMail")) return;
    tokens.push(headers.authorization?.replace("Bearer ", "") ?? "");
    received();
  };
  const path = /\/sendMail$/;
  const troubles: Record<Trouble, () => void> = {
    busy: () => cloud.faults.add({ kind: "status", status: 429, retryAfter: 30, path }),
    broken: () => cloud.faults.add({ kind: "status", status: 503, path }),
    refuses: () => cloud.faults.add({ kind: "status", status: 413, path }),
    locked: () => tenant.permissions.delete("Mail.Send"),
    drops: () => cloud.faults.add({ kind: "reset", path }),
    hangs: () => cloud.faults.add({ kind: "hang", path }),
  };
  return {
    ...bind(transport),
    arrived: () => tenant.sentMail.messages.map(({ to }) => to),
    expectWhole() {
      const [message] = tenant.sentMail.messages;
      if (format === "mime") expectMime(message);
      else expectContent(message);
      expect(message?.format).toBe(format);
    },
    misbehave: (trouble) => troubles[trouble](),
    refuseRecipient: (address) => void tenant.invalidRecipients.add(address),
    echo() {
      const message = `Refused: ${tokens.join(", ")}`;
      tenant.raw(path, { status: 403, body: { error: { code: "ErrorAccessDenied", message } } });
    },
    onReceived(fn) {
      received = fn;
    },
    goOffline: () => cloud.close(),
    secrets: () => [...tokens, tenant.clientSecret ?? ""],
    async end() {
      await transport.close();
      await cloud.close().catch(() => {});
    },
  };
}

/** `isSecond`: the first way has been down for long enough, and everything is about the second. */
async function openFallback(isSecond: boolean, { strangerPem }: BenchOptions = {}): Promise<Bench> {
  const clock = createManualClock(start);
  const options = { tls: "starttls" as const, certificates: await certificates() };
  const [first, second] = [await startInbox(options), await startInbox(options)];
  const { caFile, remove } = await openFolder(strangerPem ?? first.caPem);
  const transport = createMailTransport(
    {
      transport: smtpConfig(first, "starttls", caFile),
      fallback: { afterMs: 900_000, transport: smtpConfig(second, "starttls", caFile) },
    },
    { cloud: resolveCloud("global"), clock, onSwitch: () => {} },
  );
  if (isSecond) {
    await first.goOffline();
    await transport.send(mail, new AbortController().signal);
    clock.advance(900_000);
  }
  const used = isSecond ? second : first;
  return {
    ...bind(transport),
    ...atInbox(used, false),
    ...(isSecond ? { refuseRecipient: undefined } : {}),
    expectWhole: () => expectMime(used.messages[0]),
    secrets: () => [],
    async end() {
      await transport.close();
      await first.close();
      await second.close();
      await remove();
    },
  } as Bench;
}

async function openChannel(type: ChannelConfig["type"], { strangerPem }: BenchOptions = {}): Promise<Bench> {
  const receiver = await startReceiver({ tls: true, certificates: await certificates() });
  const { caFile, remove } = await openFolder(strangerPem ?? receiver.caPem);
  const secretPath = "/workflows/5f0c1c2e77aa/invoke?api-version=1&sig=s3cr3t%2Dsignature";
  const transport = createChannelTransport(
    {
      name: "operations",
      type,
      url: receiver.url(secretPath),
      secret: type === "webhook" ? "shared~secret" : null,
      caFile,
      timeoutMs,
      language: "auto",
      tenants: [],
      findings: [],
      minSeverity: "warning",
    },
    { clock: createManualClock(start) },
  );
  const { name, target } = transport;
  const posts = () => receiver.requests.filter(({ method, status }) => method === "POST" && status === 200);
  const words = [secretPath, "5f0c1c2e77aa", "s3cr3t%2Dsignature", "s3cr3t-signature", "shared~secret"];
  return {
    name,
    target,
    send: (signal) => transport.send(post, signal),
    verify: () => transport.verify(),
    close: () => transport.close(),
    arrived: () => posts().map(() => post.to),
    expectWhole() {
      expect(posts()[0]).toMatchObject({ path: secretPath, body: post.body });
      expect(posts()[0]?.headers["content-type"]).toContain("application/json");
    },
    misbehave: (trouble) => receiver.behave({ method: "POST", action: httpTroubles[trouble] }),
    echo: () =>
      void receiver.behave({
        action: { status: 404, text: `Cannot POST ${secretPath.replaceAll("&", "&amp;")} ${words[3]}` },
      }),
    onReceived: (fn) => receiver.onRequest(({ method }) => method === "POST" && fn()),
    goOffline: () => receiver.goOffline(),
    secrets: () => words,
    async end() {
      await transport.close();
      await receiver.close();
      await remove();
    },
  };
}

const httpTroubles: Record<Trouble, Parameters<Receiver["behave"]>[0]["action"]> = {
  busy: { status: 429, headers: { "retry-after": "30" } },
  broken: { status: 500, text: "<h1>Internal Server Error</h1>" },
  refuses: { status: 400, text: "no such field" },
  locked: { status: 401 },
  drops: "drop",
  hangs: "hang",
};

const signedIn = { user: "monitor", password };

export const rows: Row[] = [
  row("smtp without encryption", "smtp", (options) => openSmtp("none", undefined, options), {
    isEncrypted: false,
  }),
  row("smtp with STARTTLS", "smtp", (options) => openSmtp("starttls", undefined, options)),
  row("smtp with TLS", "smtp", (options) => openSmtp("tls", undefined, options)),
  row("smtp with a password", "smtp", (options) => openSmtp("starttls", signedIn, options)),
  row("smtp with XOAUTH2", "smtp", openTokenSmtp),
  row("graph with MIME", "graph", (options) => openGraph("mime", options)),
  row("graph with JSON", "graph", (options) => openGraph("json", options)),
  row("fallback, on its first way", "smtp", (options) => openFallback(false, options)),
  // What the second refuses, the first may take when it is back.
  row("fallback, on its second way", "smtp", (options) => openFallback(true, options), {
    refused: "deferred",
  }),
  row("webhook", "webhook", (options) => openChannel("webhook", options)),
  row("teams", "teams", (options) => openChannel("teams", options)),
];

function row(name: string, via: string, open: Row["open"], more: Partial<Row> = {}): Row {
  return { name, via, refused: "refused", isEncrypted: true, open, ...more };
}
