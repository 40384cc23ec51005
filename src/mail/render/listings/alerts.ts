/** The alerts that a mail about many of them tells of: the table of a digest, and the file with all. */
import type { Transition } from "../../../domain/alert.ts";
import { toIso } from "../../../domain/instant.ts";
import { toldAs } from "../../../domain/telling.ts";
import type { RenderContext } from "../context.ts";
import { transitionTitle } from "../subject.ts";
import { scopeOf } from "../telling.ts";
import { type FileColumns, type Listing, type TableColumns, toListing } from "./listing.ts";

export function listAlerts(context: RenderContext): Listing | null {
  const { transitions } = context.notification;
  return toListing(
    [
      {
        title: null,
        items: transitions,
        total: transitions.length,
        atLeast: false,
        columns: tableColumns(context),
      },
    ],
    fileColumns(context),
    context,
  );
}

function tableColumns(context: RenderContext): TableColumns<Transition> {
  const { notification, tenantOf, texts, f } = context;
  const kinds = new Set(notification.transitions.map(toldAs));
  return [
    [
      "tenant",
      (transition) => {
        const tenant = tenantOf(transition);
        const scope = scopeOf(tenant);
        return tenant.profile.displayName ? [tenant.profile.displayName, scope] : [scope];
      },
    ],
    ["condition", (transition) => [transitionTitle(transition, context)]],
    [
      kinds.has("resolved") ? "state" : "severity",
      (transition) => {
        const told = toldAs(transition);
        const severity = texts.severity[transition.alert.last.severity];
        if (told === "resolved") return [texts.state.resolved];
        // What all of them are is in the title already.
        return kinds.size === 1 ? [severity] : [severity, texts.state[told]];
      },
    ],
    [
      "since",
      ({ alert }) => [
        f.shortMoment(alert.last.since),
        alert.resolvedAt === null ? null : f.spanSince(alert.raisedAt, alert.resolvedAt),
      ],
    ],
  ];
}

function fileColumns(context: RenderContext): FileColumns<Transition> {
  const { tenantOf, texts } = context;
  return [
    ["tenant", (transition) => scopeOf(tenantOf(transition))],
    ["displayName", (transition) => tenantOf(transition).profile.displayName],
    ["tenantId", (transition) => tenantOf(transition).tenantId],
    ["configuredAs", ({ alert }) => alert.tenant],
    ["state", (transition) => texts.state[toldAs(transition)]],
    ["severity", ({ alert }) => texts.severity[alert.last.severity]],
    ["condition", (transition) => transitionTitle(transition, context)],
    ["conditionId", ({ alert }) => alert.finding],
    ["subject", ({ alert }) => alert.last.subject.name],
    ["code", ({ alert }) => alert.last.code],
    ["began", ({ alert }) => toIso(alert.last.since)],
    ["raised", ({ alert }) => toIso(alert.raisedAt)],
    ["resolved", ({ alert }) => toIso(alert.resolvedAt)],
    ["lastSuccess", ({ proof }) => toIso(proof?.lastSuccessAt ?? null)],
    ["acknowledgedBy", ({ alert }) => alert.acknowledgement?.by ?? null],
    ["incidentId", ({ alertId }) => alertId],
  ];
}
