/** The headers by which machines and inbox rules know our mails (design, section 5). No value carries CR or LF. */
import type { Notification } from "../../domain/notification.ts";
import { safeLine } from "./safe-line.ts";

/** A mail about several alerts lists them in each X-Sync-Health header, comma separated, in the mail's order. */
export function mailHeaders(notification: Notification): Record<string, string> {
  const { transitions } = notification;
  return {
    "X-Sync-Health-Alert": headerList(transitions.map(({ alertId }) => alertId)),
    "X-Sync-Health-Tenant": headerList(transitions.map(() => notification.tenant)),
    "X-Sync-Health-Finding": headerList(transitions.map(({ alert }) => alert.finding)),
    "X-Sync-Health-State": headerList(transitions.map(({ kind }) => kind)),
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
    "Content-Language": notification.language,
  };
}

function headerList(values: string[]): string {
  return values.map((value) => headerValue(value).replaceAll(",", "")).join(", ");
}

/** One header value: a single clean line. */
export function headerValue(value: string): string {
  return safeLine(value, 500);
}

/** A Message-ID as we made it, without anything that could end the header early; null when nothing is left. */
export function messageIdValue(id: string): string | null {
  return headerValue(id).replace(/[\s,;]/g, "") || null;
}

/** The part behind the @ of the sender: Message-IDs are made under a name that is ours. */
export function messageIdDomain(from: string): string {
  return /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? "sync-health-monitor.invalid";
}
