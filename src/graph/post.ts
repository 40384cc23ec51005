/**
 * The one thing that this product writes: a POST to Graph, for mail. One exchange each, and one fresh token where Graph
 * refuses the one in use; when to try again is the outbox's to decide. Probes are not given this.
 */
import type { Clock } from "../util/clock.ts";
import type { Cloud } from "./clouds.ts";
import type { TokenSource } from "./credentials.ts";
import { createExchanger } from "./exchange.ts";
import type { GraphAnswer } from "./fault.ts";
import { createDispatcher, createHttpMiddleware } from "./http.ts";

export interface GraphPoster {
  /** Resolves with the 202; throws GraphFault for everything else. `path` is relative to v1.0 and already encoded. */
  post(path: string, content: { type: string; body: string }, signal: AbortSignal): Promise<GraphAnswer>;
  close(): Promise<void>;
}

export interface GraphPosterOptions {
  cloud: Cloud;
  tokens: TokenSource;
  clock: Clock;
  requestTimeoutMs: number;
}

/** An answer to a POST is an error object or nothing. */
const maxBodyBytes = 1024 * 1024;

export function createGraphPoster({
  cloud,
  tokens,
  clock,
  requestTimeoutMs,
}: GraphPosterOptions): GraphPoster {
  const dispatcher = createDispatcher(cloud);
  const http = createHttpMiddleware(dispatcher, { requestTimeoutMs, maxBodyBytes });
  let closed: Promise<void> | null = null;
  return {
    post(path, { type, body }, signal) {
      const deadline = clock.now() + requestTimeoutMs;
      const retry = { clock, deadline, signal, maxAttempts: 1, random: () => 0 };
      // Polls can wait, and say so; what an alert has to say can't.
      const headers = { "content-type": type, "x-ms-throttle-priority": "High" };
      const target = { version: "v1.0" as const, path, body, headers };
      return createExchanger({ cloud, tokens, clock, http, retry }).send(
        "POST",
        target,
        ({ status }) => status === 202,
      );
    },
    close() {
      closed ??= dispatcher.close();
      return closed;
    },
  };
}
