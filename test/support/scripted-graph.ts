/** In: a probe, and a function that answers its paths. Out: what it read, what it asked, and in how many exchanges. */
import { expect } from "vitest";
import type { BlindReading } from "../../src/domain/blindness.ts";
import type { ProbeId } from "../../src/domain/probes.ts";
import type { Reading } from "../../src/domain/reading.ts";
import { emptyMemory, type TenantMemory } from "../../src/domain/tenant.ts";
import type { GraphReader } from "../../src/graph/client.ts";
import { faultFromAnswer } from "../../src/graph/fault.ts";
import type { AppIdentity, Probe } from "../../src/probes/probe.ts";
import { contextFor, createFakeGraphReader, fakeNow as now } from "./fake-graph-reader.ts";

/** The body of a 200, or a throw; the path is decoded. A page that goes on has an `@odata.nextLink`. */
export type Answers = (path: string, version: Parameters<GraphReader["get"]>[0]) => unknown;

export interface LookOptions {
  now?: number;
  cache?: Map<string, unknown>;
  memory?: Partial<TenantMemory>;
  app?: Partial<AppIdentity>;
}

/** One look of a probe. `paths` is what it asked, `exchanges` how often it had to wait. */
export async function lookAt(probe: Probe, answers: Answers, options: LookOptions = {}) {
  const graph = createFakeGraphReader(({ path, version }) => ({ status: 200, body: answers(path, version) }));
  const { asked } = graph;
  const context = contextFor(graph, {
    now: options.now ?? now,
    cache: options.cache ?? new Map(),
    memory: { ...emptyMemory(), ...options.memory },
    app: { clientId: null, secretHint: null, certificateThumbprint: null, ...options.app },
  });
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
