/** In: a poll's transitions and who is to know. Out: what goes into the outbox. Pure but for the ids it is handed. */
import type { Transition } from "../domain/alert.ts";
import { type Language, languages } from "../domain/catalog.ts";
import type { FindingId } from "../domain/finding.ts";
import type { Instant } from "../domain/instant.ts";
import type { Notification } from "../domain/notification.ts";
import type { ServiceIncident } from "../domain/reading.ts";
import { compareSeverity, type Severity } from "../domain/severity.ts";
import type { TenantProfile } from "../domain/tenant.ts";

export interface NotificationInput {
  tenant: { name: string; tenantId: string };
  profile: TenantProfile;
  recipients: readonly string[];
  /** `auto`: the tenant's preferred language where we speak it, else English. */
  language: Language | "auto";
  minSeverity: Severity;
  /** Microsoft's unresolved incidents. */
  incidents: readonly ServiceIncident[];
  transitions: readonly Transition[];
  /** Message-IDs of earlier mails per alert id, the first first. */
  threads: ReadonlyMap<string, readonly string[]>;
  /** The part behind the @ of our Message-IDs. */
  messageIdDomain: string;
  now: Instant;
  createId: () => string;
}

export function createNotifications(input: NotificationInput): Notification[] {
  return input.transitions
    .filter((transition) => isWorthAMail(transition, input))
    .map((transition) => {
      const id = input.createId();
      return {
        id,
        tenant: input.tenant.name,
        tenantId: input.tenant.tenantId,
        profile: input.profile,
        language: chooseLanguage(input),
        recipients: [...input.recipients],
        transitions: [transition],
        incidents: mayExplain(transition) ? [...input.incidents] : [],
        references: [...(input.threads.get(transition.alertId) ?? [])],
        messageId: `<${id}@${input.messageIdDomain}>`,
        createdAt: input.now,
      };
    });
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

/** Who was told of the beginning is told of the end, however mild it had become. */
function isWorthAMail({ alertId, alert }: Transition, { minSeverity, threads }: NotificationInput): boolean {
  return compareSeverity(alert.last.severity, minSeverity) >= 0 || (threads.get(alertId)?.length ?? 0) > 0;
}

function chooseLanguage({ language, profile }: NotificationInput): Language {
  if (language !== "auto") return language;
  const preferred = profile.preferredLanguage?.toLowerCase().split("-")[0];
  return languages.find((known) => known === preferred) ?? "en";
}
