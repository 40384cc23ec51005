/**
 * The HTTP side. In: where to listen, who may look, and where everything comes from. Out: the pages, /api/v1, /metrics,
 * /healthz and /readyz, which write nothing but what their readers ask for, and /acknowledge behind a mail's link.
 */
import type { AddressInfo } from "node:net";
import { type FastifyInstance, fastify } from "fastify";
import { toIso } from "../domain/instant.ts";
import type { AccessOptions } from "./access/access.ts";
import { createFormTokens } from "./access/form-tokens.ts";
import { registerAccess } from "./access/register-access.ts";
import { serverLimits } from "./access/server-limits.ts";
import { tlsOptions } from "./access/tls.ts";
import { maxTokenLength } from "./acknowledge/link.ts";
import { type AcknowledgeOptions, registerAcknowledge } from "./acknowledge/routes.ts";
import { registerApi } from "./api/register-api.ts";
import { registerPages } from "./pages/register-pages.ts";
import type { StatusSource } from "./source.ts";

export interface StatusServerOptions extends AccessOptions {
  listen: { host: string; port: number };
  source: StatusSource;
  version: string;
  /** Signs the forms of the pages. */
  formSecret: string;
  /** The page for Prometheus, and its content type. */
  metrics: () => Promise<{ type: string; text: string }>;
  acknowledge: Omit<AcknowledgeOptions, "clock">;
}

/** Listens; throws when the address can't be had, or when the certificate can't be used. */
export async function startStatusServer(
  options: StatusServerOptions,
): Promise<{ address: string; close(): Promise<void> }> {
  const { listen, tls, source, clock, version, metrics, acknowledge, formSecret } = options;
  const ownTls = tls === "proxy" ? null : tls;
  const server = (
    ownTls ? fastify({ ...common, https: await tlsOptions(ownTls) }) : fastify(common)
  ) as FastifyInstance;
  await registerAccess(server, options);
  registerHealth(server, source);
  server.get("/metrics", async (_request, reply) => {
    const { type, text } = await metrics();
    return reply.type(type).send(text);
  });
  await registerApi(server, { source, clock, version });
  await registerPages(server, {
    source,
    clock,
    version,
    language: acknowledge.language,
    formTokens: createFormTokens(formSecret, clock),
  });
  await registerAcknowledge(server, { ...acknowledge, clock });

  await server.listen({ host: listen.host, port: listen.port });
  const { address, family, port } = server.server.address() as AddressInfo;
  const scheme = ownTls ? "https" : "http";
  return {
    address: family === "IPv6" ? `${scheme}://[${address}]:${port}` : `${scheme}://${address}:${port}`,
    close: () => server.close(),
  };
}

const common = {
  ...serverLimits,
  logger: false,
  forceCloseConnections: true,
  routerOptions: { maxParamLength: maxTokenLength },
} as const;

/** Whether the loop turns, and whether there is something to look at: for whoever watches the process. */
function registerHealth(server: FastifyInstance, source: StatusSource): void {
  const options = { config: { isOpen: true } };
  server.get("/healthz", options, async (_request, reply) => {
    const { healthy, lastRoundAt } = source.health();
    return reply
      .code(healthy ? 200 : 503)
      .send({ status: healthy ? "ok" : "stalled", lastRoundAt: toIso(lastRoundAt) });
  });
  server.get("/readyz", options, async (_request, reply) => {
    const { lastRoundAt, configRejected } = source.health();
    const store = await source.ping().then(
      () => "ok",
      (thrown: unknown) => {
        source.onFailed(thrown instanceof Error ? thrown : new Error(String(thrown)));
        return "failed";
      },
    );
    const checks = {
      store,
      config: configRejected ? "the last reload was rejected" : "ok",
      firstRound: lastRoundAt === null ? "under way" : "ok",
    };
    // A rejected reload leaves a configuration in force that works: it is said, and is no reason to turn away.
    const ready = store === "ok" && lastRoundAt !== null;
    const status = ready ? "ok" : store === "ok" ? "first poll under way" : "the store does not answer";
    return reply.code(ready ? 200 : 503).send({ status, lastRoundAt: toIso(lastRoundAt), checks });
  });
}
