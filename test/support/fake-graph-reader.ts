/**
 * A GraphReader for tests of one probe. In: the test's answers, as Graph would send them. Out: what the probe asked, in
 * order, from the moment it asked, and what it read. Faults are made by the product's own reading of an answer.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "vitest";
import type { BlindReading } from "../../src/domain/blindness.ts";
import type { ProbeId } from "../../src/domain/probes.ts";
import type { Reading } from "../../src/domain/reading.ts";
import { emptyMemory, type TenantMemory } from "../../src/domain/tenant.ts";
import type { Bookmark, GraphReader } from "../../src/graph/client.ts";
import { faultFromAnswer, GraphFault } from "../../src/graph/fault.ts";
import { lookOrBlind } from "../../src/probes/blind.ts";
import type { AppIdentity, Probe, ProbeContext } from "../../src/probes/probe.ts";

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

/** Of status 200, or what an answer of another status stands for. */
export type FakeAnswer = { status: 200; body: unknown } | GraphFault;

export interface FakeGraphReader extends GraphReader {
  asked: FakeRequest[];
}

export function createFakeGraphReader(answer: (request: FakeRequest) => FakeAnswer): FakeGraphReader {
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
    return given.body;
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

export function refusal(status: number, code = "Refused"): GraphFault {
  const body = { error: { code, message: "No.", innerError: { "request-id": "r-1" } } };
  return faultFromAnswer({ status, headers: {}, body }, "GET it", fakeNow);
}

export const unsupportedQuery = refusal(400, "Request_UnsupportedQuery");
export const noPrivileges = refusal(403, "Authorization_RequestDenied");

const nobody: AppIdentity = {
  credential: "clientSecret",
  clientId: null,
  secretHint: null,
  certificateThumbprint: null,
};

export function contextFor(graph: GraphReader, more: Partial<ProbeContext> = {}): ProbeContext {
  return {
    graph,
    tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
    now: fakeNow,
    cache: new Map(),
    memory: emptyMemory(),
    app: nobody,
    pagesAtOnce: 40,
    ...more,
  };
}

/** The body of a 200, or a refusal; the path is decoded. A page that goes on has an `@odata.nextLink`. */
export type Answers = (path: string, version: GraphVersion) => unknown;

export interface LookOptions {
  now?: number;
  cache?: Map<string, unknown>;
  memory?: Partial<TenantMemory>;
  app?: Partial<AppIdentity>;
}

/** One look of a probe. `paths` is what it asked, `exchanges` how often it had to wait. */
export async function lookAt(probe: Probe, answers: Answers, options: LookOptions = {}) {
  const graph = createFakeGraphReader(({ path, version }) => {
    const body = answers(path, version);
    return body instanceof GraphFault ? body : { status: 200, body };
  });
  const { asked } = graph;
  const context = contextFor(graph, {
    ...(options.now === undefined ? {} : { now: options.now }),
    ...(options.cache ? { cache: options.cache } : {}),
    memory: { ...emptyMemory(), ...options.memory },
    app: { ...nobody, ...options.app },
  });
  const readings = await lookOrBlind(probe, context);
  return {
    readings,
    reading: readings[0],
    asked,
    paths: asked.map(({ path }) => path),
    exchanges: Math.max(0, ...asked.map(({ exchange }) => exchange)),
  };
}

export function expectBlind(reading: Reading | undefined, probe: ProbeId, want: Partial<BlindReading>): void {
  expect(reading).toMatchObject({ kind: "blind", probe, ...want });
}
