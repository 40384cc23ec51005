/** In: how to listen. Out: a real SMTP server on loopback that keeps what it accepts, and misbehaves where a test says so. */
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerSession } from "smtp-server";
import { type Certificates, createCertificates } from "./certificates.ts";
import {
  createInboxScript,
  type InboxRule,
  type InboxScript,
  type InboxStage,
  type StageContext,
} from "./inbox-script.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";

export interface InboxOptions {
  /** "tls": from the first byte; "starttls": offered; "none": not offered. */
  tls: "none" | "starttls" | "tls";
  /** Left out: AUTH is not offered. `accessToken`: what XOAUTH2 must bring, or who knows whether it is good. */
  auth?: { user: string; password?: string; accessToken?: string | ((token: string) => boolean) };
  /** Made when left out and needed. */
  certificates?: Certificates;
}

export interface InboxMessage {
  raw: Buffer;
  parsed: ParsedMail;
  from: string;
  /** Accepted recipients. */
  to: string[];
  /** The message came over TLS. */
  secure: boolean;
  user: string | null;
}

export interface Inbox extends Pick<Mailbox<InboxMessage>, "messages" | "waitFor" | "waitForCount"> {
  host: string;
  port: number;
  /** To trust; null with tls "none". */
  caPem: string | null;
  /** Adds a scripted misbehaviour; gives back how to take it away. */
  behave(rule: InboxRule): () => void;
  /** Takes every rule away. */
  behaveWell(): void;
  onStage: InboxScript["onStage"];
  /** Nobody listens any more: connections are refused and open ones destroyed. */
  goOffline(): Promise<void>;
  /** Listens again, on the same port. */
  goOnline(): Promise<void>;
  /** Ends open connections too, also hanging ones, and rejects whoever still waits. */
  close(): Promise<void>;
}

type Callback = (error?: Error | null) => void;

const host = "127.0.0.1";

/** Listens on 127.0.0.1, on a port of the system's choice. */
export async function startInbox(options: InboxOptions): Promise<Inbox> {
  const certificates = options.certificates ?? (options.tls === "none" ? null : await createCertificates());
  const script = createInboxScript();
  const mailbox = createMailbox<InboxMessage>();
  const sockets = new Map<number, Socket>();

  function contextOf(session: SMTPServerSession, address: string | null): StageContext {
    const { mailFrom, rcptTo } = session.envelope;
    const to = rcptTo.map((recipient) => recipient.address);
    return { sessionId: session.id, address, from: mailFrom ? mailFrom.address : null, to };
  }

  /** Resolves with the refusal or null; never, when the rule says so, as then nothing may be answered. */
  async function reach(stage: InboxStage, session: SMTPServerSession, address: string | null) {
    const rule = await script.reach(stage, contextOf(session, address));
    if (!rule) return { rule, refusal: null, silent: false };
    if (rule.action === "drop") sockets.get(session.remotePort)?.destroy();
    return typeof rule.action === "string"
      ? { rule, refusal: null, silent: true }
      : { rule, refusal: refusal(rule.action.reply, rule.action.text), silent: false };
  }

  function pass(stage: InboxStage, session: SMTPServerSession, address: string | null, callback: Callback) {
    reach(stage, session, address).then(({ refusal: error, silent }) => {
      if (!silent) callback(error);
    }, callback);
  }

  async function receive(stream: AsyncIterable<Buffer>, session: SMTPServerSession, callback: Callback) {
    const begun = await reach("data", session, null);
    if (begun.silent) return;
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const parsed = await simpleParser(raw);
    const ended = await reach("received", session, null);
    const error = begun.refusal ?? ended.refusal;
    const { from, to } = contextOf(session, null);
    if (!error && (!ended.silent || ended.rule?.keep)) {
      const user = typeof session.user === "string" ? session.user : null;
      mailbox.add({ raw, parsed, from: from ?? "", to: [...to], secure: session.secure, user });
    }
    if (ended.silent) return;
    callback(error);
    if (!error) await script.reach("answered", contextOf(session, null));
  }

  const server = new SMTPServer({
    secure: options.tls === "tls",
    ...(certificates && { cert: certificates.server.certPem, key: certificates.server.keyPem }),
    disabledCommands: [
      ...(options.tls === "starttls" ? [] : ["STARTTLS"]),
      ...(options.auth ? [] : ["AUTH"]),
    ],
    authMethods: ["PLAIN", "LOGIN", "XOAUTH2"],
    authOptional: !options.auth,
    allowInsecureAuth: options.tls === "none",
    disableReverseLookup: true,
    // Scripted replies carry their own enhanced codes, such as 5.7.30, where a test wants them.
    hideENHANCEDSTATUSCODES: true,
    logger: false,
    // Hanging is for the client to notice: this end must not be the one that gives up.
    socketTimeout: 3_600_000,
    onConnect: (session, callback) => pass("connect", session, null, callback),
    onMailFrom: ({ address }, session, callback) => pass("mail", session, address, callback),
    onRcptTo: ({ address }, session, callback) => pass("rcpt", session, address, callback),
    onAuth: (auth, session, callback) =>
      pass("auth", session, auth.username ?? null, (error) => {
        if (error) callback(error);
        else if (isAuthentic(auth, options.auth)) callback(null, { user: auth.username });
        else if (auth.method === "XOAUTH2") callback(null, { data: { status: "401", schemes: "bearer" } });
        else callback(refusal(535, "Authentication credentials invalid"));
      }),
    onData: (stream, session, callback) => {
      receive(stream, session, callback).catch((error: Error) => callback(error));
    },
  });
  // Connections that break are what tests are about; the client sees them, the inbox only has to survive them.
  server.on("error", () => {});
  server.server.on("connection", (socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once("close", () => sockets.delete(port));
  });
  const listener = server.server;
  server.listen(0, host);
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;

  async function goOffline() {
    if (!listener.listening) return;
    const closed = once(listener, "close");
    listener.close();
    // The TLS socket, not the raw one below it: to lose that in the middle of a handshake crashes Node 24.
    for (const topmost of server._pendingSockets.values()) topmost.destroy();
    for (const connection of server.connections) connection._socket.destroy();
    await closed;
  }

  return {
    host,
    port,
    caPem: options.tls === "none" ? null : (certificates?.caPem ?? null),
    messages: mailbox.messages,
    waitFor: mailbox.waitFor,
    waitForCount: mailbox.waitForCount,
    behave: script.add,
    behaveWell: script.clear,
    onStage: script.onStage,
    goOffline,
    async goOnline() {
      // Somebody's outgoing connection may have been given our port meanwhile; it will not keep it for long.
      while (!listener.listening) {
        listener.listen(port, host);
        await once(listener, "listening").catch((thrown: NodeJS.ErrnoException) => {
          if (thrown.code !== "EADDRINUSE") throw thrown;
          return new Promise((resolve) => setTimeout(resolve, 50));
        });
      }
    },
    async close() {
      mailbox.close();
      await goOffline();
    },
  };
}

function isAuthentic(given: SMTPServerAuthentication, expected: InboxOptions["auth"]): boolean {
  if (!expected || given.username !== expected.user) return false;
  if (given.method === "XOAUTH2") {
    const { accessToken } = expected;
    if (typeof accessToken === "function") return accessToken(given.accessToken ?? "");
    return accessToken !== undefined && given.accessToken === accessToken;
  }
  return expected.password !== undefined && given.password === expected.password;
}

function refusal(responseCode: number, text = "Scripted refusal"): Error {
  return Object.assign(new Error(text), { responseCode });
}
