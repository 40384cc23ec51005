/**
 * A GraphReader for tests of one probe. In: the test's answers, as Graph would send them (status and JSON). Out: what
 * the probe asked, in order, from the moment it asked. Faults are made by the product's own reading of an answer.
 */
import { emptyMemory } from "../../src/domain/tenant.ts";
import type { GraphReader } from "../../src/graph/client.ts";
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

  async function get(version: GraphVersion, path: string, headers: Record<string, string> = {}) {
    const url = new URL(path.startsWith(root) ? path : `${root}/${version}${path}`);
    const resource = url.pathname.replace(/^\/(v1\.0|beta)/, "");
    const request = { version, resource, query: Object.fromEntries(url.searchParams), headers };
    asked.push(request);
    // An answer never comes at once.
    await new Promise((resolve) => setImmediate(resolve));
    const given = answer(request);
    if (given instanceof GraphFault) throw given;
    if (given.status === 200) return given.body;
    throw faultFromAnswer({ ...given, headers: {} }, `GET ${resource}`, fakeNow);
  }

  async function* pages(version: GraphVersion, path: string, headers?: Record<string, string>) {
    let next: unknown = path;
    while (typeof next === "string") {
      const body = (await get(version, next, headers)) as Record<string, unknown> | null;
      if (!Array.isArray(body?.value)) {
        throw new GraphFault({ reason: "malformed", detail: `${path}: the answer has no list "value"` });
      }
      yield body.value as unknown[];
      next = body["@odata.nextLink"];
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
    ...more,
  };
}
