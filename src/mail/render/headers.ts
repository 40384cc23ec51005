/** The headers by which machines and inbox rules know our mails (design, section 5). No value carries CR or LF. */
import type { Notification } from "../../domain/notification.ts";
import { toldAs } from "../../domain/telling.ts";
import { safeLine } from "./safe-line.ts";

/** Mail servers cut a header of more than 100 KB; the file that comes with so large a digest has them all. */
const maxListed = 2_500;

/** A mail about several alerts lists them in each X-Sync-Health header, comma separated, in the mail's order. */
export function alertHeaders({ transitions, language }: Notification): Record<string, string> {
  const listed = transitions.slice(0, maxListed);
  return {
    "X-Sync-Health-Alert": headerList(listed.map(({ alertId }) => alertId)),
    "X-Sync-Health-Tenant": headerList(listed.map(({ alert }) => alert.tenant)),
    "X-Sync-Health-Finding": headerList(listed.map(({ alert }) => alert.finding)),
    "X-Sync-Health-State": headerList(listed.map(toldAs)),
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
    "Content-Language": language,
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
