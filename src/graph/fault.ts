/**
 * From a Graph answer that is not a success to a GraphFault: what kind of blindness it means, and whether
 * asking again can help. Decided on status and code, never on message text (https://learn.microsoft.com/graph/errors).
 */

import type { BlindReason } from "../domain/blindness.ts";
import { AppError } from "../domain/errors.ts";
import { cleanLine } from "../util/clean-text.ts";

export interface GraphFaultInit {
  reason: BlindReason;
  detail: string;
  status?: number | null;
  graphCode?: string | null;
  requestId?: string | null;
  clientRequestId?: string | null;
  retryable?: boolean;
  retryAfterMs?: number | null;
  /** The access token itself was refused: a new one may be accepted. */
  tokenRefused?: boolean;
  /** The catalog entry that explains it, where neither code nor reason says enough. */
  catalogId?: string | undefined;
  /** The poll ended between two pages: what was read until then is whole as far as it goes. */
  outOfTime?: boolean;
  cause?: unknown;
}

export class GraphFault extends AppError {
  readonly reason: BlindReason;
  readonly status: number | null;
  readonly graphCode: string | null;
  readonly requestId: string | null;
  /** Ours, of the exchange in which it happened. */
  readonly clientRequestId: string | null;
  readonly retryAfterMs: number | null;
  readonly tokenRefused: boolean;
  readonly catalogId: string | null;
  readonly outOfTime: boolean;

  constructor(init: GraphFaultInit) {
    super(init.reason === "credential" ? "AUTH" : "GRAPH", init.detail, {
      cause: init.cause,
      retryable: init.retryable ?? false,
    });
    this.name = "GraphFault";
    this.reason = init.reason;
    this.status = init.status ?? null;
    this.graphCode = init.graphCode ?? null;
    this.requestId = init.requestId ?? null;
    this.clientRequestId = init.clientRequestId ?? null;
    this.retryAfterMs = init.retryAfterMs ?? null;
    this.tokenRefused = init.tokenRefused ?? false;
    this.catalogId = init.catalogId ?? null;
    this.outOfTime = init.outOfTime ?? false;
  }

  /** The same fault, placed in the exchange in which it happened. */
  during(clientRequestId: string): GraphFault {
    return new GraphFault({
      ...this,
      detail: this.message,
      catalogId: this.catalogId ?? undefined,
      cause: this.cause,
      clientRequestId: this.clientRequestId ?? clientRequestId,
    });
  }
}

/** One answer, of a whole exchange or of one item of a batch. Header names are lower-case. */
export interface GraphAnswer {
  /** Ours, of the exchange that brought it. */
  clientRequestId?: string;
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

const retryableStatuses = new Set([429, 500, 502, 503, 504, 424]);

/** The fault that a non-2xx answer stands for. `what` names the request in the detail. */
export function faultFromAnswer(answer: GraphAnswer, what: string, now: number): GraphFault {
  const { status } = answer;
  const { code, message, requestId } = readErrorBody(answer.body);
  const said = [code, message].filter(Boolean).join(": ");
  const detail = cleanLine(`${what} answered ${status}${said ? ` ${said}` : ""}`, 400);
  const common = {
    status,
    graphCode: code,
    requestId: requestId ?? answer.headers["request-id"] ?? null,
    clientRequestId: answer.clientRequestId ?? null,
    detail,
  };
  const key = (code ?? "").toLowerCase();

  if (status === 429 || (status === 424 && isThrottle(key))) {
    return new GraphFault({
      ...common,
      reason: "throttled",
      retryable: true,
      retryAfterMs: retryAfter(answer, now),
    });
  }
  if (retryableStatuses.has(status)) {
    return new GraphFault({
      ...common,
      reason: "unreachable",
      retryable: true,
      retryAfterMs: retryAfter(answer, now),
    });
  }
  if (key === "authorization_identitynotfound" || key === "authorization_identitydisabled") {
    return new GraphFault({ ...common, reason: "credential" });
  }
  if (status === 401) {
    // The job endpoints answer 401 UnknownError with an empty message where a permission is missing;
    // only an explicit token error means that a fresh token could help.
    const tokenRefused = key === "invalidauthenticationtoken" || refusesToken(answer);
    return new GraphFault({ ...common, reason: tokenRefused ? "credential" : "permission", tokenRefused });
  }
  if (status === 403) {
    const licence =
      key.startsWith("authentication_requestfromnonpremiumtenant") || key.includes("nonpremiumtenant");
    return new GraphFault({ ...common, reason: licence ? "licence" : "permission" });
  }
  const unknown = status === 404 || status === 405 || status === 501;
  return new GraphFault({ ...common, reason: unknown ? "unsupported" : "malformed" });
}

/** Graph's error object; `innerError` and `innererror` are both documented, `code` may be empty. */
export function readErrorBody(body: unknown): {
  code: string | null;
  message: string | null;
  requestId: string | null;
} {
  const error = field(body, "error");
  if (typeof error === "string") {
    return { code: error, message: asText(field(body, "error_description")), requestId: null };
  }
  const inner = field(error, "innerError") ?? field(error, "innererror");
  return {
    code: asText(field(error, "code")) ?? asText(field(inner, "code")),
    message: asText(field(error, "message")),
    requestId: asText(field(inner, "request-id")),
  };
}

/** `Retry-After` in milliseconds: seconds or an HTTP date; null when missing, unreadable or over. */
export function retryAfter(answer: GraphAnswer, now: number): number | null {
  const value = answer.headers["retry-after"]?.trim();
  if (!value) return null;
  const waitMs = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  // No wait at all is no advice: then we back off by ourselves.
  return waitMs > 0 ? waitMs : null;
}

function isThrottle(code: string): boolean {
  return code.includes("throttl") || code === "toomanyrequests" || code === "activitylimitreached";
}

function refusesToken(answer: GraphAnswer): boolean {
  return /invalid_token/i.test(answer.headers["www-authenticate"] ?? "");
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function asText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? cleanLine(value, 300) : null;
}
