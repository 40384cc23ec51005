/** Tenants as answers have them: how each stands, what is wrong in it, and how that was before. */
import { z } from "zod";
import { blindReasons } from "../../domain/blindness.ts";
import { findingIds } from "../../domain/finding.ts";
import { jobCodes, jobKinds } from "../../domain/job.ts";
import { probeIds } from "../../domain/probes.ts";
import { readingKinds } from "../../domain/reading-kinds.ts";
import { tenantStates } from "../../domain/report.ts";
import { component, count, flag, listOf, moment, severity, text } from "./schemas.ts";
import { objectHolder, objectType, readings } from "./schemas-readings.ts";

export const tenantState = z
  .enum(tenantStates)
  .describe("`unknown`: nothing worse is known, and a probe could not look or the daemon fell silent.");

export const finding = z.enum(findingIds);
const polledAt = moment.nullable().describe("Null: never.");
const staleAfter = moment
  .nullable()
  .describe("By when it should have been polled again; later than that the state is `unknown`.");
const sinceMoment = moment.describe(
  "When it began, by Microsoft's dates where they say, else when it was first seen.",
);
const code = text.nullable().describe("Microsoft's code; null where there is none.");

const foundHere = {
  id: finding.describe("Permanent."),
  subject: text.describe("What it is about: `tenant`, a job ID, a domain, an app…"),
  severity,
  code,
  since: sinceMoment,
};

const reportedFinding = component(
  "Finding",
  "One thing that is wrong with one subject.",
  z.object({
    ...foundHere,
    title: text.describe("One line of English, for people; may change."),
    watched: flag.describe(
      "False: every probe that could see it end is switched off; it stands as it was last seen.",
    ),
  }),
);

const blindness = component(
  "Blindness",
  "A probe that could not look.",
  z.object({
    probe: z.enum(probeIds),
    reason: z.enum(blindReasons),
    detail: text.describe("One line: what was asked, what came back."),
    optional: flag.describe("It can be done without, and does not make the state `unknown`."),
  }),
);

const tenantReport = component(
  "TenantReport",
  "A tenant as `sync-health status --format json` prints it.",
  z.object({
    name: text.describe("The tenant's name in the configuration."),
    tenantId: text,
    state: tenantState,
    findings: z.array(reportedFinding).describe("The worst first."),
    blind: z.array(blindness),
    readings,
    polledAt,
    staleAfter,
  }),
);

const outbox = component(
  "Outbox",
  "How the notifications stand.",
  z.object({
    queued: count.describe("Waiting to be delivered."),
    dead: count.describe("Given up lately, or about an alert that is still open."),
    oldestQueuedAt: moment.nullable(),
    lastDeadAt: moment.nullable(),
  }),
);

export const status = component(
  "Status",
  "All tenants, in the shape of `sync-health status --format json`.",
  z.object({ generatedAt: moment, tenants: z.array(tenantReport), outbox }),
);

const bounded = { total: count, truncated: flag.describe("There are more, which were not read.") };

const standingJob = component(
  "Job",
  "How a provisioning job of Cloud Sync stands.",
  z.object({
    id: text,
    kind: z.enum(jobKinds),
    configuration: text.describe("The Active Directory domain, else the configuration's name."),
    code: z.enum(jobCodes),
    paused: flag.describe("Paused, or switched off by its schedule."),
    successiveFailures: count,
    escrowed: count.describe("Objects that its last run held back."),
    lastSuccessAt: moment.nullable(),
    lastActivityAt: moment.nullable(),
    quarantine: z
      .object({
        reason: text.nullable(),
        beganAt: moment.nullable(),
        nextAttemptAt: moment.nullable(),
        disableAt: moment.nullable().describe("Microsoft disables the job then."),
      })
      .nullable(),
    deleteThreshold: z.number().nullable(),
  }),
);

