/** Alerts as a poll would store them, and a store that holds them with the notification that told of them. */

import { sampleOf } from "../../src/app/history-sample.ts";
import type { Alert, Transition } from "../../src/domain/alert.ts";
import type { Finding } from "../../src/domain/finding.ts";
import type { Instant } from "../../src/domain/instant.ts";
import type { Severity } from "../../src/domain/severity.ts";
import { emptyMemory } from "../../src/domain/tenant.ts";
import type { Store } from "../../src/store/store.ts";
import { createReport } from "./reports.ts";
import { createStanding } from "./standings.ts";

export const alertsNow = Date.parse("2026-09-14T08:00:00Z");

/** A domain that Microsoft never checked: the subject's name is whatever a directory holds. */
export function createAlertFinding(
  name = "contoso.example",
  severity: Severity = "warning",
  since: Instant = alertsNow,
): Finding {
  return {
    id: "federation-certificate",
    subject: { key: `domain:${name}`, name },
    severity,
    code: null,
    catalogIds: ["federation-certificate"],
    since,
    facts: {
      step: 1,
      domain: name,
      thumbprint: "5F2A9C0E7B1D4A6683C0D1E2F3A4B5C6D7E8F901",
      expiresAt: since + 1_000_000_000,
      nextExpiresAt: null,
      thresholdDays: 35,
      updateResult: null,
      updatedAt: null,
    },
  };
}

export function createAlert(
  id: string,
  { last = createAlertFinding(), ...more }: Partial<Alert> = {},
): Alert {
  return {
    id,
    tenant: "contoso",
    finding: last.id,
    subjectKey: last.subject.key,
    state: "open",
    last,
    pendingSince: last.since,
    pendingPolls: 1,
    raisedAt: last.since,
    changedAt: null,
    lastSeenAt: alertsNow,
    resolvedAt: null,
    goodPolls: 0,
    goodSince: null,
    announced: { finding: last, at: last.since },
    toldAt: last.since,
    owing: null,
    flapping: false,
    changes: [],
    hold: null,
    acknowledgement: null,
    ...more,
  };
}

/** Stores them in one poll; with `notificationId`, told of by that one. An acknowledgement is not stored by a poll. */
export async function storeAlerts(
  store: Store,
  alerts: readonly Alert[],
  notificationId?: string,
): Promise<void> {
  const { tenantId } = createReport();
  const transitions = alerts.map((alert): Transition => {
    const isResolved = alert.state === "resolved";
    return {
      alertId: alert.id,
      kind: isResolved ? "resolved" : "raised",
      reason: isResolved ? "condition-cleared" : "condition-met",
      at: alert.resolvedAt ?? alert.raisedAt,
      alert,
      proof: null,
      quiet: false,
      toldBefore: null,
      nextReminderAt: null,
    };
  });
  const tenants = [...new Set(alerts.map(({ tenant }) => tenant))];
  const notification = {
    id: notificationId ?? "",
    channel: "mail",
    tenants: tenants.map((name) => ({ name, tenantId, profile: emptyMemory().profile })),
    language: "en" as const,
    recipients: ["ops@ops.example"],
    transitions,
    incidents: [],
    references: [],
    messageId: `<${notificationId}@ops.example>`,
    createdAt: alertsNow,
    gatherKey: `key of ${notificationId}`,
  };
  await store.commitPoll({
    tenant: "contoso",
    tenantId,
    memory: emptyMemory(),
    report: createReport(),
    standing: createStanding("contoso"),
    sample: sampleOf(createStanding("contoso"), alertsNow),
    alerts: [...alerts],
    transitions,
    notifications: notificationId === undefined ? [] : [notification],
    gather: (_burst, tenant, at) => ({ tenant, mails: 1, beganAt: at, lastAt: at, dueAt: at }),
    objectErrors: null,
    now: alertsNow,
  });
}
