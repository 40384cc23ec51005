/** The contract of a Graph route: one file in routes/ for each kind of resource, listed in routes/all.ts. */
import type { Instant } from "../domain/instant.ts";
import type { Answer } from "./graph-answer.ts";
import type { SimulatedTenant } from "./tenant.ts";

export interface GraphRequest {
  tenant: SimulatedTenant;
  version: "v1.0" | "beta";
  /** Without version prefix and query. */
  path: string;
  query: URLSearchParams;
  /** Named groups of `match`, URL-decoded. */
  params: Record<string, string>;
  now: Instant;
  /** `https://…/v1.0`: nextLinks and contexts are absolute. */
  serviceRoot: string;
  pageSize: number;
}

export interface Route {
  /** GET only; matched against the path without version prefix. */
  match: RegExp;
  /** Left out: both. */
  versions?: readonly string[];
  /** Any one of them is enough. */
  permissions: readonly string[];
  /** Left out: 403 Authorization_RequestDenied. */
  denied?(request: GraphRequest): Answer;
  /** Resource units before $select, $top and $expand count. */
  cost: number;
  answer(request: GraphRequest): Answer;
}

/** A page of `items`, with an absolute nextLink while there are more. `$top` makes pages smaller, never larger. */
export function pageOf(request: GraphRequest, context: string, items: readonly unknown[]): unknown {
  const { query, serviceRoot, path, pageSize } = request;
  const start = Number.parseInt(query.get("$skiptoken") ?? "0", 10) || 0;
  const size = Math.max(1, Math.min(pageSize, Number(query.get("$top") ?? pageSize) || pageSize));
  const next = new URLSearchParams(query);
  next.set("$skiptoken", String(start + size));
  const nextLink = start + size < items.length ? { "@odata.nextLink": `${serviceRoot}${path}?${next}` } : {};
  return {
    "@odata.context": `${serviceRoot}/$metadata#${context}`,
    ...nextLink,
    value: items.slice(start, start + size),
  };
}

/** The members that $select names; all of them without $select. */
export function selectMembers(
  body: Record<string, unknown>,
  query: URLSearchParams,
): Record<string, unknown> {
  const names = selectedNames(query);
  return names
    ? Object.fromEntries(names.filter((name) => name in body).map((name) => [name, body[name]]))
    : body;
}

/** The first name in $select that the body does not know; null when it knows them all. */
export function findUnknownMember(body: Record<string, unknown>, query: URLSearchParams): string | null {
  return selectedNames(query)?.find((name) => !(name in body)) ?? null;
}

function selectedNames(query: URLSearchParams): string[] | null {
  return (
    query
      .get("$select")
      ?.split(",")
      .map((name) => name.trim()) ?? null
  );
}
