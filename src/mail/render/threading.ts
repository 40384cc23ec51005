/**
 * What makes mail programs show an incident's mails as one conversation: References and In-Reply-To for most of them,
 * Thread-Index and Thread-Topic for Exchange and Outlook. Gmail also wants one subject: see subject.ts.
 */
import type { Notification } from "../../domain/notification.ts";
import { messageIdValue } from "./headers.ts";
import { threadIndex } from "./thread-index.ts";

/** The first names the thread, the last ones hold it together where a mail went missing (RFC 5322, 3.6.4). */
const lastKept = 20;

export interface Thread {
  messageId: string;
  /** The incident's first mail; null for that one itself. */
  inReplyTo: string | null;
  /** The first first. */
  references: string[];
  headers: Record<string, string>;
}

/** `topic`: the subject without what stands before it in brackets. */
export function threadOf(notification: Notification, topic: string): Thread {
  const { transitions, createdAt } = notification;
  const messageId = messageIdValue(notification.messageId) ?? notification.id;
  const known = notification.references.map(messageIdValue).filter((id) => id !== null);
  const references = known.length <= lastKept ? known : [...known.slice(0, 1), ...known.slice(-lastKept)];
  return {
    messageId,
    inReplyTo: references[0] ?? null,
    references,
    headers: {
      "Thread-Topic": topic,
      "Thread-Index": threadIndex({
        rootMessageId: references[0] ?? messageId,
        rootAt: Math.min(createdAt, ...transitions.map(({ alert }) => alert.raisedAt)),
        messageId,
        at: createdAt,
      }),
    },
  };
}
