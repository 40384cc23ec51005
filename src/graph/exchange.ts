/**
 * Single HTTP exchanges with Graph on one poll's behalf: our headers and ids, a record of each for the log, retries,
 * and one fresh token where Graph refuses the one in use. Built on Microsoft's Graph client.
 */
import { randomUUID } from "node:crypto";
import {
  AuthenticationHandler,
  Client as MicrosoftClient,
  type Middleware,
  ResponseType,
} from "@microsoft/microsoft-graph-client";
import type { Clock } from "../util/clock.ts";
import type { Cloud } from "./clouds.ts";
import type { TokenSource } from "./credentials.ts";
import { faultFromAnswer, type GraphAnswer, GraphFault } from "./fault.ts";
import { answerOf, createFaultCarrier } from "./http.ts";
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
  /** Questions in it that Graph refused with 429: of a batch each one. */
  throttled: number;
  /** Microsoft's clock minus ours, to the second, when the answer came; null without an answer. */
  skewMs: number | null;
}

export interface Target {
  version?: GraphVersion;
  /** Relative to the version root, or (a nextLink) absolute. */
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Exchanger {
  /** Resolves with the first answer that `accept` takes; throws GraphFault when there is none. */
  send(
    method: "GET" | "POST",
    target: Target,
    accept: (answer: GraphAnswer) => boolean,
  ): Promise<GraphAnswer>;
  records: ExchangeRecord[];
}

export interface ExchangerOptions {
  cloud: Cloud;
  tokens: TokenSource;
  clock: Clock;
  /** The end of the chain: sends, and reads the answer. */
  http: Middleware;
  retry: RetryContext;
}

export function createExchanger({ cloud, tokens, clock, http, retry }: ExchangerOptions): Exchanger {
  const { signal } = retry;
  const records: ExchangeRecord[] = [];
  // Microsoft's handler sends the token to Graph's own hosts only, whatever a nextLink says.
  const authentication = new AuthenticationHandler({ getAccessToken: () => tokens.getToken(signal) });
  authentication.setNext(http);
  const client = MicrosoftClient.initWithMiddleware({
    middleware: createFaultCarrier(authentication),
    baseUrl: `${cloud.graphUrl}/`,
    customHosts: new Set([new URL(cloud.graphUrl).hostname]),
  });

  /** No retry; resolves with any answer that HTTP gives. */
  async function sendOnce(method: "GET" | "POST", target: Target): Promise<GraphAnswer> {
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
        throttled: countThrottled(answer),
        skewMs: skewOf(answer, clock),
      });
    }
  }

  return {
    records,
    send(method, target, accept) {
      const what = `${method} ${withoutQuery(target.path)}`;
      let mayRenew = true;
      return withRetry(retry, async () => {
        for (;;) {
          const answer = await sendOnce(method, target);
          if (accept(answer)) return answer;
          const fault = faultFromAnswer(answer, what, clock.now());
          if (!fault.tokenRefused || !mayRenew) throw fault;
          mayRenew = false;
          tokens.renew();
        }
      });
    },
  };
}

function countThrottled(answer: GraphAnswer | null): number {
  if (answer?.status === 429) return 1;
  const responses = (answer?.body as { responses?: unknown } | null | undefined)?.responses;
  if (!Array.isArray(responses)) return 0;
  return responses.filter((response) => response?.status === 429).length;
}

function withoutQuery(path: string): string {
  return path.replace(/\?.*/, "");
}

function skewOf(answer: GraphAnswer | null, clock: Clock): number | null {
  const date = Date.parse(answer?.headers.date ?? "");
  return Number.isNaN(date) ? null : date - clock.now();
}
