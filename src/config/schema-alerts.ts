/** The `alerts`, `maintenance` and `heartbeat` part of the configuration's schema: when something is told, and when not. */
import { z } from "zod";
import { defaultAlertRules, defaultFlapRule } from "../domain/alert-rules.ts";
import { type FindingId, findingIds } from "../domain/finding.ts";
import { path, tenantName } from "./fields.ts";
import { secretUrl } from "./network-fields.ts";
import { cronOfWindow, duration, durationOrNever, formatDuration, instant, timeZone } from "./time-fields.ts";

const rule = (id: FindingId) =>
  z
    .strictObject({
      pendingPolls: z
        .int()
        .min(1)
        .max(1_000)
        .default(defaultAlertRules[id].pendingPolls)
        .describe(
          "Told once so many polls have seen it and none between saw it good; blind ones neither count nor reset it.",
        ),
      pendingFor: duration().optional().describe("Seen for so long before it is told; default not at all."),
      remindEvery: durationOrNever().optional().describe(remindDefault(id)),
    })
    .prefault({})
    .describe(`When ${id} is told, and how often again.`);

function remindDefault(id: FindingId): string {
  const { warning, critical } = defaultAlertRules[id].remindEveryMs;
  const say = (ms: number | null) => (ms === null ? "never" : formatDuration(ms));
  const both =
    warning === critical ? say(warning) : `${say(warning)} as a warning, ${say(critical)} when critical`;
  return `Told again so often while it is open and not acknowledged: a duration, or never; default ${both}.`;
}

const flapping = z
  .strictObject({
    raises: z
      .int()
      .min(2)
      .max(100)
      .default(defaultFlapRule.raises)
      .describe("Raised so often within that time, it is flapping."),
    within: duration().default(formatDuration(defaultFlapRule.withinMs)).describe("That time."),
    calm: duration()
      .default(formatDuration(defaultFlapRule.calmMs))
      .describe("A flapping alert ends only after good polls for so long."),
  })
  .prefault({})
  .describe("What comes and goes too often is told less often.");

export const alerts = z
  .strictObject({
    flapping,
    linkValidFor: duration().default("7d").describe("For so long the link in a mail acknowledges."),
    rules: z
      .strictObject(
        Object.fromEntries(findingIds.map((id) => [id, rule(id)])) as Record<
          FindingId,
          ReturnType<typeof rule>
        >,
      )
      .prefault({})
      .describe("Patience and reminders of each finding."),
  })
  .prefault({})
  .describe("The life of an alert, from the first sight to the last reminder.");

const covered = {
  name: z.string().min(1).max(100).describe("What it is; shown where it holds something back."),
  tenants: z.array(tenantName()).default([]).describe("Names of tenants; none: all of them."),
  findings: z.array(z.enum(findingIds)).default([]).describe("Ids of findings; none: all of them."),
};

export const maintenance = z
  .array(
    z.union([
      z.strictObject({
        ...covered,
        cron: cronOfWindow().describe("When it begins: five fields, or six with seconds first."),
        duration: duration().describe("How long it lasts."),
        timeZone: timeZone().optional().describe("Zone of the cron fields; default mail.timeZone."),
      }),
      z.strictObject({
        ...covered,
        from: instant().describe("When it begins, with its offset, as in 2026-12-01T20:00:00+01:00."),
        to: instant().describe("When it ends."),
      }),
    ]),
  )
  .default([])
  .describe("Times at which alerts are seen, stored and logged, but nobody is told of them.");

export const heartbeat = z
  .strictObject({
    url: secretUrl("Called after every complete round of polls."),
    failUrl: secretUrl(
      "Called instead when a round or the way of the mails failed; default url with /fail.",
    ).optional(),
    method: z
      .enum(["GET", "POST"])
      .default("POST")
      .describe("POST carries a few lines on what was seen; GET carries nothing."),
    caFile: path()
      .optional()
      .describe(
        "PEM file with authorities to trust beside the usual ones; relative to the configuration file.",
      ),
    timeoutSeconds: z.int().min(1).max(120).default(10).describe("Longest time for one call."),
  })
  .optional()
  .describe("A dead man's switch: a service that mails you when these calls stop. Healthchecks-compatible.");
