/** A server with the access hooks and a few routes, on a socket of its own, and requests whose every header is free. */
import { type IncomingHttpHeaders, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { type FastifyInstance, fastify } from "fastify";
import { onTestFinished } from "vitest";
import { createManualClock, type ManualClock } from "../../../src/simulator/manual-clock.ts";
import type { AccessOptions, RefusedSignIn } from "../../../src/status/access/access.ts";
import { registerAccess } from "../../../src/status/access/register-access.ts";
import { serverLimits } from "../../../src/status/access/server-limits.ts";
import { type CertificateChange, tlsOptions } from "../../../src/status/access/tls.ts";

export const startedAt = Date.parse("2026-09-14T08:00:00Z");

export interface Question {
  method?: string;
  path?: string;
  /** `host` replaces the true one; a list sends the header as often. */
  headers?: Record<string, string | string[]>;
  body?: string;
  /** 127.0.0.x, to come from somewhere else. */
  from?: string;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface GuardedServer {
  server: FastifyInstance;
  port: number;
  clock: ManualClock;
  refused: RefusedSignIn[];
  changes: CertificateChange[];
  failures: Error[];
  ask(question?: Question): Promise<Answer>;
}

/** `/who` answers with the user's name; `/open` and `/healthz` answer anybody; POST `/act` changes something. */
export async function startGuarded(options: Partial<AccessOptions> = {}): Promise<GuardedServer> {
  const clock = createManualClock(startedAt);
  const refused: RefusedSignIn[] = [];
  const changes: CertificateChange[] = [];
  const failures: Error[] = [];
  const files = typeof options.tls === "object" ? options.tls : null;
  const server = (
    files
      ? fastify({ ...serverLimits, forceCloseConnections: true, https: await tlsOptions(files) })
      : fastify({ ...serverLimits, forceCloseConnections: true })
  ) as FastifyInstance;
  onTestFinished(() => server.close());
  const usual: AccessOptions = {
    auth: null,
    tls: null,
    publicHost: null,
    clock,
    onRefused: (one) => void refused.push(one),
    onCertificate: (change) => void changes.push(change),
    onFailed: (error) => void failures.push(error),
  };
  // Not spread: what is read anew each time stays so.
  const all = Object.defineProperties(usual, Object.getOwnPropertyDescriptors(options));
  await registerAccess(server, all as AccessOptions);
  await server.register(async (scope) => {
    scope.get("/who", async ({ user }) => ({ user }));
    scope.get("/api/v1/who", async ({ user }) => ({ user }));
    scope.get("/tenants/:name", async () => "a tenant");
    scope.get("/framed", async (_request, reply) =>
      reply
        .header("content-security-policy", "sandbox")
        .header("x-frame-options", "SAMEORIGIN")
        .send("framed"),
    );
    scope.get("/broken", async () => {
      throw new Error("/home/service/secret-path is not readable");
    });
    scope.post("/act", { bodyLimit: 100 }, async ({ user }) => ({ done: true, user }));
    scope.get("/healthz", { config: { isOpen: true } }, async () => "well");
    scope.post("/open", { config: { isOpen: true } }, async () => "open");
  });
  await server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return {
    server,
    port,
    clock,
    refused,
    changes,
    failures,
    ask: (question = {}) => ask(port, question, files !== null),
  };
}

function ask(
  port: number,
  { method = "GET", path = "/who", headers = {}, body, from, signal }: Question,
  isTls: boolean,
): Promise<Answer> {
  const options = {
    host: "127.0.0.1",
    port,
    method,
    path,
    headers,
    agent: false,
    ...(from === undefined ? {} : { localAddress: from }),
    ...(signal === undefined ? {} : { signal }),
  } as const;
  return new Promise((resolve, reject) => {
    const sent = isTls ? requestHttps({ ...options, rejectUnauthorized: false }) : requestHttp(options);
    sent.once("error", reject);
    sent.once("response", async (response) => {
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    sent.end(body);
  });
}

export function basic(name: string, password: string): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}` };
}
