/** GET /servicePrincipals: Cloud Sync configurations and whatever else a test put there; two filters, paging. */
import type { ServicePrincipal } from "@microsoft/microsoft-graph-types";
import { type Answer, errorAnswer, jsonAnswer } from "../graph-answer.ts";
import { type GraphRequest, pageOf, type Route, selectMembers } from "../route.ts";

export const servicePrincipalRoutes: Route[] = [
  {
    match: /^\/servicePrincipals$/,
    permissions: ["Application.Read.All", "Directory.Read.All"],
    cost: 1,
    answer: answerList,
  },
];

const knownFilter = /^(applicationTemplateId|appId) eq '([^']*)'$/;

function answerList(request: GraphRequest): Answer {
  const { tenant, query } = request;
  const all: ServicePrincipal[] = [
    ...tenant.configurations.map((configuration) => configuration.body()),
    ...tenant.servicePrincipals,
  ];
  const filter = query.get("$filter");
  const [, member, wanted] = knownFilter.exec(filter?.trim() ?? "") ?? [];
  if (filter !== null && wanted === undefined) {
    return errorAnswer(400, "Request_UnsupportedQuery", "Unsupported or invalid query filter clause.");
  }
  const found = all.filter(
    (principal) =>
      wanted === undefined || principal[member as "appId"]?.toLowerCase() === wanted.toLowerCase(),
  );
  const rows = found.map((principal) => selectMembers({ ...principal }, query));
  return jsonAnswer(pageOf(request, "servicePrincipals", rows));
}
