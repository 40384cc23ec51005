/** The `tenants`, `cloud` and `thresholds` part of the configuration's schema. */
import { z } from "zod";
import { languages } from "../domain/catalog.ts";
import { defaultThresholds, type Thresholds } from "../domain/thresholds.ts";
import { guid, path, recipient, secret, tenantName } from "./fields.ts";
import { httpsUrl } from "./network-fields.ts";

export const cloudNames = ["global", "usgov", "dod", "china"] as const;

export const cloud = z
  .union([
    z.enum(cloudNames),
    z.strictObject({
      graph: httpsUrl().describe("Root of Graph; https only, because tokens travel there."),
      authority: httpsUrl().describe(
        "Root of the sign-in service; https only, because secrets travel there.",
      ),
      caFile: path()
        .optional()
        .describe(
          "PEM file with authorities to trust beside the usual ones; relative to the configuration file.",
        ),
    }),
  ])
  .default("global")
  .describe(
    "Which Microsoft cloud holds the tenants: a name, or addresses of your own (gateway, test double).",
  );

const appIdWhere = "the app registration's overview (Application (client) ID)";
const clientId = () => guid(appIdWhere).describe("Application (client) ID of the app registration.");

export const credential = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("clientSecret").describe("A secret of the app registration: simplest, and it expires."),
      clientId: clientId(),
      clientSecret: secret("The secret's value, not its id; best kept out of this file by a reference."),
    }),
    z.strictObject({
      type: z.literal("clientCertificate").describe("A certificate of the app registration."),
      clientId: clientId(),
      certificateFile: path().describe(
        "PEM file with the certificate and its private key; relative to the configuration file.",
      ),
      certificatePassword: secret("Password of the private key, where it has one.").optional(),
    }),
    z.strictObject({
      type: z
        .literal("managedIdentity")
        .describe("The identity of the Azure host it runs on: nothing to keep."),
      clientId: guid("the managed identity's overview (Client ID)")
        .optional()
        .describe("Client ID of a user-assigned identity; without it, the system-assigned one."),
    }),
    z.strictObject({
      type: z.literal("workloadIdentity").describe("A federated token, as Kubernetes hands it out."),
      clientId: clientId(),
      tokenFile: path()
        .optional()
        .describe(
          "File with the federated token; default what AZURE_FEDERATED_TOKEN_FILE names; relative to the configuration file.",
        ),
    }),
  ])
  .describe("How to sign in to the tenant; read-only permissions are enough.");

const why: Record<keyof Thresholds, string> = {
  syncStaleWarningMinutes: "No directory sync for so many minutes is a warning; three cycles of 30 minutes.",
  syncStaleCriticalMinutes: "No directory sync for so many minutes is critical; Microsoft mails at 24 hours.",
  passwordHashSyncStaleMinutes:
    "No password hash sync for so many minutes is critical, where it was ever seen.",
  jobFailingWarningCount: "So many failed runs of a job in a row are a warning.",
  jobFailingCriticalCount: "So many failed runs of a job in a row are critical.",
  jobStalledIntervals: "A job without a run for so many of its own intervals is stalled.",
  jobStalledMinutes: "A job is never called stalled sooner than this many minutes.",
  jobEntryErrorsCount: "So many objects that a job could not write are a warning.",
  objectQuotaWarningPercent: "So much of the object quota in use is a warning; told again at 90 and 95.",
  objectQuotaCriticalPercent: "So much of the object quota in use is critical.",
  syncedObjectsDropPercent: "So much less than a day before, of users, groups or contacts, is critical.",
  syncedObjectsDropCount: "So many fewer than a day before, of users, groups or contacts, is critical.",
  syncedObjectsDropMinimum: "A loss of fewer than this many is never told.",
  federationCertificateWarningDays:
    "A federated domain's signing certificate that expires within so many days is a warning.",
  federationCertificateCriticalDays: "One that expires within so many days is critical.",
  credentialExpiryWarningDays:
    "A secret or certificate of synchronization or of this monitor that expires within so many days is a warning.",
  credentialExpiryCriticalDays: "One that expires within so many days is critical.",
  blindPolls: "So many polls in a row without sight are reported.",
  resolveAfterPolls: "So many good polls in a row resolve an alert; more calms a flapping one.",
};
const thresholdNames = Object.keys(why) as (keyof Thresholds)[];

/** Minutes may have a fraction (useful in a trial), counts may not; a year is the longest that makes sense. */
function limit(name: keyof Thresholds) {
  if (name.endsWith("Minutes")) return z.number().positive().max(525_600);
  if (name.endsWith("Percent")) return z.number().positive().max(100);
  if (name.endsWith("Days")) return z.number().positive().max(365);
  return z
    .int()
    .min(1)
    .max(name.startsWith("syncedObjects") ? 1_000_000 : 1_000);
}

function thresholdShape<Field extends z.ZodType>(field: (name: keyof Thresholds) => Field) {
  return Object.fromEntries(thresholdNames.map((name) => [name, field(name)])) as Record<
    keyof Thresholds,
    Field
  >;
}

export const thresholds = z
  .strictObject(thresholdShape((name) => limit(name).default(defaultThresholds[name]).describe(why[name])))
  .prefault({})
  .describe("When a reading becomes a finding, for every tenant that says nothing else.");

const tenantThresholds = z
  .strictObject(thresholdShape((name) => limit(name).optional().describe(why[name])))
  .optional()
  .describe("When a reading becomes a finding in this tenant; each default is the value under thresholds.");

export const tenants = z
  .array(
    z.strictObject({
      name: tenantName().describe(
        "Short and unique: lower-case letters, digits, hyphens; seen in logs, metrics and addresses.",
      ),
      tenantId: guid("the Entra admin center (Overview, Tenant ID)").describe(
        "Directory (tenant) ID; unique.",
      ),
      credential,
      mail: z
        .strictObject({
          to: z
            .array(recipient())
            .min(1)
            .optional()
            .describe("Who gets this tenant's mails, instead of mail.to."),
          technicalContacts: z
            .boolean()
            .default(false)
            .describe(
              "true tells the tenant's own technical contacts too (technicalNotificationMails); the probe notification-gap reads them.",
            ),
          language: z
            .enum(languages)
            .optional()
            .describe(
              "Language of this tenant's mails; default the tenant's own preferred language, then en.",
            ),
        })
        .optional()
        .describe("Recipients and language of this tenant alone."),
      thresholds: tenantThresholds,
      enabled: z.boolean().default(true).describe("false leaves the tenant out without losing its settings."),
    }),
  )
  .min(1)
  .describe("The tenants to watch, one or more.");
