/** GET /servicePrincipals and …/{id}/appRoleAssignedTo: Cloud Sync configurations, Microsoft's own, and whatever else is there. */
import type { ServicePrincipal } from "@microsoft/microsoft-graph-types";
import { type Answer, jsonAnswer, notFound } from "../graph-answer.ts";
import { parseNameFilter } from "../name-filter.ts";
import { pageOf } from "../paging.ts";
import { type GraphRequest, type Route, selectMembers, unsupportedQuery } from "../route.ts";
import type { SimulatedTenant } from "../tenant.ts";

const permissions = ["Application.Read.All", "Directory.Read.All"];

export const servicePrincipalRoutes: Route[] = [
  { match: /^\/servicePrincipals$/, permissions, cost: 1, answer: answerList },
  {
    match: /^\/servicePrincipals\/(?<id>[^/]+)\/appRoleAssignedTo$/,
    permissions,
    cost: 1,
    answer: answerAssignments,
  },
];

function answerList(request: GraphRequest): Answer {
  const { tenant, query } = request;
  const test = parseNameFilter(query.get("$filter"), {
    eq: ["applicationTemplateId", "appId", "displayName"],
    in: ["id"],
  });
  if (!test) return unsupportedQuery();
  const rows = everyPrincipal(tenant)
    .filter(test)
    .map((principal) => selectMembers({ ...principal }, query));
  return jsonAnswer(pageOf(request, "servicePrincipals", rows));
}

function answerAssignments(request: GraphRequest): Answer {
  const { tenant, query, params } = request;
  const { id = "" } = params;
  const principal = everyPrincipal(tenant).find((candidate) => candidate.id === id.toLowerCase());
  if (!principal) return notFound(id);
  const rows = tenant.appRoleAssignments
    .filter(({ resourceId }) => resourceId === principal.id)
    .map((assignment) => selectMembers({ ...assignment }, query));
  return jsonAnswer(pageOf(request, `servicePrincipals('${id}')/appRoleAssignedTo`, rows));
}

function everyPrincipal(tenant: SimulatedTenant): ServicePrincipal[] {
  return [...tenant.configurations.map((configuration) => configuration.body()), ...tenant.servicePrincipals];
}
