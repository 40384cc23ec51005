/** Alerts, what people were told of them, and what holds them back, as answers have them. */
import { z } from "zod";
import { alertStates, toldKinds, transitionKinds, transitionReasons } from "../../domain/alert.ts";
import { languages } from "../../domain/catalog.ts";
import { component, count, flag, listOf, moment, partOf, severity, text } from "./schemas.ts";
import { facts } from "./schemas-facts.ts";
import { finding } from "./schemas-tenants.ts";

const way = z.enum(["command", "link", "page"]).describe("How they said so.");
export type Way = z.infer<typeof way>;

const alert = component(
  "Alert",
  "The remembered life of one finding on one subject of one tenant.",
  z.object({
    id: text.describe("The incident's ID, as mails and log have it."),
    tenant: text,
    finding,
    subject: text.describe("What it is about: `tenant`, a job ID, a domain, an app…"),
    subjectName: text.describe("The same for people; from the directory."),
    severity,
    code: text.nullable().describe("Microsoft's code."),
    state: z
      .enum(alertStates)
      .describe("`pending`: seen, but not for long enough to be told. `withdrawn`: gone before it was told."),
    since: moment.describe("When it began."),
    raisedAt: moment.nullable().describe("Null: it is pending."),
    changedAt: moment.nullable(),
    lastSeenAt: moment.describe("By a poll that found it."),
    resolvedAt: moment.nullable().describe("Null: it is not over."),
    title: text.describe("One line of English as of `lastSeenAt`, for people; may change."),
    flapping: flag.describe("It came and went so often that it ends only after a long calm."),
    acknowledged: z
      .object({ at: moment, by: text, reason: text, via: way })
      .nullable()
      .describe("Who said to be on it."),
    silenced: z
      .object({
        by: z.enum(["silence", "maintenance"]),
        name: text.describe("ID of the silence, or name of the window."),
        until: moment,
      })
      .nullable()
      .describe("What holds back its mails, as of the last poll."),
    catalogIds: z.array(text).describe("Catalog entries that explain it, the best first."),
    facts,
  }),
);
export type AlertAnswer = z.infer<typeof alert>;

export const alerts = listOf(
  "Alerts",
  "Alerts, the newest first; their facts without lists of objects.",
  alert,
);

const recipient = component(
  "Recipient",
  "What became of a notification for one recipient.",
  z.object({
    address: text.describe("Mail address; of another channel its name."),
    outcome: z.enum(["waiting", "accepted", "refused", "deferred"]),
    response: text.nullable().describe("The server's words, one line."),
    at: moment.nullable(),
    via: text.nullable().describe("The transport that the answer came through."),
  }),
);

const delivery = component(
  "Delivery",
  "A notification and what became of it.",
  z.object({
    id: text,
    channel: text.describe("`mail`, or the name of a configured channel."),
    state: z
      .enum(["queued", "sent", "dead", "merged", "dropped"])
      .describe("`merged`: told by a digest. `dropped`: its channel is no longer configured."),
    attempts: count,
    createdAt: moment,
    dueAt: moment.nullable().describe("When it is tried next."),
    endedAt: moment.nullable(),
    messageId: text,
    kinds: z.array(z.enum(toldKinds)).describe("What it tells."),
    alerts: z
      .array(z.object({ id: text, tenant: text, finding }))
      .describe("What it tells of; the first 20 in lists."),
    alertsTotal: count,
    recipients: z.array(recipient).describe("The first 20 in lists."),
    recipientsTotal: count,
  }),
);
export type DeliveryAnswer = z.infer<typeof delivery>;

export const deliveries = listOf("Deliveries", "Notifications, the newest first.", delivery);

export const deliveryDetails = component(
  "DeliveryDetails",
  "A notification with all its recipients and alerts, without its text.",
  delivery.extend({
    language: z.enum(languages).nullable().describe("Null: it became a part of a digest, or can't be read."),
  }),
);

const timelineEntry = component(
  "TimelineEntry",
  "One step in an alert's life.",
  z.object({
    kind: z.enum(transitionKinds),
    reason: z.enum(transitionReasons),
    at: moment,
    severity: severity.nullable().describe("How bad it was then."),
    by: text.nullable().describe("Who acknowledged or silenced it."),
    words: text.nullable().describe("What they said of it."),
    quiet: flag.describe("Nobody was told."),
  }),
);

export const alertDetails = component(
  "AlertDetails",
  "An alert with its timeline and the notifications about it.",
  alert.extend({
    timeline: z.array(timelineEntry).describe("The oldest first; the last 200."),
    timelineTotal: count,
    deliveries: z.array(delivery).describe("The newest first; at most 50."),
    deliveriesTotal: count,
  }),
);

const silence = component(
  "Silence",
  "Made by somebody; for its time nobody is told of what it covers.",
  z.object({
    id: text,
    tenant: text.nullable().describe("Null: every tenant."),
    finding: finding.nullable().describe("Null: every finding."),
    subject: text.nullable().describe("Null: every subject."),
    from: moment,
    to: moment,
    inForce: flag.describe("False: it is still to come."),
    by: text,
    reason: text,
    createdAt: moment,
  }),
);

const maintenance = component(
  "Maintenance",
  "A maintenance window of the configuration.",
  z.object({
    name: text,
    tenants: z.array(text).describe("Empty: every tenant."),
    findings: z.array(finding).describe("Empty: every finding."),
    from: moment.describe("When it began, or begins next."),
    to: moment,
    inForce: flag,
  }),
);

export type SilenceAnswer = z.infer<typeof silence>;
export type MaintenanceAnswer = z.infer<typeof maintenance>;

export const silences = component(
  "Silences",
  "Silences that have not ended, in the order of their beginning, and maintenance windows.",
  partOf(silence).extend({
    maintenance: z.array(maintenance).describe("Windows that are in force or come again; at most 100."),
    maintenanceTotal: count,
  }),
);
