/** The facts of each finding as answers have them: the numbers and dates behind its title. */
import { z } from "zod";
import { blindReasons } from "../../domain/blindness.ts";
import { type FactsOf, type FindingId, findingIds } from "../../domain/finding.ts";
import { jobKinds } from "../../domain/job.ts";
import type { Plain } from "./plain.ts";
import { component, count, flag, moment, text } from "./schemas.ts";
import { namelessGroup, objectError, objectType, serviceError, unroutableUser } from "./schemas-readings.ts";

/** Lists of alerts leave out the lists of objects. */
type Told<Facts> = Facts extends { sample: infer Sample }
  ? Omit<Facts, "sample"> & { sample?: Sample }
  : Facts;
export type PlainFacts<Id extends FindingId> = Told<Plain<FactsOf[Id]>>;

const step = count.describe("How far it has got: higher with every limit it crosses.");
const truncated = flag.describe("There are more.");
const sampleOf = <Item extends z.ZodType>(item: Item) =>
  z.exactOptional(z.array(item).describe("At most 50; missing in lists of alerts."));

const jobFacts = {
  jobId: text,
  jobKind: z.enum(jobKinds),
  configuration: text,
  errorCode: text.nullable(),
  errorMessage: text.nullable(),
  errorIds: z.exactOptional(
    z
      .object({
        traceId: text.nullable(),
        correlationId: text.nullable(),
        trackingId: text.nullable(),
        timestamp: text.nullable(),
        requestId: z.exactOptional(text.nullable()),
      })
      .describe("For Microsoft's support."),
  ),
  tenantActionable: flag.nullable(),
  lastSuccessAt: moment.nullable(),
};

const counts = { users: count, groups: count, contacts: count };

const factsSchemas = {
  "sync-stale": z.object({
    lastSyncAt: moment.nullable(),
    basis: z.enum(["organization", "jobs"]).describe("What proves the last synchronization."),
    thresholdMinutes: z.number(),
  }),
  "sync-disabled": z.object({ lastSyncAt: moment.nullable(), syncEnabled: flag.nullable() }),
  "password-hash-sync-stale": z.object({
    lastPasswordSyncAt: moment,
    lastSyncAt: moment.nullable(),
    thresholdMinutes: z.number(),
  }),
  "object-errors": z.object({
    total: count.describe("Errors, not objects: one object can have two."),
    ...counts,
    added: count,
    fixed: count,
    truncated,
    oldestAt: moment.nullable(),
    sample: sampleOf(objectError),
  }),
  "service-provisioning-errors": z.object({
    total: count,
    services: z.array(z.object({ service: text, count })),
    truncated,
    sample: sampleOf(serviceError),
  }),
  "job-quarantine": z.object({
    ...jobFacts,
    reason: text.nullable(),
    seriesBeganAt: moment.nullable(),
    nextAttemptAt: moment.nullable(),
    seriesCount: count,
    disableAt: moment.nullable().describe("Microsoft disables the job then."),
  }),
  "job-delete-threshold": z.object({
    ...jobFacts,
    seriesBeganAt: moment.nullable(),
    nextAttemptAt: moment.nullable(),
    disableAt: moment.nullable(),
    threshold: z.number().nullable(),
  }),
  "job-failing": z.object({ ...jobFacts, successiveFailures: count, lastRunAt: moment.nullable() }),
  "job-entry-errors": z.object({
    ...jobFacts,
    escrowed: count.describe("Objects that the last run held back, by the job's own count."),
    failing: count.describe("Objects whose last row in the provisioning log is a failure."),
    truncated: z.exactOptional(truncated),
    codes: z.array(z.object({ code: text, count })),
    sample: sampleOf(
      z.object({
        name: text.nullable(),
        code: text.nullable(),
        reason: text.nullable(),
        at: moment,
      }),
    ),
  }),
  "job-stalled": z.object({
    ...jobFacts,
    lastActivityAt: moment.nullable(),
    thresholdMinutes: z.number(),
    intervalMinutes: z.number(),
  }),
  "job-paused": z.object({
    ...jobFacts,
    pause: z.enum(["paused", "disabled", "not-configured", "escrows-pruned"]),
  }),
  "object-quota": z.object({
    step,
    used: z.number(),
    total: z.number(),
    percent: z.number(),
    thresholdPercent: z.number(),
  }),
  "synced-objects-drop": z.object({
    step,
    objectType,
    before: count,
    beforeAt: moment,
    after: count,
    percent: z.number(),
  }),
  "unroutable-upn": z.object({
    total: count,
    suffixes: z.array(z.object({ suffix: text, count })),
    truncated,
    sample: sampleOf(unroutableUser),
  }),
  "orphaned-synced-objects": z.object({ ...counts, total: count }),
  "group-name-empty": z.object({ total: count, truncated, sample: sampleOf(namelessGroup) }),
  "federation-certificate": z.object({
    step,
    domain: text,
    thumbprint: text,
    expiresAt: moment,
    nextExpiresAt: moment.nullable().describe("Of the certificate that takes over; null: none is known."),
    thresholdDays: z.number(),
    updateResult: text.nullable(),
    updatedAt: moment.nullable(),
  }),
  "sync-principal-missing": z.object({
    appId: text,
    disabled: flag.describe("Present, but switched off."),
    lastSeenAt: moment.nullable(),
  }),
  "credential-expiry": z.object({
    step,
    owner: z.enum(["monitor", "connect"]),
    appId: text,
    appName: text.nullable(),
    credential: z.enum(["secret", "certificate"]),
    keyId: text.nullable(),
    keyName: text.nullable(),
    expiresAt: moment,
    thresholdDays: z.number(),
  }),
  "delete-protection-off": z.object({ threshold: z.number().nullable(), clientVersion: text.nullable() }),
  "notification-gap": z.object({ gap: z.literal("no-technical-mails") }),
  blind: z.object({
    probes: z.array(text).describe("Those that could not look."),
    wholeTenant: flag,
    reason: z.enum(blindReasons),
    atSignIn: z.exactOptional(flag.describe("It did not come further than the sign-in service.")),
    detail: text,
    errorCode: text.nullable(),
    permission: text.nullable().describe("The permission that would end it, where one is known."),
    requestId: text.nullable(),
    polls: count.describe("In a row, without sight."),
    lastSeenAt: moment.nullable(),
  }),
} satisfies { [Id in FindingId]: z.ZodType<PlainFacts<Id>> };

const named = findingIds.map((id) => component(componentName(id), `Facts of \`${id}\`.`, factsSchemas[id]));

export const facts = component("Facts", "By the alert's finding.", z.union(named));

/** `sync-stale`: SyncStaleFacts. */
function componentName(id: FindingId): string {
  return `${id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Facts`;
}
