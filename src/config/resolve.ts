/** From the checked file to the configuration in use: merges, defaults that depend on others, absolute paths, milliseconds. */
import { resolve as resolvePath } from "node:path";
import { type AlertRule, type AlertRules, defaultAlertRules } from "../domain/alert-rules.ts";
import type { CredentialChoice } from "../domain/credential.ts";
import { findingIds } from "../domain/finding.ts";
import { second } from "../domain/instant.ts";
import { probeIds } from "../domain/probes.ts";
import type { Audience, Recipient } from "../domain/routing.ts";
import type { Severity } from "../domain/severity.ts";
import type { MaintenanceWindow } from "../domain/silence.ts";
import type { Thresholds } from "../domain/thresholds.ts";
import type {
  ChannelConfig,
  Config,
  HeartbeatConfig,
  SmtpAuth,
  TenantConfig,
  TransportConfig,
} from "./config.ts";
import { parseDuration, parseListen } from "./fields.ts";
import { catalogFolderName } from "./find-file.ts";
import type { ConfigInput } from "./schema.ts";

type TenantInput = ConfigInput["tenants"][number];

export interface Folders {
  /** Where the configuration file is: certificates, authorities and secrets lie beside it. */
  config: string;
  /** The working directory: the store and the log are data, and live where the service runs. */
  working: string;
}

export function resolveConfig(input: ConfigInput, folders: Folders): Config {
  const { poll, mail, probes, store, log } = input;
  return deepFreeze({
    cloud:
      typeof input.cloud === "string"
        ? input.cloud
        : { ...input.cloud, caFile: absolute(input.cloud.caFile, folders.config) },
    tenants: input.tenants.map((tenant) => resolveTenant(tenant, input, folders)),
    poll: {
      cron: poll.cron,
      concurrency: poll.concurrency,
      jitterMs: poll.jitterSeconds * second,
      timeoutMs: poll.timeoutSeconds * second,
      requestTimeoutMs: Math.min(poll.requestTimeoutSeconds, poll.timeoutSeconds) * second,
    },
    probes: Object.fromEntries(
      probeIds.map((id) => {
        const { enabled, every } = probes[id];
        return [id, { enabled, everyMs: every === undefined ? null : parseDuration(every) }];
      }),
    ) as Config["probes"],
    mail: {
      from: mail.from,
      to: uniqueRecipients(mail.to),
      transport: resolveTransport(mail.transport, input, folders),
      fallback: mail.fallback
        ? {
            afterMs: parseDuration(mail.fallback.after),
            transport: resolveTransport(mail.fallback.transport, input, folders),
          }
        : null,
      routes: mail.routes.map((route) => ({
        ...resolveAudience(route, mail.minSeverity),
        to: uniqueRecipients(route.to),
        only: route.only,
      })),
      minSeverity: mail.minSeverity,
      timeZone: mail.timeZone,
      retry: { giveUpAfterMs: parseDuration(mail.retry.giveUpAfter) },
    },
    channels: input.channels.map((channel) => resolveChannel(channel, mail.minSeverity, folders)),
    alerts: {
      rules: resolveRules(input.alerts.rules),
      flapping: {
        raises: input.alerts.flapping.raises,
        withinMs: parseDuration(input.alerts.flapping.within),
        calmMs: parseDuration(input.alerts.flapping.calm),
      },
      linkValidMs: parseDuration(input.alerts.linkValidFor),
    },
    maintenance: input.maintenance.map((window) => resolveWindow(window, mail.timeZone)),
    heartbeat: input.heartbeat ? resolveHeartbeat(input.heartbeat, folders) : null,
    store: { type: store.type, path: resolvePath(folders.working, store.path) },
    status: {
      listen: parseListen(input.status.listen),
      publicUrl: input.status.publicUrl?.replace(/\/+$/, "") ?? null,
    },
    log: {
      level: log.level,
      file: log.destination === "stdout" ? null : resolvePath(folders.working, log.destination),
    },
    catalogFolder: resolvePath(folders.config, catalogFolderName),
    thresholds: input.thresholds,
  });
}

function resolveTenant(tenant: TenantInput, input: ConfigInput, folders: Folders): TenantConfig {
  return {
    name: tenant.name,
    tenantId: tenant.tenantId.toLowerCase(),
    enabled: tenant.enabled,
    credential: resolveCredential(tenant.credential, folders),
    mail: {
      to: uniqueRecipients(tenant.mail?.to ?? input.mail.to),
      technicalContacts: tenant.mail?.technicalContacts ?? false,
      language: tenant.mail?.language ?? "auto",
    },
    thresholds: mergeThresholds(input.thresholds, tenant.thresholds ?? {}),
  };
}

function mergeThresholds(
  common: Thresholds,
  own: { [Name in keyof Thresholds]?: number | undefined },
): Thresholds {
  const set = Object.entries(own).filter(([, limit]) => limit !== undefined);
  return { ...common, ...Object.fromEntries(set) };
}

function resolveCredential(credential: TenantInput["credential"], folders: Folders): CredentialChoice {
  switch (credential.type) {
    case "clientCertificate":
      return { ...credential, certificateFile: resolvePath(folders.config, credential.certificateFile) };
    case "workloadIdentity":
      return credential.tokenFile === undefined
        ? { ...credential }
        : { ...credential, tokenFile: resolvePath(folders.config, credential.tokenFile) };
    default:
      return { ...credential };
  }
}

