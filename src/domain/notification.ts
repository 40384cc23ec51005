/** A notification: what one recipient group is told about transitions. Stored in the outbox, rendered on delivery. */

import type { Transition } from "./alert.ts";
import type { Language } from "./catalog.ts";
import { withoutSample } from "./finding.ts";
import type { Instant } from "./instant.ts";
import type { ServiceIncident } from "./reading.ts";
import type { TenantProfile } from "./tenant.ts";

/** The channel that mails leave by; other channels have the names that the configuration gives them. */
export const mailChannel = "mail";

export interface Notification {
  /** Stable; the Message-ID is made from it. */
  id: string;
  /** `mail`, or the name of a configured channel. */
  channel: string;
  /** Whose alerts it tells of: one tenant, or in a digest all that fail alike. */
  tenants: NotifiedTenant[];
  language: Language;
  /** Mail addresses; of another channel its name alone. */
  recipients: string[];
  /**
   * What happened, in the order the mail tells it; one or more, all of a kind that is told. A list of objects in an
   * alert's facts (`sample`) is longer here than in the stored alert: all that the poll saw, for the attachment.
   */
  transitions: Transition[];
  /** Microsoft's unresolved incidents that may be the cause. */
  incidents: ServiceIncident[];
  /** Message-IDs of the incidents' earlier mails to these recipients, the first first. */
  references: string[];
  messageId: string;
  createdAt: Instant;
  /** The same for notifications that tell the same recipients of the same trouble, in whatever tenant. */
  gatherKey: string;
}

/** Without the lists of objects: they are long, name people, and are for the mails of one tenant that are yet to leave. */
export function withoutLists(notification: Notification): Notification {
  const transitions = notification.transitions.map((transition) => {
    const { alert } = transition;
    return { ...transition, alert: { ...alert, last: withoutSample(alert.last) } };
  });
  return { ...notification, transitions };
}

export interface NotifiedTenant {
  /** Configured name; what `Alert.tenant` holds. */
  name: string;
  tenantId: string;
  profile: TenantProfile;
}

/** An earlier notification about an alert, and who got it. */
export interface ThreadEntry {
  messageId: string;
  channel: string;
  recipients: string[];
}

/** How a storm of like notifications to the same recipients is going. */
export interface Burst {
  /** The one tenant it is about so far; null: several. */
  tenant: string | null;
  /** Mails it has led to, the one that is being gathered included. */
  mails: number;
  /** When the gathering of the last of them began, and when something was last added to it. */
  beganAt: Instant;
  lastAt: Instant;
  /** When that one leaves. */
  dueAt: Instant;
}

/** A mail ready for a transport; header values carry no CR or LF. */
export interface Mail {
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  inReplyTo: string | null;
  references: string[];
  date: Instant;
  attachments: { filename: string; contentType: string; content: string }[];
}

/** A JSON document ready to be posted to a channel's address. */
export interface Post {
  /** The notification's: the same at every try, so that a receiver can tell a second copy. */
  id: string;
  /** The channel's name, as the recipient that results are kept of. */
  to: string[];
  body: string;
  date: Instant;
}

/** What the other side said of one recipient. */
export interface RecipientResult {
  address: string;
  outcome: "accepted" | "refused" | "deferred";
  /** The server's words or the connection error, one line, bounded. */
  response: string;
  /** The transport that this answer came through. */
  via: string;
}

/** Hands a mail or post over. Never throws for a delivery failure: every recipient gets a result. */
export interface Transport<Content extends { to: string[] } = Mail> {
  /** For logs and people: `smtp`, `graph`, `webhook`, `teams`. */
  name: string;
  /** Where it goes, for people: host and port, mailbox, host of a web address. Never a secret. */
  target: string;
  send(content: Content, signal: AbortSignal): Promise<RecipientResult[]>;
  /** Goes as far as it can without sending: connects, encrypts, signs in. Never throws for a refusal. */
  verify(): Promise<{ works: boolean; response: string }>;
  close(): Promise<void>;
}
