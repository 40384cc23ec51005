/** In: the configured ways out. Out: transports; files of private authorities are read here, sign-ins are made here. */
import { readFileSync } from "node:fs";
import type {
  ChannelConfig,
  Config,
  GraphMailConfig,
  SmtpConfig,
  TransportConfig,
} from "../config/config.ts";
import type { Post, Transport } from "../domain/notification.ts";
import type { Cloud } from "../graph/clouds.ts";
import { createTokenSource } from "../graph/credentials.ts";
import { createFallbackTransport, type FallbackOptions } from "../mail/transports/fallback.ts";
import { createGraphMailTransport } from "../mail/transports/graph.ts";
import { createSmtpTransport } from "../mail/transports/smtp.ts";
import type { SmtpAuth } from "../mail/transports/smtp-session.ts";
import { createTeamsTransport } from "../mail/transports/teams.ts";
import { createWebhookTransport } from "../mail/transports/webhook.ts";
import type { Clock } from "../util/clock.ts";

export interface TransportDependencies {
  /** Where tokens come from, for transports that sign in to Microsoft. */
  cloud: Cloud;
  clock: Clock;
}

/** One way, without its fallback. */
export function createTransport(config: TransportConfig, deps: TransportDependencies): Transport {
  return config.type === "graph" ? createGraph(config, deps) : createSmtp(config, deps);
}

/** The way of the mails, with the fallback if there is one; `onSwitch` hears of each change between the two. */
export function createMailTransport(
  { transport, fallback }: Pick<Config["mail"], "transport" | "fallback">,
  deps: TransportDependencies & Pick<FallbackOptions, "onSwitch">,
): Transport {
  const first = createTransport(transport, deps);
  if (fallback === null) return first;
  const second = createTransport(fallback.transport, deps);
  const { clock, onSwitch } = deps;
  return createFallbackTransport({ first, second, afterMs: fallback.afterMs, clock, onSwitch });
}

export function createChannelTransport(
  { type, url, secret, caFile, timeoutMs }: ChannelConfig,
  { clock }: Pick<TransportDependencies, "clock">,
): Transport<Post> {
  const options = { url, caPem: readPem(caFile), timeoutMs };
  return type === "teams"
    ? createTeamsTransport(options)
    : createWebhookTransport({ ...options, secret, clock });
}

function createSmtp(config: SmtpConfig, deps: TransportDependencies): Transport {
  const { host, port, tls, auth, caFile, timeoutMs } = config;
  const ca = readPem(caFile);
  return createSmtpTransport({
    host,
    port,
    tls,
    timeoutSeconds: timeoutMs / 1_000,
    ...(auth ? { auth: createSmtpAuth(auth, deps) } : {}),
    ...(ca === null ? {} : { ca }),
  });
}

function createSmtpAuth(
  auth: NonNullable<SmtpConfig["auth"]>,
  { cloud, clock }: TransportDependencies,
): SmtpAuth {
  if (auth.type === "password") return auth;
  const { user, tenantId, credential, scope } = auth;
  const tokens = createTokenSource({
    tenantId,
    credential,
    cloud,
    clock,
    scope: scope ?? cloud.exchangeScope,
  });
  return { type: "xoauth2", user, getToken: tokens.getToken, renewToken: tokens.renew };
}

function createGraph(config: GraphMailConfig, { cloud, clock }: TransportDependencies): Transport {
  const { sender, tenantId, credential, format, saveToSentItems, timeoutMs } = config;
  const tokens = createTokenSource({ tenantId, credential, cloud, clock });
  return createGraphMailTransport({
    cloud,
    tokens,
    clock,
    sender,
    format,
    saveToSentItems,
    timeoutMs,
  });
}

function readPem(file: string | null): string | null {
  return file === null ? null : readFileSync(file, "utf8");
}
