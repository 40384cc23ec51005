/** The alerts that a mail about many of them tells of: the table of a digest, and the file with all. */
import type { Alert, ToldKind, Transition } from "../../../domain/alert.ts";
import { toIso } from "../../../domain/instant.ts";
import { toldAs } from "../../../domain/telling.ts";
import type { RenderContext } from "../context.ts";
import type { Formatter } from "../format.ts";
import { transitionTitle } from "../subject.ts";
import { beganAt, scopeOf } from "../telling.ts";
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
  const { notification, tenantOf, f } = context;
  const kinds = new Set(notification.transitions.map(toldAs));
  const areAllOver = kinds.size === 1 && kinds.has("resolved");
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
    // What all of them are is in the title already.
    ...(areAllOver ? [] : [stateColumn(kinds, context)]),
    [
      kinds.has("resolved") ? "began" : "since",
      ({ alert }) => [f.shortMoment(beganAt(alert)), areAllOver ? null : durationOf(alert, f)],
    ],
    ...(areAllOver ? [endColumn(f)] : []),
  ];
}

function stateColumn(
  kinds: ReadonlySet<ToldKind>,
  { texts, f }: RenderContext,
): TableColumns<Transition>[number] {
  return [
    kinds.has("resolved") ? "state" : "severity",
    (transition) => {
      const told = toldAs(transition);
      const { last, resolvedAt } = transition.alert;
      if (told === "resolved") return [texts.state.resolved, f.shortMoment(resolvedAt)];
      const severity = texts.severity[last.severity];
      return kinds.size === 1 ? [severity] : [severity, texts.state[told]];
    },
  ];
}

function endColumn(f: Formatter): TableColumns<Transition>[number] {
  return ["resolved", ({ alert }) => [f.shortMoment(alert.resolvedAt), durationOf(alert, f)]];
}

function durationOf(alert: Alert, f: Formatter): string | null {
  return alert.resolvedAt === null ? null : f.spanSince(beganAt(alert), alert.resolvedAt);
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
    ["began", ({ alert }) => toIso(beganAt(alert))],
    ["raised", ({ alert }) => toIso(alert.raisedAt)],
    ["resolved", ({ alert }) => toIso(alert.resolvedAt)],
    ["lastSuccess", ({ proof }) => toIso(proof?.lastSuccessAt ?? null)],
    ["acknowledgedBy", ({ alert }) => alert.acknowledgement?.by ?? null],
    ["incidentId", ({ alertId }) => alertId],
  ];
}
