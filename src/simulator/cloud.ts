/** In: a clock and simulated tenants. Out: a real https server on loopback that is their sign-in authority and their Graph. */
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Clock } from "../util/clock.ts";
import { answerBatch, listBatchPaths } from "./batch.ts";
import { type Certificates, createCertificates } from "./certificates.ts";
import { type Counters, createCounters, pushBounded, type RequestRecord } from "./counters.ts";
import { createFaults, type Faults } from "./faults.ts";
import { type Answer, notFound } from "./graph-answer.ts";
import { answerGraph, completeAnswer, type GraphContext, tokenRefused } from "./graph-endpoint.ts";
import { createRandom } from "./graph-values.ts";
import { answerSendMail, sendMailTarget } from "./send-mail.ts";
import type { SimulatedTenant } from "./tenant.ts";
import {
  answerConfiguration,
  answerDiscovery,
  answerToken,
  parseAuthorityPath,
  type TokenEndpointContext,
} from "./token-endpoint.ts";
import { createTokenBook } from "./tokens.ts";
import { replaceAnswer, writeAnswer } from "./write-answer.ts";

export interface CloudOptions {
  clock: Clock;
  tenants: SimulatedTenant[];
  /** Made when left out; pass them to share one CA between a cloud and an inbox, or between tests. */
  certificates?: Certificates;
  /** Writes the CA's PEM here, for processes that are given a file. */
  caFile?: string;
  /** For the order of batch answers and the spelling of errors. */
  seed?: number;
  pageSize?: number;
  resourceUnitLimit?: number | null;
  /** How many requests are remembered. */
  maxRequests?: number;
}

