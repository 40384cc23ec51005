/** The readings of a tenant as answers have them: the members that docs/output.md explains. */
import { z } from "zod";
import { jobCodes, jobKinds } from "../../domain/job.ts";
import type { SeenReading } from "../../domain/reading.ts";
import type { ReadingKind } from "../../domain/reading-kinds.ts";
import { objectTypes } from "../../domain/synced-object.ts";
import type { Plain } from "./plain.ts";
import { component, count, flag, moment, text } from "./schemas.ts";

/** One reading as answers have it: without its kind, each list with its true length beside it. */
type Told<Kind extends ReadingKind> = WithTotals<Plain<Omit<Extract<SeenReading, { kind: Kind }>, "kind">>>;
type WithTotals<Reading> = Reading & {
  [Key in keyof Reading as Reading[Key] extends unknown[] ? `${Key & string}Total` : never]: number;
};

const total = count.describe("Length of the whole list, of which there are at most 100 here.");
const truncated = flag.describe("There are even more, which were not read.");

export const objectType = z.enum(objectTypes);

const object = {
  objectType,
  objectId: text,
  displayName: text.nullable(),
  address: text.nullable().describe("Sign-in name of a user, mail address of a group or contact."),
};

export const objectHolder = component("ObjectHolder", "The object that has the value now.", z.object(object));

export const objectError = component(
  "ObjectError",
  "A value that Entra ID holds back, because another object has it.",
  z.object({
    ...object,
    category: text.nullable().describe("`PropertyConflict` in every known case."),
    property: text.nullable().describe("`UserPrincipalName` or `ProxyAddresses`."),
    value: text.nullable().describe("The value that is held back."),
    occurredAt: moment.nullable(),
    holder: z.exactOptional(
      objectHolder.nullable().describe("Null: none was found. Missing: none was looked for."),
    ),
    firstSeenAt: z.exactOptional(moment.describe("When a poll first saw it.")),
    standing: z.exactOptional(
      z
        .enum(["new", "open", "fixed"])
        .describe("Since the last mail about it: come up, still there, or gone."),
    ),
  }),
);

export const serviceError = component(
  "ServiceError",
  "An error that a service published on an object.",
  z.object({
    ...object,
    service: text.nullable().describe("As Microsoft writes it, up to the first slash."),
    detail: text.nullable().describe("Microsoft's words, one line."),
    createdAt: moment.nullable(),
  }),
);

export const unroutableUser = component(
  "UnroutableUser",
  "Who signs in with the initial domain, because the suffix on-premises is not verified.",
  z.object({
    id: text,
    displayName: text.nullable(),
    userPrincipalName: text.describe("The sign-in name that they got instead."),
    onPremisesUserPrincipalName: text.describe("The one that they have in Active Directory."),
  }),
);

export const namelessGroup = z.object({ id: text, mail: text.nullable() });

const jobError = component(
  "JobError",
  "What Microsoft says went wrong.",
  z.object({
    code: text.nullable(),
    message: text.nullable(),
    tenantActionable: flag.nullable().describe("Microsoft's opinion of whether the tenant can act."),
  }),
);

const job = component(
  "ProvisioningJob",
  "A provisioning job of Cloud Sync.",
  z.object({
    id: text,
    kind: z.enum(jobKinds),
    configuration: text.describe("The Active Directory domain, else the configuration's name."),
    servicePrincipalId: text,
    code: z.enum(jobCodes),
    schedule: z.object({
      state: z.enum(["Active", "Disabled", "Paused", "unknown"]),
      intervalMs: z.number().nullable().describe("Milliseconds between two runs; null: none."),
    }),
    successiveFailures: count.describe("Failed runs in a row."),
    escrowsPruned: flag.describe("Errors of single objects were dropped in the first cycle."),
    lastExecution: z
      .object({
        state: z.enum(["Succeeded", "Failed", "EntryLevelErrors", "unknown"]),
        beganAt: moment.nullable(),
        endedAt: moment.nullable(),
        error: jobError.nullable(),
        escrowed: count.describe("Objects held back in this run."),
      })
      .nullable()
      .describe("Null: there was no run."),
    lastSuccessAt: moment.nullable(),
    lastActivityAt: moment.nullable(),
    quarantine: z
      .object({
        reason: text.nullable().describe("Microsoft's word."),
        error: jobError.nullable(),
        seriesBeganAt: moment.nullable().describe("28 days later Microsoft disables the job."),
        currentBeganAt: moment.nullable(),
        nextAttemptAt: moment.nullable(),
        seriesCount: count.describe("Attempts that left it in force."),
      })
      .nullable()
      .describe("Null: it is in none."),
    deleteThreshold: z.number().nullable().describe("Deletions that stop the job."),
  }),
);

