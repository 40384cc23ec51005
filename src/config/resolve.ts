/** From the checked file to the configuration in use: merges, defaults that depend on others, absolute paths, milliseconds. */
import { resolve as resolvePath } from "node:path";
import type { CredentialChoice } from "../domain/credential.ts";
import { second } from "../domain/instant.ts";
import { probeIds } from "../domain/probes.ts";
import type { Thresholds } from "../domain/thresholds.ts";
import type { Config, SmtpConfig, TenantConfig } from "./config.ts";
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
      to: uniqueAddresses(mail.to),
      transport: resolveTransport(mail.transport, folders),
      minSeverity: mail.minSeverity,
      timeZone: mail.timeZone,
      retry: { giveUpAfterMs: parseDuration(mail.retry.giveUpAfter) },
    },
    store: { type: store.type, path: resolvePath(folders.working, store.path) },
    status: { listen: parseListen(input.status.listen) },
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
      to: uniqueAddresses(tenant.mail?.to ?? input.mail.to),
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

function resolveTransport(transport: ConfigInput["mail"]["transport"], folders: Folders): SmtpConfig {
  return {
    type: transport.type,
    host: transport.host,
    port: transport.port ?? portOf[transport.tls],
    tls: transport.tls,
    caFile: absolute(transport.caFile, folders.config),
    auth: transport.auth ?? null,
    timeoutMs: transport.timeoutSeconds * second,
  };
}

function absolute(path: string | undefined, folder: string): string | null {
  return path === undefined ? null : resolvePath(folder, path);
}

/** An address that is listed twice would get every mail twice. */
function uniqueAddresses(addresses: string[]): string[] {
  const byKey = new Map<string, string>();
  for (const address of addresses) {
    if (!byKey.has(address.toLowerCase())) byKey.set(address.toLowerCase(), address);
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
