/**
 * In: a poll's transitions and who is to know. Out: what goes into the outbox: one notification for each group of
 * recipients that is told the same. Pure but for the ids it is handed.
 */
import { createHash } from "node:crypto";
import type { Transition } from "../domain/alert.ts";
import type { FindingId } from "../domain/finding.ts";
import type { Instant } from "../domain/instant.ts";
import type { Notification } from "../domain/notification.ts";
import type { ServiceIncident } from "../domain/reading.ts";
import { inTellingOrder } from "../domain/telling.ts";
import { type Group, groupByRecipient, includesAddress, type RoutingInput, type Threads } from "./route.ts";

export interface NotificationInput extends Omit<RoutingInput, "tenant"> {
  tenant: { name: string; tenantId: string };
  /** Microsoft's unresolved incidents. */
  incidents: readonly ServiceIncident[];
  /** The part behind the @ of our Message-IDs. */
  messageIdDomain: string;
  now: Instant;
  createId: () => string;
}

export function createNotifications(input: NotificationInput): Notification[] {
  return groupByRecipient({ ...input, tenant: input.tenant.name }).map((group) => {
    const id = input.createId();
    const transitions = inTellingOrder(group.transitions);
    return {
      id,
      channel: group.channel,
      tenants: [{ ...input.tenant, profile: input.profile }],
      language: group.language,
      recipients: group.recipients,
      transitions,
      incidents: transitions.some(mayExplain) ? [...input.incidents] : [],
      references: referencesOf(group, input.threads),
      messageId: `<${id}@${input.messageIdDomain}>`,
      createdAt: input.now,
      gatherKey: gatherKeyOf(group, transitions, input.tenant.name),
    };
  });
}

/** Earlier mails about these alerts that somebody of this group got, in the order they were written. */
function referencesOf({ channel, recipients, transitions }: Group, threads: Threads): string[] {
  const ids = transitions.flatMap(({ alertId }) =>
    (threads.get(alertId) ?? [])
      .filter((entry) => entry.channel === channel)
      .filter((entry) => entry.recipients.some((address) => includesAddress(recipients, address)))
      .map((entry) => entry.messageId),
  );
  return [...new Set(ids)];
}

/** The same recipients, the same trouble: its leading transition's finding and kind. A digest, for nothing of a tenant is in it. */
function gatherKeyOf(
  { channel, language, recipients }: Group,
  [leading]: Transition[],
  tenant: string,
): string {
  const who = recipients.map((address) => address.toLowerCase()).sort();
  // Which values are held back, and by whom, is what those mails are for: a digest of tenants would not say it.
  const isOwn = leading?.alert.finding === "object-errors";
  const what = [leading?.alert.finding, leading?.kind, ...(isOwn ? [tenant] : [])];
  return createHash("sha256")
    .update(JSON.stringify([channel, language, who, what]))
    .digest("base64url");
}

/** Troubles that an outage on Microsoft's side can cause; an expired certificate is none of them. */
const explainable = new Set<FindingId>([
  "sync-stale",
  "password-hash-sync-stale",
  "service-provisioning-errors",
  "job-quarantine",
  "job-failing",
  "job-entry-errors",
  "job-stalled",
  "blind",
]);

function mayExplain({ kind, alert }: Transition): boolean {
  return kind !== "resolved" && explainable.has(alert.finding);
}
