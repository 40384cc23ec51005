/** In: a request for a collection, and what is in it. Out: one page of it, with an absolute nextLink while there are more. */
import type { GraphRequest } from "./route.ts";

export interface PageOptions {
  /** How many $top may ask for at most; left out: $top makes pages smaller, never larger. */
  maxTop?: number;
  /** Where the next page begins goes into this parameter; left out: $skiptoken, which tells clients nothing. */
  skipBy?: "$skiptoken" | "$skip";
}

export function pageOf(
  request: GraphRequest,
  context: string,
  items: readonly unknown[],
  options: PageOptions = {},
): unknown {
  const { start, size } = readPaging(request, options);
  const next = start + size < items.length ? nextLink(request, start + size, options) : {};
  return { "@odata.context": contextOf(request, context), ...next, value: items.slice(start, start + size) };
}

export function readPaging(
  { query, pageSize }: GraphRequest,
  { maxTop = pageSize, skipBy = "$skiptoken" }: PageOptions = {},
): { start: number; size: number } {
  const size = Math.max(1, Math.min(maxTop, Number(query.get("$top") ?? pageSize) || pageSize));
  const skip = query.get(skipBy) ?? "";
  const start = skipBy === "$skip" ? Number.parseInt(skip, 10) || 0 : readToken(skip);
  return { start: Math.max(0, start), size };
}

/** The member to spread into a page's body. */
export function nextLink(
  { query, serviceRoot, path }: GraphRequest,
  position: number,
  { skipBy = "$skiptoken" }: PageOptions = {},
): { "@odata.nextLink": string } {
  const next = new URLSearchParams(query);
  next.set(skipBy, skipBy === "$skip" ? String(position) : writeToken(position));
  return { "@odata.nextLink": `${serviceRoot}${path}?${next}` };
}

export function contextOf({ serviceRoot }: GraphRequest, context: string): string {
  return `${serviceRoot}/$metadata#${context}`;
}

function writeToken(position: number): string {
  return Buffer.from(`position ${position}`).toString("base64url");
}

/** Zero for tokens that nobody was given. */
function readToken(token: string): number {
  return Number(/^position (\d+)$/.exec(Buffer.from(token, "base64url").toString("utf8"))?.[1] ?? 0);
}
