/**
 * A GraphReader for tests of one probe. In: the test's answers, as Graph would send them (status and JSON). Out: what
 * the probe asked, in order, from the moment it asked. Faults are made by the product's own reading of an answer.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { emptyMemory } from "../../src/domain/tenant.ts";
import type { Bookmark, GraphReader } from "../../src/graph/client.ts";
import { faultFromAnswer, GraphFault } from "../../src/graph/fault.ts";
import type { ProbeContext } from "../../src/probes/probe.ts";

export const fakeNow = Date.parse("2026-09-14T07:00:00Z");
const root = "https://graph.microsoft.com";
type GraphVersion = Parameters<GraphReader["get"]>[0];

export interface FakeRequest {
  version: GraphVersion;
  /** Without the query: `/users`. */
  resource: string;
  /** Decoded query parameters, by name: `$filter`, `$select`, … */
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Resource and query as one text, decoded. */
  path: string;
  /** Requests made before any answer came would have travelled in one $batch: they share a number, from 1 on. */
  exchange: number;
}

export interface FakeAnswer {
  status: number;
  body: unknown;
}

export interface FakeGraphReader extends GraphReader {
  asked: FakeRequest[];
}

export function createFakeGraphReader(
  answer: (request: FakeRequest) => FakeAnswer | GraphFault,
): FakeGraphReader {
  const asked: FakeRequest[] = [];
  let exchange = 1;
  let turn: Promise<void> | null = null;

  async function get(version: GraphVersion, address: string, headers: Record<string, string> = {}) {
    const url = new URL(address.startsWith(root) ? address : `${root}/${version}${address}`);
    const resource = url.pathname.replace(/^\/(v1\.0|beta)/, "");
    const parameters = [...url.searchParams];
    const text = parameters.map(([name, value]) => `${name}=${value}`).join("&");
    const path = text === "" ? resource : `${resource}?${text}`;
    const query = Object.fromEntries(parameters);
    const request = { version, resource, query, headers, path, exchange };
    asked.push(request);
    // An answer never comes at once.
    turn ??= nextTurn().then(() => {
      exchange += 1;
      turn = null;
    });
    await turn;
    const given = answer(request);
    if (given instanceof GraphFault) throw given;
    if (given.status === 200) return given.body;
    throw faultFromAnswer({ ...given, headers: {} }, `GET ${resource}`, fakeNow);
  }

  async function* pages(
    version: GraphVersion,
    path: string,
    headers?: Record<string, string>,
    bookmark: Bookmark = { nextLink: null },
  ) {
    let next: unknown = bookmark.nextLink ?? path;
    while (typeof next === "string") {
      const body = (await get(version, next, headers)) as Record<string, unknown> | null;
      if (!Array.isArray(body?.value)) {
        throw new GraphFault({ reason: "malformed", detail: `${path}: the answer has no list "value"` });
      }
      next = body["@odata.nextLink"];
      bookmark.nextLink = typeof next === "string" ? next : null;
      yield body.value as unknown[];
    }
  }

  return { get, pages, exchanges: () => [], asked };
}

/** A page of rows; `next` is the `$skiptoken` of the one after it. */
export function rows(value: unknown[], next?: string): FakeAnswer {
  const link = next === undefined ? {} : { "@odata.nextLink": `${root}/v1.0/next?$skiptoken=${next}` };
  return { status: 200, body: { value, ...link } };
}

export function refusal(status: number, code: string): FakeAnswer {
  return { status, body: { error: { code, message: "No.", innerError: { "request-id": "r-1" } } } };
}

export const unsupportedQuery = refusal(400, "Request_UnsupportedQuery");
export const noPrivileges = refusal(403, "Authorization_RequestDenied");

export function contextFor(graph: GraphReader, more: Partial<ProbeContext> = {}): ProbeContext {
  return {
    graph,
    tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
    now: fakeNow,
    cache: new Map(),
    memory: emptyMemory(),
    app: { clientId: null, secretHint: null, certificateThumbprint: null },
    pagesAtOnce: 40,
    ...more,
  };
}
