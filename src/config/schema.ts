/**
 * The configuration's schema: every key, its type, limits, default and reason. The one source of the types,
 * of `config/monitor.schema.json` and of `docs/configuration.md`. Unknown keys are refused everywhere.
 */
import { z } from "zod";
import { type ProbeId, probeIds } from "../domain/reading.ts";
import { severities } from "../domain/severity.ts";
import { address, cron, duration, host, listen, mailbox, path, secret, timeZone } from "./fields.ts";
import { cloud, tenants, thresholds } from "./schema-tenants.ts";

/** Probe ids that are part of the contract but not of this version: accepted, with a warning. */
export const reservedProbeIds = [
  "object-errors",
  "service-provisioning-errors",
  "provisioning-log",
  "object-counts",
  "domains",
  "sync-principal",
  "credential-expiry",
  "delete-protection",
  "notification-gap",
  "service-incidents",
  "federation-certificate",
] as const;
type ReservedProbeId = (typeof reservedProbeIds)[number];

const probe = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe("false switches the probe off; its alerts then stay as they are."),
  every: duration()
    .optional()
    .describe("Look no more often than this, as in 15m, 1h or 1d; default every poll."),
});

const probeWhy: Record<ProbeId, string> = {
  organization: "Whether and when the directory and its passwords were last synchronized.",
  "provisioning-jobs": "The Cloud Sync jobs: runs, failures, quarantine.",
};

const probes = z
  .strictObject({
    ...(Object.fromEntries(probeIds.map((id) => [id, probe.prefault({}).describe(probeWhy[id])])) as Record<
      ProbeId,
      z.ZodPrefault<typeof probe>
    >),
    ...(Object.fromEntries(
      reservedProbeIds.map((id) => [id, probe.optional().describe("Reserved for a later version; ignored.")]),
    ) as Record<ReservedProbeId, z.ZodOptional<typeof probe>>),
  })
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

const smtp = z.strictObject({
  type: z.literal("smtp").describe("Through a mail server."),
  host: host().describe("Name or address of the mail server."),
  port: z
    .int()
    .min(1)
    .max(65535)
    .optional()
    .describe("Default 587 with starttls, 465 with tls, 25 with none."),
  tls: z
    .enum(["none", "starttls", "tls"])
    .default("starttls")
    .describe(
      "starttls is required, not tried; tls from the first byte; none only inside a trusted network.",
    ),
  caFile: path()
    .optional()
    .describe("PEM file with the server's authority, for a private one; relative to the configuration file."),
  auth: z
    .strictObject({
      user: z.string().min(1).describe("Account at the mail server."),
      password: secret("Its password; best kept out of this file by a reference."),
    })
    .optional()
    .describe("Leave out where the relay trusts the host."),
  timeoutSeconds: z.int().min(1).max(600).default(30).describe("Longest silence of the mail server."),
});

const mail = z
  .strictObject({
    from: mailbox().describe("The sender, as in Sync health <sync-health@contoso.example>."),
    to: z.array(address()).min(1).describe("Who gets the mails of every tenant that names nobody else."),
    transport: z.discriminatedUnion("type", [smtp]).describe("How mail leaves."),
    minSeverity: z
      .enum(severities)
      .default("warning")
      .describe("Milder findings are shown and logged, not mailed."),
    timeZone: timeZone().default("UTC").describe("IANA name of the zone that times in mails are given in."),
    retry: z
      .strictObject({
        giveUpAfter: duration()
          .default("3d")
          .describe("A mail that no server takes for so long is marked dead, and shown as such."),
      })
      .prefault({})
      .describe("How long an undeliverable mail is tried again."),
  })
  .describe("Who is told, and how.");

const store = z
  .strictObject({
    type: z.literal("sqlite").default("sqlite").describe("SQLite; nothing else in this version."),
    path: path()
      .default("./data/monitor.db")
      .describe("Database file; its folder is made when needed; relative to the working directory."),
  })
  .prefault({})
  .describe("Where alerts and unsent mails are kept.");

const status = z
  .strictObject({
    listen: listen()
      .default("127.0.0.1:8080")
      .describe("Address and port of the health checks and the status API; off for none."),
  })
  .prefault({})
  .describe("Where /healthz, /readyz and /api/v1/status answer.");

const logLevels = ["trace", "debug", "info", "warn", "error"] as const;

const log = z
  .strictObject({
    level: z.enum(logLevels).default("info").describe("Least level that is written."),
    destination: path().default("stdout").describe("stdout, or a file; relative to the working directory."),
  })
  .prefault({})
  .describe("The JSON log.");

export const configShape = z
  .strictObject({ cloud, tenants, poll, probes, mail, store, status, log, thresholds })
  .meta({ title: "Configuration of sync-health-monitor" });

/** As written in the file, after references are resolved and defaults filled in. */
export type ConfigInput = z.output<typeof configShape>;
