/** A notification: what one recipient group is told about transitions. Stored in the outbox, rendered on delivery. */

import type { Transition } from "./alert.ts";
import type { Language } from "./catalog.ts";
import type { Instant } from "./instant.ts";
import type { ServiceIncident } from "./reading.ts";
import type { TenantProfile } from "./tenant.ts";

export interface Notification {
  /** Stable; the Message-ID is made from it. */
  id: string;
  /** Configured tenant name. */
  tenant: string;
  tenantId: string;
  profile: TenantProfile;
  language: Language;
  recipients: string[];
  /** What happened, in the order the mail tells it; one or more. */
  transitions: Transition[];
  /** Microsoft's unresolved incidents that may be the cause. Absent in what an earlier version stored. */
  incidents?: ServiceIncident[];
  /** Message-IDs of the incident's earlier mails to this group, the first first. */
  references: string[];
  messageId: string;
  createdAt: Instant;
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

/** What the server said of one recipient. */
export interface RecipientResult {
  address: string;
  outcome: "accepted" | "refused" | "deferred";
  /** The server's words or the connection error, one line, bounded. */
  response: string;
}

/** Hands a mail over. Never throws for a delivery failure: every recipient gets a result. */
export interface Transport {
  name: string;
  send(mail: Mail, signal: AbortSignal): Promise<RecipientResult[]>;
  /** Goes as far as it can without sending: connects, encrypts, signs in. Never throws for a refusal. */
  verify(): Promise<{ works: boolean; response: string }>;
  close(): Promise<void>;
}
