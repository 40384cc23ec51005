/**
 * The Graph edge as probes see it. Requests that probes make at the same moment travel together, one $batch per
 * API version; each gets its own answer or its own GraphFault. Built on Microsoft's Graph client.
 */
import { randomUUID } from "node:crypto";
import {
  AuthenticationHandler,
  Client as MicrosoftClient,
  ResponseType,
} from "@microsoft/microsoft-graph-client";
import type { Clock } from "../util/clock.ts";
import { type BatchItem, createBatcher } from "./batch.ts";
import type { Cloud } from "./clouds.ts";
import type { TokenSource } from "./credentials.ts";
import { faultFromAnswer, type GraphAnswer, GraphFault } from "./fault.ts";
import {
  answerOf,
  createDispatcher,
  createFaultCarrier,
  createHttpMiddleware,
  type HttpLimits,
} from "./http.ts";
import { type RetryContext, withRetry } from "./retry.ts";

export type GraphVersion = "v1.0" | "beta";

/** One exchange over the wire, for the log. */
export interface ExchangeRecord {
  clientRequestId: string;
  requestId: string | null;
  method: string;
  path: string;
  status: number | null;
  durationMs: number;
}

export interface GraphReader {
  /** GET one resource; `path` is relative to the version root and already encoded. Throws GraphFault. */
  get(version: GraphVersion, path: string, headers?: Record<string, string>): Promise<unknown>;
  /** GET a collection, page by page, following nextLink as given. Throws GraphFault. */
  pages(version: GraphVersion, path: string, headers?: Record<string, string>): AsyncGenerator<unknown[]>;
  /** What went over the wire so far in this poll. */
  exchanges(): readonly ExchangeRecord[];
}

export interface GraphClient {
  /** A reader for one poll; everything it does ends when `signal` aborts or `deadline` passes. */
  open(poll: { signal: AbortSignal; deadline: number }): GraphReader;
  close(): Promise<void>;
}

export interface GraphClientOptions {
  cloud: Cloud;
  tokens: TokenSource;
  clock: Clock;
  limits: HttpLimits;
  random?: () => number;
}

const maxAttempts = 4;
/** Enough for any collection we read; a nextLink that never ends must not hold a poll for ever. */
const maxPages = 10_000;