export const tenant = component(
  "Tenant",
  "How a tenant stands. Null is what was never seen.",
  z.object({
    name: text.describe("The tenant's name in the configuration."),
    tenantId: text,
    displayName: text.nullable(),
    initialDomain: text.nullable(),
    state: tenantState,
    stale: flag.describe("It should have been polled again by now: nothing here says how it is."),
    polledAt,
    staleAfter,
    sync: z.object({
      switch: z.enum(["on", "off", "unknown"]),
      lastAt: moment.nullable().describe("The newest proof of a synchronization."),
      basis: z.enum(["organization", "jobs"]).describe("What proves it."),
    }),
    lastPasswordSyncAt: moment.nullable().describe("Null: never seen in use."),
    objectErrors: z.object({ ...bounded, newestAt: moment.nullable() }).nullable(),
    serviceErrors: z.object(bounded).nullable(),
    jobs: z.array(standingJob).nullable().describe("At most 50."),
    jobsTotal: count,
    quota: z.object({ used: z.number(), total: z.number() }).nullable(),
    deleteProtection: z
      .object({
        prevention: z.enum(["enabled-for-count", "enabled-for-percentage", "disabled", "unknown"]),
        threshold: z.number().nullable(),
      })
      .nullable(),
    objects: z
      .object({ users: count.nullable(), groups: count.nullable(), contacts: count.nullable() })
      .nullable()
      .describe("Synchronized objects."),
    connect: z
      .object({ machine: text.nullable(), version: text.nullable() })
      .nullable()
      .describe("The Entra Connect server, where the tenant says so."),
    verifiedDomains: count.nullable(),
    unroutableUsers: z.object(bounded).nullable(),
    blind: z.array(blindness.omit({ detail: true })),
    findings: z.array(z.object(foundHere)).describe("The worst first, at most 20."),
    findingsTotal: count,
    alerts: z
      .object({
        open: count,
        acknowledged: count.describe("Of the open ones."),
        silenced: count.describe("Of the open ones, by a silence or a maintenance window."),
      })
      .describe("Alerts of this tenant."),
  }),
);
export type TenantAnswer = z.infer<typeof tenant>;

export const tenants = listOf("Tenants", "Tenants that are polled.", tenant);

export const tenantReadings = component(
  "TenantReadings",
  "Every reading of a tenant as it was last seen.",
  z.object({
    name: text,
    tenantId: text,
    polledAt,
    staleAfter,
    readings,
    seenAt: z
      .partialRecord(z.enum(readingKinds), moment)
      .describe("When each kind was last seen; some are looked for once an hour or a day."),
    blind: z.array(blindness),
  }),
);

const historyPoint = component(
  "HistoryPoint",
  "One step, or several neighbouring ones. State, ages and errors: the worst of it; counts: the last.",
  z.object({
    at: moment.describe("When it began."),
    state: z.enum(tenantStates),
    syncAgeSeconds: count.nullable().describe("Age of the newest proof of a synchronization."),
    passwordSyncAgeSeconds: count.nullable(),
    objectErrors: count.nullable(),
    serviceErrors: count.nullable(),
    escrowed: count.nullable().describe("Objects that Cloud Sync jobs held back."),
    users: count.nullable(),
    groups: count.nullable(),
    contacts: count.nullable(),
    quotaUsed: count.nullable(),
    quotaTotal: count.nullable(),
  }),
);

export type HistoryPointAnswer = z.infer<typeof historyPoint>;

export const history = component(
  "History",
  "How a tenant stood over time, the oldest point first.",
  z.object({
    name: text,
    from: moment,
    to: moment,
    stepSeconds: count.describe("What is kept for that time: a step of so many seconds."),
    points: z.array(historyPoint).describe("None where the monitor did not run."),
  }),
);

const openObjectError = component(
  "OpenObjectError",
  "A value that Entra ID holds back. All is null of what an earlier version stored and no poll saw since.",
  z.object({
    objectType: objectType.nullable(),
    objectId: text.nullable(),
    displayName: text.nullable(),
    address: text.nullable().describe("Sign-in name of a user, mail address of a group or contact."),
    category: text.nullable().describe("`PropertyConflict` in every known case."),
    property: text.nullable().describe("`UserPrincipalName` or `ProxyAddresses`."),
    value: text.nullable().describe("The value that is held back."),
    occurredAt: moment.nullable(),
    firstSeenAt: moment.nullable().describe("When a poll first saw it."),
    holder: objectHolder.nullable().describe("Null: none was found, or none was looked for."),
  }),
);
export type ObjectErrorAnswer = z.infer<typeof openObjectError>;

export const objectErrors = listOf(
  "ObjectErrors",
  "Object errors that are open, the newest first.",
  openObjectError,
);

const tenantFinding = component(
  "TenantFinding",
  "One thing that is wrong in one tenant.",
  reportedFinding.extend({
    tenant: text,
    stale: flag.describe("Its tenant should have been polled again: it stands as it was last seen."),
  }),
);
export type TenantFinding = z.infer<typeof tenantFinding>;

export const findings = listOf("Findings", "What is wrong now, the worst first.", tenantFinding);
