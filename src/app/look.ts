/** Runs a tenant's due probes side by side; whatever one of them throws becomes a blind reading of that probe alone. */
import type { ProbeId, Reading } from "../domain/reading.ts";
import type { ExchangeRecord } from "../graph/client.ts";
import { blindReading } from "../probes/blind.ts";
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
    clock,
    timeoutMs,
    signal,
  }: { due: readonly ProbeId[]; clock: Clock; timeoutMs: number; signal: AbortSignal },
): Promise<Sight> {
  const now = clock.now();
  const timeout = AbortSignal.timeout(timeoutMs);
  const graph = runtime.graph.open({ signal: AbortSignal.any([signal, timeout]), deadline: now + timeoutMs });
  const chosen = probes.filter((probe) => due.includes(probe.id));
  const sights = await Promise.all(
    chosen.map(async (probe) => {
      try {
        const cache = runtime.cacheOf(probe.id);
        return await probe.look({ graph, tenantId: runtime.config.tenantId, now, cache });
      } catch (thrown) {
        return [blindReading(probe.id, probe.covers, thrown, probe.permissions[0] ?? null)];
      }
    }),
  );
  return { readings: sights.flat(), exchanges: graph.exchanges() };
}