export interface Cloud {
  /** Without version and without a slash at the end. */
  graphUrl: string;
  authorityUrl: string;
  caPem: string;
  caFile: string | null;
  /** Mutable: tenants can come and go. */
  tenants: SimulatedTenant[];
  faults: Faults;
  counters: Counters;
  /** How much the Date header of every answer is ahead of the clock; mutable. */
  clockSkewMs: number;
  /** The last requests, the oldest first. */
  requests: RequestRecord[];
  /** Called when a request is complete and before it is answered; mutable. */
  onRequest: ((request: IncomingMessage) => void) | null;
  /** Whether the mail server of Exchange Online would let this token in; for an inbox that plays it. */
  acceptsMailToken(token: string): boolean;
  /** Ends open connections too, also hanging ones. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1, on a port of the system's choice. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { clock, tenants, pageSize = 100, resourceUnitLimit = null, maxRequests = 1_000 } = options;
  const certificates = options.certificates ?? (await createCertificates());
  const server = createServer({ cert: certificates.server.certPem, key: certificates.server.keyPem });
  // Longer than clients keep idle sockets, or the two ends race and a test sees a reset nobody asked for.
  server.keepAliveTimeout = 120_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const faults = createFaults();
  const counters = createCounters();
  const requests: RequestRecord[] = [];
  const random = createRandom(options.seed ?? 1);
  const tokens = createTokenBook(clock);
  const authority: TokenEndpointContext = { clock, authorityUrl: origin, tokens };
  const graph: GraphContext = {
    clock,
    graphUrl: origin,
    faults,
    counters,
    random,
    pageSize,
    resourceUnitLimit,
  };
  const findTenant = (asked: string) =>
    tenants.find(({ tenantId, initialDomain }) => asked === tenantId || asked === initialDomain) ?? null;

  function remember(call: Call, tenantId: string | null, batchPaths: string[] | null) {
    const { method, url, clientRequestId } = call;
    const path = url.pathname + url.search;
    pushBounded(
      requests,
      { at: clock.now(), method, path, tenantId, clientRequestId, batchPaths },
      maxRequests,
    );
  }

  async function answerAuthority(call: Call, asked: NonNullable<ReturnType<typeof parseAuthorityPath>>) {
    const tenant = findTenant(asked.tenant);
    remember(call, tenant?.tenantId ?? null, null);
    if (asked.document === "discovery") return { answer: answerDiscovery(authority), fault: null };
    if (asked.document === "configuration") {
      return { answer: answerConfiguration(authority, asked.tenant, tenant), fault: null };
    }
    counters.requests.token += 1;
    const fault = takeFault("token", tenant?.tenantId ?? null, "", call.url.pathname);
    const form = new URLSearchParams(call.body);
    const answer =
      (fault && replaceAnswer(fault)) ??
      answerToken(authority, asked.tenant, tenant, form, call.request.headers.authorization);
    return { answer: withClientId(answer, call.clientRequestId), fault };
  }

  async function answerGraphCall(call: Call) {
    const [, version, path] = /^\/(v1\.0|beta)(\/.*)?$/.exec(call.url.pathname) ?? [];
    const isBatch = path === "/$batch";
    counters.requests[isBatch ? "batch" : "direct"] += 1;
    const batch = isBatch ? parseJson(call.body) : null;
    const token = tokens.find(call.request.headers.authorization, "graph");
    remember(call, token?.tenant.tenantId ?? null, isBatch ? listBatchPaths(batch) : null);
    const complete = (answer: Answer) => completeAnswer(graph, answer, call.clientRequestId);
    const fault = takeFault("graph", token?.tenant.tenantId ?? null, version ?? "", path ?? "/");
    const replaced = fault && replaceAnswer(fault);
    if (replaced) return { answer: complete(replaced), fault };
    if (!version || !path) return { answer: complete(notFound(call.url.pathname)), fault };
    if (!token?.valid) {
      return { answer: complete(tokenRefused(call.request.headers.authorization !== undefined)), fault };
    }
    const base = {
      tenant: token.tenant,
      version: version as "v1.0" | "beta",
      clientRequestId: call.clientRequestId,
    };
    const sender = sendMailTarget(call.method, path);
    if (sender !== null) {
      const mail = { ...base, path, headers: call.headers, body: call.body };
      return { answer: await answerSendMail(graph, mail, sender), fault };
    }
    const answer =
      isBatch && call.method === "POST"
        ? answerBatch(graph, base, batch)
        : answerGraph(graph, {
            ...base,
            method: call.method,
            url: path + call.url.search,
            headers: call.headers,
            isItem: false,
          });
    return { answer, fault };
  }

  function takeFault(endpoint: "token" | "graph", tenantId: string | null, version: string, path: string) {
    return faults.take({ kind: "request", endpoint, tenantId, version, path });
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    counters.inFlight += 1;
    counters.peakInFlight = Math.max(counters.peakInFlight, counters.inFlight);
    response.once("close", () => {
      counters.inFlight -= 1;
    });
    const call = await readCall(request, origin);
    cloud.onRequest?.(request);
    const asked = parseAuthorityPath(call.url.pathname);
    const { answer, fault } = asked ? await answerAuthority(call, asked) : await answerGraphCall(call);
    counters.throttled += countThrottled(answer);
    response.setHeader("Date", new Date(clock.now() + cloud.clockSkewMs).toUTCString());
    await writeAnswer(response, answer, fault, clock);
  }

  const cloud: Cloud = {
    graphUrl: origin,
    authorityUrl: origin,
    caPem: certificates.caPem,
    caFile: options.caFile ?? null,
    tenants,
    faults,
    counters,
    clockSkewMs: 0,
    requests,
    onRequest: null,
    acceptsMailToken: (token) => tokens.find(token, "exchange")?.valid ?? false,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };

  server.on("request", (request, response) => {
    // A client that went away in the middle is nobody's error; anything else must show as a failed request.
    serve(request, response).catch(() => response.destroy());
  });
  if (options.caFile !== undefined) await writeFile(options.caFile, certificates.caPem);
  return cloud;
}

interface Call {
  request: IncomingMessage;
  method: string;
  url: URL;
  body: string;
  /** Names in lower case, as Node gives them; repeated headers joined. */
  headers: Record<string, string>;
  clientRequestId: string | null;
}

async function readCall(request: IncomingMessage, origin: string): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    request,
    method: request.method ?? "GET",
    url: new URL(request.url ?? "/", origin),
    body: Buffer.concat(chunks).toString("utf8"),
    headers,
    clientRequestId: headers["client-request-id"] ?? null,
  };
}

function countThrottled({ status, body }: Answer): number {
  const responses = (body as { responses?: { status: number }[] } | null | undefined)?.responses;
  const items = Array.isArray(responses) ? responses.filter((item) => item.status === 429).length : 0;
  return items + (status === 429 ? 1 : 0);
}

function withClientId(answer: Answer, clientRequestId: string | null): Answer {
  if (clientRequestId === null) return answer;
  return { ...answer, headers: { ...answer.headers, "client-request-id": clientRequestId } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
