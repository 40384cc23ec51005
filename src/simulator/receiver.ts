/**
 * In: how to listen. Out: a small web server on loopback that keeps what it is sent, as the far end of webhooks, of a Teams
 * workflow and of heartbeats, and that misbehaves where a test says so.
 */
import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { type Certificates, createCertificates } from "./certificates.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";

export interface ReceiverOptions {
  tls: boolean;
  /** Made when left out and needed. */
  certificates?: Certificates;
}

export interface ReceivedRequest {
  method: string;
  /** With query. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
  /** What it was answered with; null: nothing. */
  status: number | null;
}

export interface ReceiverRule {
  /**
   * `status`: answer so, in place of 200 with "OK". `drop`: destroy the connection. `hang`: never answer. `stall`: begin a
   * 200, and never end it.
   */
  action: { status: number; text?: string; headers?: Record<string, string> } | "drop" | "hang" | "stall";
  method?: string;
  /** So many times; left out: until cleared. */
  count?: number;
}

export interface Receiver extends Pick<Mailbox<ReceivedRequest>, "waitFor" | "waitForCount"> {
  /** Host and port. */
  host: string;
  /** To trust; null without TLS. */
  caPem: string | null;
  /** Every request, the oldest first, whatever became of it. */
  requests: ReceivedRequest[];
  /** The address of a path, which begins with a slash. */
  url(path: string): string;
  /** Adds a rule; gives back how to take it away. The oldest rule that fits wins. */
  behave(rule: ReceiverRule): () => void;
  behaveWell(): void;
  /** Called when a request is complete and before it is answered. */
  onRequest(fn: ((request: ReceivedRequest) => void) | null): void;
  goOffline(): Promise<void>;
  /** Listens again, on the same port. */
  goOnline(): Promise<void>;
  close(): Promise<void>;
}

const loopback = "127.0.0.1";

export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const certificates = options.tls ? (options.certificates ?? (await createCertificates())) : null;
  const mailbox = createMailbox<ReceivedRequest>();
  const sockets = new Set<Socket>();
  let rules: { rule: ReceiverRule; remaining: number }[] = [];
  let hook: ((request: ReceivedRequest) => void) | null = null;

  function takeRule(method: string): ReceiverRule["action"] {
    const entry = rules.find(({ rule }) => rule.method === undefined || rule.method === method);
    if (!entry) return { status: 200, text: "OK" };
    entry.remaining -= 1;
    if (entry.remaining <= 0) rules = rules.filter((other) => other !== entry);
    return entry.rule.action;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = request;
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const action = takeRule(method);
    const status = typeof action === "object" ? action.status : action === "stall" ? 200 : null;
    const body = Buffer.concat(chunks).toString("utf8");
    const received = { method, path: url, headers, body, status };
    mailbox.add(received);
    hook?.(received);
    if (action === "drop") response.destroy();
    else if (action === "stall") response.writeHead(200).write("it goes on and on");
    else if (action !== "hang") response.writeHead(action.status, action.headers).end(action.text ?? "");
  }

  const listen = (request: IncomingMessage, response: ServerResponse) => {
    // A client that went away in the middle is nobody's error here.
    serve(request, response).catch(() => response.destroy());
  };
  const server = certificates
    ? createHttpsServer({ cert: certificates.server.certPem, key: certificates.server.keyPem }, listen)
    : createHttpServer(listen);
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, loopback);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  async function goOffline() {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  return {
    host: `${loopback}:${port}`,
    caPem: certificates?.caPem ?? null,
    requests: mailbox.messages,
    waitFor: mailbox.waitFor,
    waitForCount: mailbox.waitForCount,
    url: (path) => `${options.tls ? "https" : "http"}://${loopback}:${port}${path}`,
    behave(rule) {
      const entry = { rule, remaining: rule.count ?? Number.POSITIVE_INFINITY };
      rules.push(entry);
      return () => {
        rules = rules.filter((other) => other !== entry);
      };
    },
    behaveWell() {
      rules = [];
    },
    onRequest(fn) {
      hook = fn;
    },
    goOffline,
    async goOnline() {
      if (server.listening) return;
      server.listen(port, loopback);
      await once(server, "listening");
    },
    async close() {
      mailbox.close();
      await goOffline();
    },
  };
}