const portOf = { none: 25, starttls: 587, tls: 465 } as const;

type TransportInput = ConfigInput["mail"]["transport"];

function resolveTransport(transport: TransportInput, input: ConfigInput, folders: Folders): TransportConfig {
  const timeoutMs = transport.timeoutSeconds * second;
  if (transport.type === "graph") {
    const { type, sender, format, saveToSentItems } = transport;
    return { type, sender, format, saveToSentItems, timeoutMs, ...resolveSignIn(transport, input, folders) };
  }
  const { type, host, tls, auth } = transport;
  return {
    type,
    host,
    port: transport.port ?? portOf[tls],
    tls,
    caFile: absolute(transport.caFile, folders.config),
    auth: auth ? resolveAuth(auth, input, folders) : null,
    timeoutMs,
  };
}

type AuthInput = NonNullable<Extract<TransportInput, { type: "smtp" }>["auth"]>;

function resolveAuth(auth: AuthInput, input: ConfigInput, folders: Folders): SmtpAuth {
  if (auth.type === "password") return auth;
  const { type, user, scope = null } = auth;
  return { type, user, scope, ...resolveSignIn(auth, input, folders) };
}

/** Whom to sign in as: a configured tenant's app, or an app of its own. That one of them is named, cross-check has seen to. */
function resolveSignIn(
  choice: Pick<Extract<TransportInput, { type: "graph" }>, "tenant" | "tenantId" | "credential">,
  { tenants }: ConfigInput,
  folders: Folders,
): { tenantId: string; credential: CredentialChoice } {
  const named = tenants.find((tenant) => tenant.name === choice.tenant) ?? tenants[0];
  const tenantId = choice.tenantId ?? named?.tenantId ?? "";
  const credential = choice.credential ?? named?.credential;
  if (!credential) throw new Error("a transport without a sign-in passed the checks");
  return { tenantId: tenantId.toLowerCase(), credential: resolveCredential(credential, folders) };
}

function resolveAudience(
  audience: { tenants: string[]; findings: Audience["findings"]; minSeverity?: Severity | undefined },
  minSeverity: Severity,
): Audience {
  return {
    tenants: audience.tenants,
    findings: audience.findings,
    minSeverity: audience.minSeverity ?? minSeverity,
  };
}

function resolveChannel(
  channel: ConfigInput["channels"][number],
  minSeverity: Severity,
  folders: Folders,
): ChannelConfig {
  return {
    ...resolveAudience(channel, minSeverity),
    name: channel.name,
    type: channel.type,
    url: channel.url,
    secret: "secret" in channel ? (channel.secret ?? null) : null,
    language: channel.language ?? "auto",
    caFile: absolute(channel.caFile, folders.config),
    timeoutMs: channel.timeoutSeconds * second,
  };
}

function resolveRules(rules: ConfigInput["alerts"]["rules"]): AlertRules {
  const entries = findingIds.map((id): [string, AlertRule] => {
    const { pendingPolls, pendingFor, remindEvery } = rules[id];
    const every = remindEvery === "never" || remindEvery === undefined ? null : parseDuration(remindEvery);
    return [
      id,
      {
        pendingPolls,
        pendingMs: pendingFor === undefined ? 0 : parseDuration(pendingFor),
        remindEveryMs:
          remindEvery === undefined
            ? defaultAlertRules[id].remindEveryMs
            : { info: every, warning: every, critical: every },
      },
    ];
  });
  return Object.fromEntries(entries) as AlertRules;
}

function resolveWindow(window: ConfigInput["maintenance"][number], timeZone: string): MaintenanceWindow {
  const { name, tenants, findings } = window;
  return {
    name,
    tenants,
    findings,
    when:
      "cron" in window
        ? {
            type: "recurring",
            cron: window.cron,
            timeZone: window.timeZone ?? timeZone,
            durationMs: parseDuration(window.duration),
          }
        : { type: "once", from: Date.parse(window.from), to: Date.parse(window.to) },
  };
}

function resolveHeartbeat(
  heartbeat: NonNullable<ConfigInput["heartbeat"]>,
  folders: Folders,
): HeartbeatConfig {
  return {
    url: heartbeat.url,
    failUrl: heartbeat.failUrl ?? failUrlOf(heartbeat.url),
    method: heartbeat.method,
    caFile: absolute(heartbeat.caFile, folders.config),
    timeoutMs: heartbeat.timeoutSeconds * second,
  };
}

/** As Healthchecks has it: the same address, one step further. */
function failUrlOf(address: string): string {
  const url = new URL(address);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/fail`;
  return url.href;
}

function absolute(path: string | undefined, folder: string): string | null {
  return path === undefined ? null : resolvePath(folder, path);
}

/** An address that is listed twice would get every mail twice. */
function uniqueRecipients(recipients: (string | { address: string; language: "en" | "nl" })[]): Recipient[] {
  const byKey = new Map<string, Recipient>();
  for (const entry of recipients) {
    const recipient = typeof entry === "string" ? { address: entry, language: "auto" as const } : entry;
    const key = recipient.address.toLowerCase();
    if (!byKey.has(key)) byKey.set(key, recipient);
  }
  return [...byKey.values()];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}
