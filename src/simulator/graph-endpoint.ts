/** In: one Graph request of a signed-in tenant, direct or as a batch item. Out: its answer, with headers and costs counted. */
import { randomUUID } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";
import { type Bucket, type Counters, type UnitWindow, unitWindowMs } from "./counters.ts";
import type { Faults } from "./faults.ts";
import { type Answer, accessDenied, errorAnswer, notFound, troubleAnswer } from "./graph-answer.ts";
import type { GraphRequest, Route } from "./route.ts";
import { allRoutes } from "./routes/all.ts";
import type { SimulatedTenant } from "./tenant.ts";

export interface GraphContext {
  clock: Clock;
  graphUrl: string;
  faults: Faults;
  counters: Counters;
  random: () => number;
  pageSize: number;
  /** Resource units a tenant may spend in 10 seconds; null: no end. */
  resourceUnitLimit: number | null;
}

export interface GraphCall {
  tenant: SimulatedTenant;
  version: "v1.0" | "beta";
  method: string;
  /** Path and query below the version, beginning with a slash. */
  url: string;
  /** Names in lower case; a batch item has its own. */
  headers: Readonly<Record<string, string>>;
  clientRequestId: string | null;
  isItem: boolean;
}

/** The real limit of /auditLogs, per app and tenant in 10 seconds; nobody can switch it off. */
const maxAuditRequests = 5;

/** Looks up raw answers, faults (items only), limits, the route and its permission, in that order. */
export function answerGraph(context: GraphContext, call: GraphCall): Answer {
  const { tenant, version } = call;
  const now = context.clock.now();
  const { pathname, searchParams: query } = new URL(call.url, "https://graph.invalid");
  const path = pathname.replace(/\/+$/, "");
  context.counters.items += 1;
  const found = findRoute(call, path);
  const bucket = bucketOf(path);
  const cost = bucket === "directory" ? costOf(found?.route.cost ?? 1, query) : 1;
  // Requests made while throttled still count.
  const window = context.counters.spend(bucket, tenant.tenantId, cost, now);
  const headers: Record<string, string> =
    bucket === "directory" ? { "x-ms-resource-unit": String(cost) } : {};

  const raw = tenant.findRaw(version, path);
  if (raw) return { ...raw, headers: { ...headers, ...raw.headers } };
  const target = { kind: "item", endpoint: "graph", tenantId: tenant.tenantId, version, path } as const;
  const fault = call.isItem ? context.faults.take(target) : null;
  const throttledSeconds = secondsToWait(bucket, window, context.resourceUnitLimit, now);
  let answer: Answer;
  if (fault?.kind === "item-status") {
    answer = troubleAnswer(fault.status, fault);
  } else if (throttledSeconds !== null) {
    answer = troubleAnswer(429, { retryAfter: throttledSeconds });
  } else if (!found) {
    answer = notFound(path);
  } else {
    const { pageSize, graphUrl } = context;
    const serviceRoot = `${graphUrl}/${version}`;
    const request = { tenant, version, path, query, headers: call.headers, now, serviceRoot, pageSize };
    answer = answerRoute(found.route, { ...request, params: found.params });
  }
  if (answer.status === 200) answer.body = tenant.applyOverrides(version, path, answer.body);
  return completeAnswer(
    context,
    { ...answer, headers: { ...headers, ...answer.headers } },
    call.clientRequestId,
  );
}

/** graph/throttling-limits: reports and service communications have limits of their own. */
function bucketOf(path: string): Bucket {
  if (path.startsWith("/auditLogs/")) return "audit";
  return path.startsWith("/admin/") ? "service" : "directory";
}

/** How long a throttled request is told to wait; null: it is not throttled. */
function secondsToWait(
  bucket: Bucket,
  window: UnitWindow,
  resourceUnitLimit: number | null,
  now: Instant,
): number | null {
  if (bucket === "audit") return window.units > maxAuditRequests ? unitWindowMs / 1_000 : null;
  if (bucket === "service" || resourceUnitLimit === null || window.units <= resourceUnitLimit) return null;
  return Math.ceil((window.beganAt + unitWindowMs - now) / 1_000);
}

/** What Graph says to a token it does not take. */
export function tokenRefused(hasToken: boolean): Answer {
  const message = hasToken ? "Lifetime validation failed, the token is expired." : "Access token is empty.";
  return errorAnswer(401, "InvalidAuthenticationToken", message, {
    "WWW-Authenticate":
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  });
}

/** Adds request ids, and to errors the inner part, under both of its documented spellings by turns. */
export function completeAnswer(
  { clock, random }: Pick<GraphContext, "clock" | "random">,
  answer: Answer,
  clientRequestId: string | null,
): Answer {
  const requestId = randomUUID();
  const headers: Record<string, string> = { "request-id": requestId, ...answer.headers };
  if (clientRequestId !== null) headers["client-request-id"] = clientRequestId;
  const { body } = answer;
  if (answer.status < 400 || typeof body !== "object" || body === null || !("error" in body)) {
    return { ...answer, headers };
  }
  const inner = {
    // Without a zone, as Graph writes it; it means UTC.
    date: new Date(clock.now()).toISOString().slice(0, 19),
    "request-id": requestId,
    "client-request-id": clientRequestId ?? requestId,
  };
  const name = random() < 0.5 ? "innerError" : "innererror";
  const error = { ...(body.error as object), [name]: inner };
  return { ...answer, headers, body: { ...body, error } };
}

function answerRoute(route: Route, request: GraphRequest): Answer {
  const granted = route.permissions.some((permission) => request.tenant.permissions.has(permission));
  if (granted) return route.answer(request);
  return route.denied?.(request) ?? accessDenied();
}

function findRoute(call: GraphCall, path: string): { route: Route; params: Record<string, string> } | null {
  if (call.method !== "GET") return null;
  for (const route of allRoutes) {
    if (route.versions && !route.versions.includes(call.version)) continue;
    const match = route.match.exec(path);
    if (!match) continue;
    const groups = Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined);
    return {
      route,
      params: Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)])),
    };
  }
  return null;
}

/** graph/throttling-limits: $select −1, $expand +1, $top below 20 −1, never below 1. */
export function costOf(base: number, query: URLSearchParams): number {
  const top = Number(query.get("$top") ?? Number.NaN);
  const change = (query.has("$select") ? -1 : 0) + (query.has("$expand") ? 1 : 0) + (top < 20 ? -1 : 0);
  return Math.max(1, base + change);
}
