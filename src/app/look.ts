/** Runs a tenant's due probes side by side; whatever one of them throws becomes a blind reading of that probe alone. */
import type { ProbeId } from "../domain/probes.ts";
import type { Reading } from "../domain/reading.ts";
import type { TenantMemory } from "../domain/tenant.ts";
import type { ExchangeRecord } from "../graph/exchange.ts";
import { lookOrBlind } from "../probes/blind.ts";
import type { Probe } from "../probes/probe.ts";
import type { Clock } from "../util/clock.ts";
import type { TenantRuntime } from "./tenant-runtime.ts";

export interface Sight {
  readings: Reading[];
  exchanges: readonly ExchangeRecord[];
}

export async function look(
  runtime: TenantRuntime,
  probes: readonly Probe[],
  {
    due,
    memory,
    clock,
    timeoutMs,
    pagesAtOnce,
    signal,
  }: {
    due: readonly ProbeId[];
    memory: TenantMemory;
    clock: Clock;
    timeoutMs: number;
    pagesAtOnce: number;
    signal: AbortSignal;
  },
): Promise<Sight> {
  const now = clock.now();
  const timeout = AbortSignal.timeout(timeoutMs);
  const graph = runtime.graph.open({ signal: AbortSignal.any([signal, timeout]), deadline: now + timeoutMs });
  const chosen = probes.filter((probe) => due.includes(probe.id));
  const sights = await Promise.all(
    chosen.map((probe) => {
      const cache = runtime.cacheOf(probe.id);
      const { tenantId } = runtime.config;
      return lookOrBlind(probe, { graph, tenantId, now, cache, memory, app: runtime.app, pagesAtOnce });
    }),
  );
  return { readings: sights.flat(), exchanges: graph.exchanges() };
}
