/** In: notifications that tell the same recipients of the same trouble in several tenants. Out: the digest that tells of all. Pure. */
import type { Notification } from "../domain/notification.ts";

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
    transitions: parts.flatMap((part) => part.transitions.map(withoutList)),
    incidents: [...incidents.values()],
    references: [...new Set(parts.flatMap((part) => part.references))].slice(0, maxReferences),
    createdAt: Math.min(...parts.map((part) => part.createdAt)),
  };
}

/** A digest names tenants; which of their objects are concerned is for the mails of one tenant. */
function withoutList(transition: Notification["transitions"][number]): Notification["transitions"][number] {
  const { alert } = transition;
  if (!("sample" in alert.last.facts)) return transition;
  const last = { ...alert.last, facts: { ...alert.last.facts, sample: [] } } as typeof alert.last;
  return { ...transition, alert: { ...alert, last } };
}
