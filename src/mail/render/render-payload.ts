/**
 * A notification as JSON for a webhook: the same facts as the mail, for machines. Versioned: within a version members are
 * added, never changed. Moments are ISO 8601 in UTC. Bounded: lists of objects are cut at fifty (their totals are among
 * the facts), and where there are many events, the steps stand with the first of each condition.
 */
import type { Transition } from "../../domain/alert.ts";
import { type Finding, type FindingId, maxSamples } from "../../domain/finding.ts";
import { toIso } from "../../domain/instant.ts";
import type { Notification, NotifiedTenant } from "../../domain/notification.ts";
import { toldAs } from "../../domain/telling.ts";
import { explain } from "./advice.ts";
import { createContext, type RenderContext } from "./context.ts";
import type { RenderOptions } from "./render-options.ts";
import { safeLine } from "./safe-line.ts";
import { transitionTitle } from "./subject.ts";
import { beganAt } from "./telling.ts";
import { sayDescription, sayPast } from "./texts/by-language.ts";

const version = 1;
/** In a digest of more events than this, only the first of each condition has its steps. */
const maxExplained = 50;
const maxTextLength = 1_000;
const maxListLength = 100;

export function renderPayload(notification: Notification, options: RenderOptions): string {
  const context = createContext(notification, options);
  const { transitions, tenants } = context.notification;
  return JSON.stringify({
    version,
    id: notification.id,
    createdAt: toIso(notification.createdAt),
    language: notification.language,
    tenants: tenants.map(tenantOf),
    events: transitions.map((transition) =>
      eventOf(transition, context, needsSteps(transition, transitions)),
    ),
    incidents: (notification.incidents ?? []).slice(0, maxListLength).map((incident) => ({
      id: safeLine(incident.id, 100),
      title: safeLine(incident.title, maxTextLength),
      service: safeLine(incident.service, 200),
      status: safeLine(incident.status, 100),
      startedAt: isoOf(incident.startedAt),
    })),
    acknowledgeUrl: context.acknowledgeUrl,
  });
}

function needsSteps(transition: Transition, all: readonly Transition[]): boolean {
  if (all.length <= maxExplained) return true;
  return all.find(({ alert }) => alert.finding === transition.alert.finding) === transition;
}

function tenantOf({ name, tenantId, profile }: NotifiedTenant) {
  return {
    name,
    tenantId: safeLine(tenantId, 100),
    displayName: safeLine(profile.displayName, 200),
    initialDomain: safeLine(profile.initialDomain, 200),
  };
}

function eventOf(transition: Transition, context: RenderContext, withSteps: boolean) {
  const { alert, reason, at, nextReminderAt } = transition;
  const { last, acknowledgement } = alert;
  const { texts, f, now } = context;
  const state = toldAs(transition);
  const isOver = state === "resolved";
  const { advice, links } = explain(last, context, false);
  const { name, tenantId, displayName } = tenantOf(context.tenantOf(transition));
  return {
    alertId: transition.alertId,
    state,
    reason,
    at: isoOf(at),
    tenant: { name, tenantId, displayName },
    finding: alert.finding satisfies FindingId,
    subject: { key: safeLine(last.subject.key, 500), name: safeLine(last.subject.name, 500) },
    severity: last.severity,
    code: safeLine(last.code, 200),
    title: transitionTitle(transition, context),
    text: isOver ? sayPast(texts, last, f) : sayDescription(texts, last, f, now),
    since: isoOf(beganAt(alert)),
    raisedAt: isoOf(alert.raisedAt),
    resolvedAt: isoOf(alert.resolvedAt),
    nextReminderAt: isoOf(nextReminderAt),
    acknowledged: acknowledgement && {
      at: isoOf(acknowledgement.at),
      by: safeLine(acknowledgement.by, 200),
      reason: safeLine(acknowledgement.reason, maxTextLength),
    },
    facts: factsOf(last),
    steps: isOver || !withSteps ? [] : (advice?.steps ?? []),
    url: links[0]?.url ?? null,
  };
}

/** As they are, but for moments, which are ISO 8601, and lists and texts without end. */
function factsOf({ facts }: Finding): unknown {
  return toPlain(facts, "");
}

function toPlain(value: unknown, key: string): unknown {
  if (typeof value === "number") return /(?:^a|A)t$/.test(key) ? isoOf(value) : value;
  if (typeof value === "string") return safeLine(value, maxTextLength);
  if (Array.isArray(value)) {
    return value.slice(0, key === "sample" ? maxSamples : maxListLength).map((item) => toPlain(item, ""));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toPlain(member, name)]));
}

/** What is no moment at all is null rather than the end of the post. */
function isoOf(at: number | null): string | null {
  return at !== null && Math.abs(at) <= 8.64e15 ? toIso(at) : null;
}
