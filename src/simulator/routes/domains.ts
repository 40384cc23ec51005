/** GET /domains and /domains/{id}/federationConfiguration: the tenant's domains, and how sign-in to them is federated. */
import type { Domain } from "@microsoft/microsoft-graph-types";
import { isVerified, type SimulatedDomain } from "../domains.ts";
import { type Answer, jsonAnswer, notFound } from "../graph-answer.ts";
import { pageOf } from "../paging.ts";
import { findUnknownMember, type GraphRequest, type Route, selectMembers, unknownMember } from "../route.ts";

export const domainRoutes: Route[] = [
  {
    match: /^\/domains$/,
    permissions: ["Domain.Read.All", "Directory.Read.All"],
    cost: 1,
    answer: answerDomains,
  },
  {
    match: /^\/domains\/(?<name>[^/]+)\/federationConfiguration$/,
    // Directory.Read.All is not enough here (graph/api/domain-list-federationconfiguration).
    permissions: ["Domain.Read.All", "Domain-InternalFederation.Read.All"],
    cost: 1,
    answer: answerFederation,
  },
];

function answerDomains(request: GraphRequest): Answer {
  const { tenant, query } = request;
  const bodies = tenant.domains.map((domain) => ({ ...domainBody(domain) }));
  const unknown = bodies[0] ? findUnknownMember(bodies[0], query) : null;
  if (unknown !== null && tenant.unknownSelect === "refuse") return unknownMember(unknown, "domain");
  const rows = bodies.map((body) => selectMembers(body, query));
  return jsonAnswer(pageOf(request, "domains", rows));
}

function answerFederation(request: GraphRequest): Answer {
  const { tenant, params } = request;
  const { name = "" } = params;
  const domain = tenant.domains.find((candidate) => candidate.name === name.toLowerCase());
  if (!domain) return notFound(name);
  // Observed: a managed domain has no such resource, not an empty one (MicrosoftDocs/azure-docs issue 107476).
  if (domain.type !== "Federated" || !domain.federation) return notFound("federationConfiguration");
  const body = { "@odata.type": "#microsoft.graph.internalDomainFederation", ...domain.federation };
  return jsonAnswer(pageOf(request, `domains('${domain.name}')/federationConfiguration`, [body]));
}

function domainBody(domain: SimulatedDomain): Domain {
  return {
    id: domain.name,
    authenticationType: domain.type ?? "Managed",
    availabilityStatus: null,
    isAdminManaged: true,
    isDefault: domain.isDefault ?? false,
    isInitial: domain.isInitial ?? false,
    isRoot: true,
    isVerified: isVerified(domain),
    manufacturer: null,
    model: null,
    passwordNotificationWindowInDays: 14,
    passwordValidityPeriodInDays: 2_147_483_647,
    state: null,
    supportedServices: isVerified(domain) ? ["Email", "OfficeCommunicationsOnline"] : [],
  };
}
