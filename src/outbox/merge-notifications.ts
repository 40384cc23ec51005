/** In: notifications that tell the same recipients of the same trouble in several tenants. Out: the digest that tells of all. Pure. */
import { type Notification, withoutLists } from "../domain/notification.ts";

/** What older mails a digest may answer: more would only make its header longer. */
const maxReferences = 20;

/** `parts` share channel, recipients and language; `messageIdDomain` is the part behind the @. */
export function mergeNotifications(
  parts: readonly Notification[],
  id: string,
  messageIdDomain: string,
): Notification {
  const [first] = parts;
  if (!first) throw new Error("a digest needs parts");
  const incidents = new Map(
    parts.flatMap((part) => part.incidents.map((incident) => [incident.id, incident])),
  );
  const tenants = new Map(parts.flatMap((part) => part.tenants.map((tenant) => [tenant.name, tenant])));
  return {
    ...first,
    id,
    messageId: `<${id}@${messageIdDomain}>`,
    tenants: [...tenants.values()],
    transitions: parts.flatMap((part) => withoutLists(part).transitions),
    incidents: [...incidents.values()],
    references: [...new Set(parts.flatMap((part) => part.references))].slice(0, maxReferences),
    createdAt: Math.min(...parts.map((part) => part.createdAt)),
  };
}
