/** In: verbs about Microsoft's own incidents. Out: the issues and services that the service health routes answer from. */
import type {
  ServiceHealth,
  ServiceHealthClassificationType,
  ServiceHealthIssue,
  ServiceHealthStatus,
} from "@microsoft/microsoft-graph-types";
import { day, hour, type Instant } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";
import { toGraphSeconds, toGraphTicks } from "./graph-values.ts";

export interface IncidentOptions {
  /** As in `MO987654`. */
  id?: string;
  title: string;
  /** The service's name; issues carry no service id. */
  service?: string;
  status?: ServiceHealthStatus | (string & {});
  startedAt?: Instant;
  classification?: ServiceHealthClassificationType;
}

export interface SimulatedIncident {
  /** Mutable. */
  readonly body: ServiceHealthIssue;
  /** Left out: now. */
  resolve(at?: Instant): void;
}

export interface ServiceHealthState {
  readonly incidents: SimulatedIncident[];
  addIncident(options: IncidentOptions): SimulatedIncident;
  /** The services that the tenant subscribes to, as they are now. */
  healthOverviews(): ServiceHealth[];
}

/** Graph's ids and names; OrgLiveID is Entra ID, once "Identity Service". */
const services = [
  { id: "OrgLiveID", service: "Microsoft Entra" },
  { id: "Exchange", service: "Exchange Online" },
  { id: "OSDPPlatform", service: "Microsoft 365 suite" },
];

export function createServiceHealth(clock: Clock): ServiceHealthState {
  const incidents: SimulatedIncident[] = [];
  const state: ServiceHealthState = {
    incidents,
    addIncident(options) {
      const incident = createIncident(clock, { id: `MO${987_654 + incidents.length}`, ...options });
      incidents.push(incident);
      return incident;
    },
    healthOverviews: () =>
      services.map((service) => ({ ...service, ...conditionOf(service.service, incidents) })),
  };
  addFirstIncidents(state, clock.now());
  return state;
}

/** What every tenant begins with: one thing that is over, and one that is not about synchronization. */
function addFirstIncidents(state: ServiceHealthState, now: Instant): void {
  state
    .addIncident({
      id: "MO801122",
      title: "Some users could not open the sign-in page",
      startedAt: now - 20 * day,
      classification: "incident",
    })
    .resolve(now - 19 * day);
  state.addIncident({
    id: "EX802233",
    title: "Search in shared mailboxes may be slow",
    service: "Exchange Online",
    startedAt: now - 6 * hour,
    classification: "advisory",
  });
}

function createIncident(clock: Clock, options: IncidentOptions & { id: string }): SimulatedIncident {
  const { id, title, service = "Microsoft Entra", startedAt = clock.now() } = options;
  const body: ServiceHealthIssue = {
    id,
    title,
    startDateTime: toGraphSeconds(startedAt),
    endDateTime: null,
    lastModifiedDateTime: toGraphTicks(startedAt, 2),
    details: [],
    classification: options.classification ?? "incident",
    origin: "microsoft",
    // The type knows fewer words than tests need.
    status: (options.status ?? "serviceDegradation") as ServiceHealthStatus,
    service,
    feature: null,
    featureGroup: null,
    impactDescription: `${title}.`,
    isResolved: false,
    posts: [postOf(startedAt, "We are looking into it.")],
  };
  return {
    body,
    resolve(at = clock.now()) {
      body.isResolved = true;
      body.status = "serviceRestored";
      body.endDateTime = toGraphSeconds(at);
      body.lastModifiedDateTime = toGraphTicks(at, 2);
      body.posts = [...(body.posts ?? []), postOf(at, "It is over.")];
    },
  };
}

function postOf(at: Instant, content: string) {
  const description = { contentType: "html" as const, content: `<p>${content}</p>` };
  return { createdDateTime: toGraphSeconds(at), postType: "regular" as const, description };
}

function conditionOf(service: string, incidents: readonly SimulatedIncident[]) {
  const issues = incidents.map(({ body }) => body).filter((issue) => issue.service === service);
  const open = issues.find(({ isResolved }) => !isResolved);
  return { status: open?.status ?? ("serviceOperational" as const), issues };
}
