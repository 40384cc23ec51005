/** The `mail` and `channels` part of the configuration's schema: who is told, and on what way. */
import { z } from "zod";
import { languages } from "../domain/catalog.ts";
import { findingIds } from "../domain/finding.ts";
import { severities } from "../domain/severity.ts";
import { channelName, guid, mailbox, path, recipient, secret, tenantName } from "./fields.ts";
import { host, secretUrl } from "./network-fields.ts";
import { credential } from "./schema-tenants.ts";
import { duration, timeZone } from "./time-fields.ts";

const signIn = {
  tenant: tenantName()
    .optional()
    .describe("Sign in as for this configured tenant; may be left out where there is only one."),
  tenantId: guid("the Entra admin center (Overview, Tenant ID)")
    .optional()
    .describe("Directory (tenant) ID to sign in to, where it is not one of the watched ones."),
  credential: credential.optional().describe("How to sign in there; goes with tenantId."),
};

const smtpAuth = z.union([
  z.strictObject({
    type: z.literal("password").default("password").describe("A user name and its password."),
    user: z.string().min(1).describe("Account at the mail server."),
    password: secret("Its password; best kept out of this file by a reference."),
  }),
  z.strictObject({
    type: z.literal("xoauth2").describe("A token in place of a password, as Exchange Online wants it."),
    user: z.string().min(1).describe("Mailbox to sign in to at the mail server."),
    ...signIn,
    scope: z
      .string()
      .min(1)
      .optional()
      .describe("What the token is asked for; default that of Exchange Online in the configured cloud."),
  }),
]);

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
  auth: smtpAuth.optional().describe("Leave out where the relay trusts the host."),
  timeoutSeconds: z.int().min(1).max(600).default(30).describe("Longest silence of the mail server."),
});

const graph = z.strictObject({
  type: z.literal("graph").describe("Through Graph sendMail, as an application; needs Mail.Send."),
  sender: z
    .string()
    .min(1)
    .max(254)
    .describe(
      "Exchange Online mailbox that sends: its sign-in name or object ID; mail.from should be its address.",
    ),
  ...signIn,
  format: z
    .enum(["mime", "json"])
    .default("mime")
    .describe("mime keeps every header; json only those that Graph allows, so that mails do not thread."),
  saveToSentItems: z
    .boolean()
    .default(false)
    .describe("json: true keeps a copy in the mailbox; with mime Graph always keeps one."),
  timeoutSeconds: z.int().min(1).max(600).default(30).describe("Longest time for one mail."),
});

const transport = z.discriminatedUnion("type", [smtp, graph]);

const recipients = z.array(recipient()).min(1);

const audience = {
  tenants: z.array(tenantName()).default([]).describe("Names of tenants; none: all of them."),
  findings: z.array(z.enum(findingIds)).default([]).describe("Ids of findings; none: all of them."),
  minSeverity: z.enum(severities).optional().describe("Milder ones do not count; default mail.minSeverity."),
};

const route = z.strictObject({
  ...audience,
  to: recipients.describe("Who gets them."),
  only: z
    .boolean()
    .default(false)
    .describe("true keeps them from the usual recipients; false tells these as well."),
});

const fallback = z
  .strictObject({
    after: duration().default("15m").describe("The first transport must have failed for so long."),
    transport: transport.describe("The other way."),
  })
  .optional()
  .describe("Another way for mails that the first one does not take; the first is still tried before it.");

export const mail = z
  .strictObject({
    from: mailbox().describe("The sender, as in Sync health <sync-health@contoso.example>."),
    to: recipients.describe("Who gets the mails of every tenant that names nobody else."),
    transport: transport.describe("How mail leaves."),
    fallback,
    routes: z
      .array(route)
      .default([])
      .describe("Who is told of certain tenants, findings or severities; every route that fits is taken."),
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

const channel = (type: "webhook" | "teams", why: string) => ({
  name: channelName().describe("Short and unique; seen in logs and where deliveries are listed."),
  type: z.literal(type).describe(why),
  url: secretUrl("Where it is posted; https, or http inside a trusted network."),
  ...audience,
  language: z
    .enum(languages)
    .optional()
    .describe("Language of its texts; default as for the tenant's mails."),
  caFile: path()
    .optional()
    .describe(
      "PEM file with authorities to trust beside the usual ones; relative to the configuration file.",
    ),
  timeoutSeconds: z.int().min(1).max(600).default(30).describe("Longest time for one post."),
});

export const channels = z
  .array(
    z.discriminatedUnion("type", [
      z.strictObject({
        ...channel("webhook", "A JSON document by POST, for programs."),
        secret: secret("Signs each post, so that the receiver knows it is ours.").optional(),
      }),
      z.strictObject({ ...channel("teams", "An adaptive card, for a Workflow in Microsoft Teams.") }),
    ]),
  )
  .default([])
  .describe("Where else alerts go, beside the mails.");
