/** Alerts, who was told of them, and what holds them back. */
import { findingIds } from "../../domain/finding.ts";
import { severities } from "../../domain/severity.ts";
import { alertAnswer, deliveryAnswer, maintenanceAnswers, silenceAnswer } from "./alert-answers.ts";
import { oneOf, span, withoutGaps, words } from "./parameters.ts";
import { maxListed, toPlain } from "./plain.ts";
import { checkTenant } from "./polled-tenants.ts";
import { answerPart, cutPart, defineRoute, noSuch } from "./route.ts";
import { alertDetails, alerts, deliveries, deliveryDetails, silences } from "./schemas-alerts.ts";

const maxTimeline = 200;
const maxDeliveries = 50;

const listAlerts = defineRoute({
  name: "listAlerts",
  summary: "Alerts: open, pending and past ones.",
  parameters: {
    state: oneOf("`ended`: resolved or withdrawn. All of them unless told.", ["open", "pending", "ended"]),
    tenant: words("Only of this tenant."),
    finding: oneOf("Only about this finding.", findingIds),
    severity: oneOf("Only of this severity.", severities),
    ...span,
  },
  answer: alerts,
  handle: async ({ source, given }) => {
    const { state, tenant, finding, severity, offset, limit } = given;
    const query = withoutGaps({ state, tenant, finding, severity });
    const { items, total } = await source.alerts(query, { offset, limit });
    // A tenant that is polled no more has past alerts all the same.
    if (total === 0) await checkTenant(source, tenant);
    return answerPart({ items: items.map((alert) => alertAnswer(alert)), total }, given);
  },
});

const getAlert = defineRoute({
  name: "getAlert",
  summary: "An alert, its timeline and the notifications about it.",
  parameters: {},
  answer: alertDetails,
  handle: async ({ source, path }) => {
    const id = path.id ?? "";
    const alert = await source.alert(id);
    if (!alert) throw noSuch("alert", id, "What ended is forgotten after 90 days.");
    const timeline = await source.timeline(id);
    const told = await source.deliveries({ alertId: id }, { offset: 0, limit: maxDeliveries });
    return {
      ...alertAnswer(alert, { withLists: true }),
      timeline: timeline.slice(-maxTimeline).map((entry) => toPlain(entry)),
      timelineTotal: timeline.length,
      deliveries: told.items.map(deliveryAnswer),
      deliveriesTotal: told.total,
    };
  },
});

const listDeliveries = defineRoute({
  name: "listDeliveries",
  summary: "Notifications and what became of them.",
  parameters: {
    state: oneOf("Only in this state. All but `merged` unless told.", [
      "queued",
      "sent",
      "dead",
      "merged",
      "dropped",
    ]),
    ...span,
  },
  answer: deliveries,
  handle: async ({ source, given }) => {
    const { state, offset, limit } = given;
    const { items, total } = await source.deliveries(withoutGaps({ state }), { offset, limit });
    return answerPart({ items: items.map(deliveryAnswer), total }, given);
  },
});

const getDelivery = defineRoute({
  name: "getDelivery",
  summary: "A notification, with what became of it for every recipient.",
  parameters: {},
  answer: deliveryDetails,
  handle: async ({ source, path }) => {
    const id = path.id ?? "";
    const delivery = await source.delivery(id);
    if (!delivery) throw noSuch("delivery", id, "What was delivered is forgotten after 90 days.");
    return { ...deliveryAnswer(delivery), language: delivery.notification?.language ?? null };
  },
});

const listSilences = defineRoute({
  name: "listSilences",
  summary: "What is held back: silences, and maintenance windows in force or to come.",
  parameters: { ...span },
  answer: silences,
  handle: async ({ source, now, given }) => {
    const all = (await source.silences()).toSorted((a, b) => a.startsAt - b.startsAt);
    const windows = maintenanceAnswers(source.maintenance(), now);
    return {
      ...cutPart(all, given, (silence) => silenceAnswer(silence, now)),
      maintenance: windows.slice(0, maxListed),
      maintenanceTotal: windows.length,
    };
  },
});

export const alertRoutes = {
  "/alerts": listAlerts,
  "/alerts/:id": getAlert,
  "/deliveries": listDeliveries,
  "/deliveries/:id": getDelivery,
  "/silences": listSilences,
};
