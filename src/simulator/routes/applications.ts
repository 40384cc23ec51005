/** GET /applications: app registrations with the dates of their credentials; three filters, paging. */
import { type Answer, jsonAnswer } from "../graph-answer.ts";
import { parseNameFilter } from "../name-filter.ts";
import { pageOf } from "../paging.ts";
import { type GraphRequest, type Route, selectMembers, unsupportedQuery } from "../route.ts";

export const applicationRoutes: Route[] = [
  {
    match: /^\/applications$/,
    permissions: ["Application.Read.All", "Directory.Read.All"],
    cost: 1,
    answer: answerList,
  },
];

function answerList(request: GraphRequest): Answer {
  const { tenant, query } = request;
  const test = parseNameFilter(query.get("$filter"), {
    eq: ["appId"],
    in: ["appId"],
    startswith: ["displayName"],
  });
  if (!test) return unsupportedQuery();
  const rows = tenant.applications.filter(test).map((app) => selectMembers({ ...app }, query));
  return jsonAnswer(pageOf(request, "applications", rows, { maxTop: 999 }));
}
