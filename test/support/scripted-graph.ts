/**
 * In: a function that answers paths. Out: a GraphReader for one probe, and a record of what it was asked, and in which
 * exchange: requests made before any answer came would have travelled in one $batch.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "vitest";
import type { ProbeId } from "../../src/domain/probes.ts";
import type { BlindReading, Reading } from "../../src/domain/reading.ts";
import { emptyMemory, type TenantMemory } from "../../src/domain/tenant.ts";
import type { GraphReader } from "../../src/graph/client.ts";
import { faultFromAnswer, GraphFault } from "../../src/graph/fault.ts";
import type { AppIdentity, Probe, ProbeContext } from "../../src/probes/probe.ts";

type GraphVersion = Parameters<GraphReader["get"]>[0];

/** The body of a 200, or a throw; the path is decoded. A page that goes on has an `@odata.nextLink`. */
export type Answers = (path: string, version: GraphVersion) => unknown;

export const now = Date.parse("2026-09-14T07:00:00Z");

export interface Asked {
  version: GraphVersion;
  path: string;
  /** Exchanges count from 1, and begin anew with every look. */
  exchange: number;
}

export function scriptedGraph(answers: Answers): { graph: GraphReader; asked: Asked[] } {
  const asked: Asked[] = [];
  let exchange = 1;
  let turn: Promise<void> | null = null;

  async function get(version: GraphVersion, encoded: string): Promise<unknown> {
    const path = decodeURIComponent(encoded);
    asked.push({ version, path, exchange });
    turn ??= nextTurn().then(() => {
      exchange += 1;
      turn = null;
    });
    await turn;
    return answers(path, version);
  }

  async function* pages(version: GraphVersion, path: string): AsyncGenerator<unknown[]> {
    for (let next: string | undefined = path; next !== undefined; ) {
      const body = (await get(version, next)) as { value?: unknown; "@odata.nextLink"?: string };
      if (!Array.isArray(body?.value)) throw new GraphFault({ reason: "malformed", detail: "no list" });
      yield body.value;
      next = body["@odata.nextLink"];
    }
  }

  return { graph: { get, pages, exchanges: () => [] }, asked };
}

export interface LookOptions {
  now?: number;
  cache?: Map<string, unknown>;
  memory?: Partial<TenantMemory>;
  app?: Partial<AppIdentity>;
}

/** One look of a probe. `paths` is what it asked, `exchanges` how often it had to wait. */
export async function lookAt(probe: Probe, answers: Answers, options: LookOptions = {}) {
  const { graph, asked } = scriptedGraph(answers);
  const context: ProbeContext = {
    graph,
    tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
    now: options.now ?? now,
    cache: options.cache ?? new Map(),
    memory: { ...emptyMemory(), ...options.memory },
    app: { clientId: null, secretHint: null, certificateThumbprint: null, ...options.app },
  };
  const readings = await probe.look(context);
  return {
    readings,
    reading: readings[0],
    asked,
    paths: asked.map(({ path }) => path),
    exchanges: Math.max(0, ...asked.map(({ exchange }) => exchange)),
  };
}

/** Throws what an answer of this status stands for. */
export function refuse(status: number, code = "Refused"): never {
  throw faultFromAnswer({ status, headers: {}, body: { error: { code, message: "No." } } }, "GET it", now);
}

export function expectBlind(reading: Reading | undefined, probe: ProbeId, want: Partial<BlindReading>): void {
  expect(reading).toMatchObject({ kind: "blind", probe, ...want });
}
