/**
 * Issues of the service health dashboard as we read them.
 * https://learn.microsoft.com/graph/api/resources/servicehealthissue
 */
import { z } from "zod";
import type { ServiceIncident } from "../../domain/reading.ts";
import { flag, instant, loose, readText, text } from "../graph-shapes.ts";

/** What synchronization depends on. Microsoft renamed it: issues carry the name, and tenants show old and new. */
const services = [
  "identity service",
  "microsoft entra",
  "microsoft entra id",
  "azure active directory",
  "microsoft 365 suite",
];
const maxIncidents = 20;

export const Issue = z.object({
  id: text,
  title: loose((value) => readText(value, 200)),
  service: text,
  status: text,
  startDateTime: instant,
  endDateTime: instant,
  isResolved: flag,
});
export type Issue = z.output<typeof Issue>;

/** The unresolved ones of our services, the newest first. */
export function toIncidents(issues: readonly Issue[]): ServiceIncident[] {
  const incidents = issues.filter(isOpen).filter(isOurs).flatMap(toIncident);
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  return [...byId.values()]
    .toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))
    .slice(0, maxIncidents);
}

function isOpen({ isResolved, endDateTime }: Issue): boolean {
  return isResolved === null ? endDateTime === null : !isResolved;
}

function isOurs({ service }: Issue): boolean {
  return service !== null && services.includes(service.toLowerCase());
}

function toIncident({ id, title, service, status, startDateTime }: Issue): ServiceIncident[] {
  return id === null ? [] : [{ id, title, service, status, startedAt: startDateTime }];
}
