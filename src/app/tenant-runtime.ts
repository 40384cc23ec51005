/** What the process keeps of one tenant while it runs: its Graph client, its token, its probes' caches. */

import type { Config, TenantConfig } from "../config/config.ts";
import type { ProbeId } from "../domain/probes.ts";
import { createGraphClient, type GraphClient } from "../graph/client.ts";
import type { Cloud } from "../graph/clouds.ts";
import { createTokenSource, type TokenSource } from "../graph/credentials.ts";
import type { AppIdentity } from "../probes/probe.ts";
import type { Clock } from "../util/clock.ts";
import { identifyApp } from "./app-identity.ts";

export interface TenantRuntime {
  config: TenantConfig;
  graph: GraphClient;
  tokens: TokenSource;
  app: AppIdentity;
  cacheOf(probe: ProbeId): Map<string, unknown>;
  close(): Promise<void>;
}

/** Large tenants list a few thousand objects a page; nothing honest comes near this. */
const maxBodyBytes = 32 * 1024 * 1024;

export function createTenantRuntime(
  tenant: TenantConfig,
  { config, cloud, clock }: { config: Config; cloud: Cloud; clock: Clock },
): TenantRuntime {
  const tokens = createTokenSource({
    tenantId: tenant.tenantId,
    credential: tenant.credential,
    cloud,
    clock,
  });
  const limits = { requestTimeoutMs: config.poll.requestTimeoutMs, maxBodyBytes };
  const graph = createGraphClient({ cloud, tokens, clock, limits });
  const caches = new Map<ProbeId, Map<string, unknown>>();
  return {
    config: tenant,
    graph,
    tokens,
    app: identifyApp(tenant.credential),
    cacheOf(probe) {
      const known = caches.get(probe) ?? new Map<string, unknown>();
      caches.set(probe, known);
      return known;
    },
    close: () => graph.close(),
  };
}
