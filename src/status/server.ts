/**
 * The HTTP side: /healthz, /readyz, /metrics and /api/v1/status, which write nothing, and /acknowledge, which writes
 * acknowledgements and silences.
 */
import type { AddressInfo } from "node:net";
import { fastify } from "fastify";
import type { OutboxReport, StatusReport, TenantReport } from "../domain/report.ts";
import type { Clock } from "../util/clock.ts";
import { maxTokenLength } from "./acknowledge/link.ts";
import { type AcknowledgeOptions, registerAcknowledge } from "./acknowledge/routes.ts";

export interface StatusServerOptions {
  listen: { host: string; port: number };
  reports: () => Promise<TenantReport[]>;
  outbox: () => Promise<OutboxReport>;
  clock: Clock;
  version: string;
  /** The page for Prometheus, and its content type. */
  metrics: () => Promise<{ type: string; text: string }>;
  health: () => { healthy: boolean; ready: boolean; lastRoundAt: string | null };
  /** What the links in mails need; left out: there are none. */
  acknowledge?: Omit<AcknowledgeOptions, "clock">;
}

/** Listens; throws when the address can't be had. */
export async function startStatusServer(
  options: StatusServerOptions,
): Promise<{ address: string; close(): Promise<void> }> {
  const { listen, reports, outbox, clock, version, metrics, health, acknowledge } = options;
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: maxTokenLength },
  });

  server.get("/healthz", async (_request, reply) => {
    const { healthy, lastRoundAt } = health();
    return reply.code(healthy ? 200 : 503).send({ status: healthy ? "ok" : "stalled", lastRoundAt, version });
  });
  server.get("/readyz", async (_request, reply) => {
    const { ready, lastRoundAt } = health();
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ok" : "first poll under way", lastRoundAt });
  });
  server.get("/metrics", async (_request, reply) => {
    const { type, text } = await metrics();
    return reply.type(type).send(text);
  });
  server.get("/api/v1/status", async (): Promise<StatusReport> => {
    return {
      generatedAt: new Date(clock.now()).toISOString(),
      tenants: await reports(),
      outbox: await outbox(),
    };
  });

  if (acknowledge) await registerAcknowledge(server, { ...acknowledge, clock });

  await server.listen({ host: listen.host, port: listen.port });
  const { address, family, port } = server.server.address() as AddressInfo;
  return {
    address: family === "IPv6" ? `http://[${address}]:${port}` : `http://${address}:${port}`,
    close: () => server.close(),
  };
}
