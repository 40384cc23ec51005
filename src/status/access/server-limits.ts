/**
 * What the server is made with, so that nobody can wear it out, and what it says where no route and no hook gets a turn.
 * In: nothing. Out: options for fastify.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { second } from "../../domain/instant.ts";
import { coerceError } from "../../util/coerce-error.ts";
import { commonHeaders } from "./headers.ts";
import { refuse } from "./refuse.ts";

/** Beyond so many, new ones are turned away: polls and mails need descriptors too. */
export const maxConnections = 500;

export const serverLimits = {
  /** From the first byte of a request to its last. */
  requestTimeout: 30 * second,
  /** Who connects and says nothing must not hold a place for long. */
  http: { headersTimeout: 5 * second, connectionsCheckingInterval: 2 * second },
  /** An address that can't be read: found before any route, so that no hook sees it. */
  frameworkErrors(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { statusCode = 400 } = coerceError(thrown) as Error & { statusCode?: number };
    reply.headers(commonHeaders({ isTlsOurs: false }));
    refuse(request, reply, { refusal: statusCode >= 500 ? "failed" : "bad-request" }, statusCode);
  },
} as const;
