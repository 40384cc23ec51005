/** A notification without its lists of objects: they are long, and name people; once it has left nobody needs them. */
import type { Notification } from "../../domain/notification.ts";

export function withoutLists<Given extends Notification | null>(notification: Given): Given {
  for (const { alert } of notification?.transitions ?? []) {
    const facts = alert?.last?.facts;
    if (facts && "sample" in facts) facts.sample = [];
  }
  return notification;
}

/** The same for a stored document; one that can't be read is left as it is. */
export function slimDocument(document: string): string {
  try {
    return JSON.stringify(withoutLists(JSON.parse(document) as Notification));
  } catch {
    return document;
  }
}