const logRow = component(
  "ProvisioningLogRow",
  "An object that a Cloud Sync job could not write, or wrote after all.",
  z.object({
    id: text,
    at: moment,
    jobId: text,
    outcome: z.enum(["failure", "success"]),
    code: text.nullable(),
    reason: text.nullable(),
    objectKey: text.describe("The object in Active Directory: its ID, or its name."),
    objectName: text.nullable(),
    action: text.nullable(),
  }),
);

const certificate = component(
  "Certificate",
  "A certificate's dates.",
  z.object({
    thumbprint: text.describe("SHA-1, upper-case hex."),
    subject: text.nullable(),
    notBefore: moment,
    notAfter: moment,
  }),
);

const federatedDomain = component(
  "FederatedDomain",
  "The signing certificates of a federated domain.",
  z.object({
    domain: text,
    signing: certificate.nullable().describe("Null: none, or none that can be read."),
    nextSigning: certificate.nullable().describe("The one that takes over."),
    updateResult: text.nullable().describe("Microsoft's word on its last attempt to fetch a new one."),
    updatedAt: moment.nullable(),
  }),
);

const app = component(
  "AppCredentials",
  "Secrets and certificates of an app: their dates, never a secret itself.",
  z.object({
    owner: z.enum(["monitor", "connect"]),
    appId: text,
    displayName: text.nullable(),
    credentials: z.array(
      z.object({
        keyId: text.nullable(),
        kind: z.enum(["secret", "certificate"]),
        displayName: text.nullable(),
        startsAt: moment.nullable(),
        expiresAt: moment.nullable(),
        inUse: flag.nullable().describe("The monitor signs in with this one; null: can't be told."),
      }),
    ),
  }),
);

const incident = component(
  "ServiceIncident",
  "An unresolved incident at Microsoft.",
  z.object({
    id: text.describe("As in `MO987654`."),
    title: text.nullable(),
    service: text.nullable(),
    status: text.nullable(),
    startedAt: moment.nullable(),
  }),
);

const readingSchemas = {
  organization: z.object({
    displayName: text.nullable(),
    initialDomain: text.nullable(),
    preferredLanguage: text.nullable(),
    syncEnabled: z
      .union([flag, z.null(), z.literal("unsaid")])
      .describe("False: it was on. Null: never on, or switched off. `unsaid`: Microsoft did not say."),
    lastSyncAt: moment.nullable(),
    verifiedDomains: z.array(text),
    verifiedDomainsTotal: total,
  }),
  "password-sync": z.object({ lastPasswordSyncAt: moment.nullable() }),
  "directory-quota": z.object({ quota: z.object({ used: z.number(), total: z.number() }).nullable() }),
  "provisioning-jobs": z.object({ jobs: z.array(job), jobsTotal: total }),
  "provisioning-log": z.object({ rows: z.array(logRow), rowsTotal: total, truncated }),
  "object-errors": z.object({ errors: z.array(objectError), errorsTotal: total, truncated }),
  "service-errors": z.object({ errors: z.array(serviceError), errorsTotal: total, truncated }),
  "object-counts": z.object({
    users: count.nullable(),
    groups: count.nullable(),
    contacts: count.nullable(),
  }),
  "unroutable-users": z.object({ users: z.array(unroutableUser), usersTotal: total, truncated }),
  "empty-group-names": z.object({ groups: z.array(namelessGroup), groupsTotal: total, truncated }),
  "federation-certificates": z.object({ domains: z.array(federatedDomain), domainsTotal: total }),
  "sync-principal": z.object({ present: flag, enabled: flag.nullable() }),
  "app-credentials": z.object({ apps: z.array(app), appsTotal: total, complete: flag }),
  "delete-protection": z.object({
    prevention: z.enum(["enabled-for-count", "enabled-for-percentage", "disabled", "unknown"]),
    threshold: z.number().nullable(),
    clientVersion: text.nullable(),
    clientMachine: text.nullable(),
  }),
  "notification-recipients": z.object({ technicalMails: z.array(text), technicalMailsTotal: total }),
  "service-incidents": z.object({ incidents: z.array(incident), incidentsTotal: total }),
} satisfies { [Kind in ReadingKind]: z.ZodType<Told<Kind>> };

export const readings = component(
  "Readings",
  "What was seen, by kind. A kind is missing when nothing of it was ever seen.",
  z.object(readingSchemas).partial(),
);
export type Readings = z.infer<typeof readings>;
