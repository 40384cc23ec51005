/** What a notification's transitions are about to its readers: which trouble, which tenant. */
import type { Alert, Transition } from "../../domain/alert.ts";
import type { FindingId } from "../../domain/finding.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Notification, NotifiedTenant } from "../../domain/notification.ts";
import { toldAs } from "../../domain/telling.ts";
import { safeLine } from "./safe-line.ts";

const maxTenantLength = 80;

/** One that was raised long ago, and is told only now. */
export function isLateRaise(transition: Transition): boolean {
  return transition.kind !== "raised" && toldAs(transition) === "raised";
}

/** When its trouble began, as far as anybody knows: it may have gone on for a while before it was seen. */
export function beganAt({ last, raisedAt }: Alert): Instant {
  return Math.min(last.since, raisedAt);
}

/** The trouble that most tenants share: one transition of it, the first in order. */
export function leadingTransition(transitions: readonly Transition[]): Transition | null {
  const tenants = new Map<FindingId, Set<string>>();
  for (const { alert } of transitions) {
    tenants.set(alert.finding, (tenants.get(alert.finding) ?? new Set()).add(alert.tenant));
  }
  const spread = ({ alert }: Transition) => tenants.get(alert.finding)?.size ?? 0;
  const most = Math.max(0, ...transitions.map(spread));
  return transitions.find((transition) => spread(transition) === most) ?? null;
}

/** Finds a transition's tenant; one that the notification does not name goes by its configured name. */
export function tenantFinder({ tenants }: Notification): (transition: Transition) => NotifiedTenant {
  const byName = new Map(tenants.map((tenant) => [tenant.name, tenant]));
  return ({ alert }) =>
    byName.get(alert.tenant) ?? {
      name: alert.tenant,
      tenantId: "",
      profile: { displayName: null, initialDomain: null, preferredLanguage: null },
    };
}

/** The tenant as subjects name it: its initial domain, else the name it has in our configuration. */
export function scopeOf({ name, profile }: NotifiedTenant): string {
  return safeLine(profile.initialDomain, maxTenantLength) || safeLine(name, maxTenantLength);
}

/** `Contoso B.V. [contoso.onmicrosoft.com]`. */
export function tenantLine(tenant: NotifiedTenant): string {
  const displayName = safeLine(tenant.profile.displayName, 200);
  const scope = scopeOf(tenant);
  return displayName ? `${displayName} [${scope}]` : scope;
}