export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { cloud, tokens, clock, limits, random = Math.random } = options;
  const dispatcher = createDispatcher(cloud);

  function open({ signal, deadline }: { signal: AbortSignal; deadline: number }): GraphReader {
    const records: ExchangeRecord[] = [];
    const retry: RetryContext = { clock, deadline, signal, maxAttempts, random };
    // Microsoft's handler sends the token to Graph's own hosts only, whatever a nextLink says.
    const authentication = new AuthenticationHandler({ getAccessToken: () => tokens.getToken(signal) });
    authentication.setNext(createHttpMiddleware(dispatcher, limits));
    const client = MicrosoftClient.initWithMiddleware({
      middleware: createFaultCarrier(authentication),
      baseUrl: `${cloud.graphUrl}/`,
      customHosts: new Set([new URL(cloud.graphUrl).hostname]),
    });

    /** One exchange, no retry; resolves with any answer that HTTP gives. */
    async function send(
      method: "GET" | "POST",
      target: { version?: GraphVersion; path: string; body?: unknown; headers?: Record<string, string> },
    ): Promise<GraphAnswer> {
      const clientRequestId = randomUUID();
      const startedAt = performance.now();
      let answer: GraphAnswer | null = null;
      try {
        const request = client
          .api(target.path)
          .responseType(ResponseType.RAW)
          .option("signal", signal)
          .headers({
            "client-request-id": clientRequestId,
            "x-ms-throttle-priority": "Low",
            ...target.headers,
          });
        if (target.version) request.version(target.version);
        answer = {
          ...answerOf(method === "POST" ? await request.post(target.body) : await request.get()),
          clientRequestId,
        };
        return answer;
      } catch (thrown) {
        throw thrown instanceof GraphFault ? thrown.during(clientRequestId) : thrown;
      } finally {
        records.push({
          clientRequestId,
          requestId: answer?.headers["request-id"] ?? null,
          method,
          path: withoutQuery(target.path),
          status: answer?.status ?? null,
          durationMs: Math.round(performance.now() - startedAt),
        });
      }
    }

    /** With retries, and one fresh token where Graph refuses the one in use. */
    async function sendPatiently(
      method: "GET" | "POST",
      target: Parameters<typeof send>[1],
      accept: (answer: GraphAnswer) => boolean,
    ): Promise<GraphAnswer> {
      const what = `${method} ${withoutQuery(target.path)}`;
      let mayRenew = true;
      return withRetry(retry, async () => {
        for (;;) {
          const answer = await send(method, target);
          if (accept(answer)) return answer;
          const fault = faultFromAnswer(answer, what, clock.now());
          if (!fault.tokenRefused || !mayRenew) throw fault;
          mayRenew = false;
          tokens.renew();
        }
      });
    }

    const batchers = {
      "v1.0": createBatcher({ send: (items) => sendBatch("v1.0", items), renewToken: tokens.renew, retry }),
      beta: createBatcher({ send: (items) => sendBatch("beta", items), renewToken: tokens.renew, retry }),
    };

    async function sendBatch(version: GraphVersion, items: BatchItem[]): Promise<GraphAnswer> {
      const body = {
        requests: items.map(({ id, path, headers }) => ({
          id,
          method: "GET",
          url: path,
          ...(headers ? { headers } : {}),
        })),
      };
      // Older documentation answers 424 for a batch with throttled items: its responses count all the same.
      const accept = (answer: GraphAnswer) =>
        answer.status === 200 || (answer.status === 424 && hasResponses(answer.body));
      return sendPatiently("POST", { version, path: "$batch", body }, accept);
    }

    async function get(
      version: GraphVersion,
      path: string,
      headers?: Record<string, string>,
    ): Promise<unknown> {
      return batchers[version].load({ path, headers });
    }

    async function* pages(
      version: GraphVersion,
      path: string,
      headers?: Record<string, string>,
    ): AsyncGenerator<unknown[]> {
      let body = await get(version, path, headers);
      const followed = new Set<string>();
      for (let count = 0; count < maxPages; count += 1) {
        const { value, nextLink } = readPage(body, path);
        yield value;
        if (nextLink === null) return;
        assertSameOrigin(nextLink, cloud.graphUrl);
        if (followed.has(nextLink)) {
          throw new GraphFault({
            reason: "malformed",
            detail: "a nextLink leads back to a page already read",
          });
        }
        followed.add(nextLink);
        const target = { path: nextLink, ...(headers ? { headers } : {}) };
        body = (await sendPatiently("GET", target, (answer) => answer.status === 200)).body;
      }
      throw new GraphFault({ reason: "malformed", detail: `${path}: more than ${maxPages} pages` });
    }

    return { get, pages, exchanges: () => records };
  }

  return { open, close: () => dispatcher.close() };
}

function withoutQuery(path: string): string {
  return path.replace(/\?.*/, "");
}

function hasResponses(body: unknown): boolean {
  return Array.isArray((body as { responses?: unknown } | null)?.responses);
}

function readPage(body: unknown, what: string): { value: unknown[]; nextLink: string | null } {
  const page = body as { value?: unknown; "@odata.nextLink"?: unknown } | null;
  if (!Array.isArray(page?.value)) {
    throw new GraphFault({ reason: "malformed", detail: `${what}: the answer has no list "value"` });
  }
  const nextLink = page["@odata.nextLink"];
  return { value: page.value, nextLink: typeof nextLink === "string" && nextLink !== "" ? nextLink : null };
}

function assertSameOrigin(link: string, graphUrl: string): void {
  if (!URL.canParse(link) || new URL(link).origin !== new URL(graphUrl).origin) {
    throw new GraphFault({ reason: "malformed", detail: "a nextLink points outside Graph; not followed" });
  }
}
