/** The contract of a Graph route: one file in routes/ for each kind of resource, listed in routes/all.ts. */
import type { Instant } from "../domain/instant.ts";
import { type Answer, errorAnswer } from "./graph-answer.ts";
import type { SimulatedTenant } from "./tenant.ts";

export interface GraphRequest {
  tenant: SimulatedTenant;
  version: "v1.0" | "beta";
  /** Without version prefix and query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
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
  /** Resource units before $select, $top and $expand count; nothing outside of the directory has any. */
  cost: number;
  answer(request: GraphRequest): Answer;
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

/** What v1.0 and beta say to a member they don't know. */
export function unknownMember(name: string, type: string): Answer {
  return errorAnswer(
    400,
    "BadRequest",
    `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
  );
}

export function unsupportedQuery(detail = "Unsupported or invalid query filter clause."): Answer {
  return errorAnswer(400, "Request_UnsupportedQuery", detail);
}

/** The first query option that the resource does not take; null when it takes them all. */
export function findForeignOption(query: URLSearchParams, known: readonly string[]): string | null {
  return [...query.keys()].find((name) => name.startsWith("$") && !known.includes(name)) ?? null;
}

export function selectedNames(query: URLSearchParams): string[] | null {
  return (
    query
      .get("$select")
      ?.split(",")
      .map((name) => name.trim()) ?? null
  );
}
