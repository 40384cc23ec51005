/** In: what `alerts list` shows. Out: its lines for a terminal, on which nothing from a directory can do anything. */
import { cleanLine } from "../../util/clean-text.ts";
import { toTerminal } from "../print-status.ts";
import { createShortener } from "./find-by-id.ts";
import type { AlertsReport, ListedAlert, ListedSilence, ListedWindow } from "./report.ts";

/** What a directory made long must not push the rest off the line. */
const shorten = (text: string) => cleanLine(text, 100);

/** Under an alert's title: as wide as severity and short ID. */
const indent = " ".repeat(19);

export function renderAlerts({ alerts, silences, maintenance }: AlertsReport): string {
  const shortAlert = createShortener(alerts.map(({ id }) => id));
  const shortSilence = createShortener(silences.map(({ id }) => id));
  const lines = alerts.flatMap((alert) => describeAlert(alert, shortAlert(alert.id), shortSilence));
  if (alerts.length === 0) lines.push("No alert is open.");
  if (silences.length > 0) {
    lines.push(
      "",
      "Silences:",
      ...silences.map((silence) => describeSilence(silence, shortSilence(silence.id))),
    );
  }
  if (maintenance.length > 0) lines.push("", "Maintenance windows:", ...maintenance.map(describeWindow));
  return lines.map(toTerminal).join("\n");
}

function describeAlert(
  { severity, tenant, title, finding, code, since, state, flapping, acknowledged, silenced }: ListedAlert,
  id: string,
  shortSilence: (id: string) => string,
): string[] {
  const about = [
    finding,
    code && shorten(code),
    `since ${since}`,
    state !== "open" && state,
    flapping && "flapping",
  ];
  const lines = [`${severity.padEnd(8)} ${id}  ${tenant}: ${title}  [${about.filter(Boolean).join(", ")}]`];
  if (acknowledged) {
    lines.push(`${indent}acknowledged ${acknowledged.at} by ${acknowledged.by}: ${acknowledged.reason}`);
  }
  if (silenced) {
    const by =
      silenced.by === "silence" ? `silence ${shortSilence(silenced.name)}` : `maintenance ${silenced.name}`;
    lines.push(`${indent}silenced until ${silenced.until} by ${by}`);
  }
  return lines;
}

function describeSilence(silence: ListedSilence, id: string): string {
  const { from, to, inForce, by, reason } = silence;
  const span = inForce ? `until ${to}` : `from ${from} until ${to}`;
  return `  ${id}  ${describeCover(silence)}: ${span}, by ${by}: ${reason}`;
}

/** `contoso, sync-stale`, or `every tenant, every finding`. */
export function describeCover({
  tenant,
  finding,
  subject,
}: Pick<ListedSilence, "tenant" | "finding" | "subject">): string {
  return [
    tenant ?? "every tenant",
    finding ?? "every finding",
    ...(subject === null ? [] : [shorten(subject)]),
  ].join(", ");
}

function describeWindow({ name, tenants, findings, from, to, inForce }: ListedWindow): string {
  const about = [tenants.join(" ") || "every tenant", findings.join(" ") || "every finding"].join(", ");
  return `  ${name}  ${about}: ${inForce ? `until ${to}` : `next from ${from} until ${to}`}`;
}
