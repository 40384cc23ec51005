/**
 * The configuration's schema: every key, its type, limits, default and reason. The one source of the types,
 * of `config/monitor.schema.json` and of `docs/configuration.md`. Unknown keys are refused everywhere.
 */
import { z } from "zod";
import { type ProbeId, probeFacts, probeIds } from "../domain/probes.ts";
import { path } from "./fields.ts";
import { alerts, heartbeat, maintenance } from "./schema-alerts.ts";
import { channels, mail } from "./schema-mail.ts";
import { status } from "./schema-status.ts";
import { cloud, tenants, thresholds } from "./schema-tenants.ts";
import { cron, duration, formatDuration } from "./time-fields.ts";

const probe = (id: ProbeId) =>
  z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe("false switches the probe off; its alerts then stay as they are."),
      every: cadence(probeFacts[id].everyMs),
    })
    .prefault({})
    .describe(probeFacts[id].why);

function cadence(everyMs: number | null) {
  const why = "Look no more often than this, as in 15m, 1h or 1d";
  if (everyMs === null) return duration().optional().describe(`${why}; default every poll.`);
  return duration().default(formatDuration(everyMs)).describe(`${why}.`);
}

const probes = z
  .strictObject(
    Object.fromEntries(probeIds.map((id) => [id, probe(id)])) as Record<ProbeId, ReturnType<typeof probe>>,
  )
  .prefault({})
  .describe("Cadence and switch of each probe.");

const poll = z
  .strictObject({
    cron: cron().default("*/5 * * * *").describe("When to poll: five fields, or six with seconds first."),
    concurrency: z
      .int()
      .min(1)
      .max(64)
      .default(8)
      .describe("Tenants polled at once; more is faster, fewer is kinder."),
    jitterSeconds: z
      .int()
      .min(0)
      .max(300)
      .default(10)
      .describe("Each tenant's poll starts up to so much later, so that a fleet does not call at once."),
    timeoutSeconds: z
      .int()
      .min(1)
      .max(3600)
      .default(120)
      .describe("Longest time for one whole poll of one tenant."),
    requestTimeoutSeconds: z
      .int()
      .min(1)
      .max(600)
      .default(30)
      .describe("Longest time for one request to Microsoft; never more than timeoutSeconds."),
  })
  .prefault({})
  .describe("When and how hard to look.");

const store = z
  .strictObject({
    type: z.literal("sqlite").default("sqlite").describe("SQLite; nothing else in this version."),
    path: path()
      .default("./data/monitor.db")
      .describe("Database file; its folder is made when needed; relative to the working directory."),
  })
  .prefault({})
  .describe("Where alerts and unsent mails are kept.");

const logLevels = ["trace", "debug", "info", "warn", "error"] as const;

const log = z
  .strictObject({
    level: z.enum(logLevels).default("info").describe("Least level that is written."),
    destination: path().default("stdout").describe("stdout, or a file; relative to the working directory."),
  })
  .prefault({})
  .describe("The JSON log.");

export const configShape = z
  .strictObject({
    cloud,
    tenants,
    poll,
    probes,
    mail,
    channels,
    alerts,
    maintenance,
    heartbeat,
    store,
    status,
    log,
    thresholds,
  })
  .meta({ title: "Configuration of sync-health-monitor" });

/** As written in the file, after references are resolved and defaults filled in. */
export type ConfigInput = z.output<typeof configShape>;
