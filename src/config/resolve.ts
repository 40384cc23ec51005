/** From the checked file to the configuration in use: merges, defaults that depend on others, absolute paths, milliseconds. */
import { resolve as resolvePath } from "node:path";
import { second } from "../domain/instant.ts";
import { probeIds } from "../domain/probes.ts";
import type { Thresholds } from "../domain/thresholds.ts";
import type { Config, TenantConfig } from "./config.ts";
import { catalogFolderName } from "./find-file.ts";
import { resolveAlerts, resolveHeartbeat, resolveWindow } from "./resolve-alerts.ts";
import { absolute, type Folders, resolveCredential } from "./resolve-files.ts";
import { resolveChannel, resolveMail, uniqueRecipients } from "./resolve-mail.ts";
import { resolveStatus } from "./resolve-status.ts";
import type { ConfigInput } from "./schema.ts";
import { parseDuration } from "./time-fields.ts";

type TenantInput = ConfigInput["tenants"][number];

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
    mail: resolveMail(input, folders),
    channels: input.channels.map((channel) => resolveChannel(channel, mail.minSeverity, folders)),
    alerts: resolveAlerts(input.alerts),
    maintenance: input.maintenance.map((window) => resolveWindow(window, mail.timeZone)),
    heartbeat: input.heartbeat ? resolveHeartbeat(input.heartbeat, folders) : null,
    store: { type: store.type, path: resolvePath(folders.working, store.path) },
    status: resolveStatus(input.status, folders),
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

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}
