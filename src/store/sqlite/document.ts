/** A notification as the outbox keeps it: JSON that may have been torn, or written by somebody else. */
import { type Notification, withoutLists } from "../../domain/notification.ts";

/** Null for one that is torn, or that is none. */
export function readNotification(document: string): Notification | null {
  try {
    const parsed = JSON.parse(document) as Partial<Notification>;
    const { tenants, transitions, incidents } = parsed;
    const isWhole =
      Array.isArray(tenants) &&
      Array.isArray(incidents) &&
      Array.isArray(transitions) &&
      transitions.every(({ alert }) => alert?.last?.facts);
    return isWhole ? (parsed as Notification) : null;
  } catch {
    return null;
  }
}

/** What is kept of one that has left; one that can't be read is left as it is. */
export function slimDocument(document: string): string {
  const notification = readNotification(document);
  return notification ? JSON.stringify(withoutLists(notification)) : document;
}
