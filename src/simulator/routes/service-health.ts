/** GET /admin/serviceAnnouncement/issues and /healthOverviews: Microsoft's own incidents. */
import { type Answer, jsonAnswer } from "../graph-answer.ts";
import { pageOf } from "../paging.ts";
import { type GraphRequest, type Route, unsupportedQuery } from "../route.ts";

const common = { versions: ["v1.0"], permissions: ["ServiceHealth.Read.All"], cost: 1 };

export const serviceHealthRoutes: Route[] = [
  { ...common, match: /^\/admin\/serviceAnnouncement\/issues$/, answer: answerIssues },
  { ...common, match: /^\/admin\/serviceAnnouncement\/healthOverviews$/, answer: answerOverviews },
];

/** These two page by $skip, in the open. */
const paging = { maxTop: 1_000, skipBy: "$skip" } as const;

function answerIssues(request: GraphRequest): Answer {
  const { tenant, query } = request;
  const filter = query.get("$filter");
  const [, wanted] = /^isResolved eq (true|false)$/.exec(filter?.trim() ?? "") ?? [];
  if (filter !== null && (wanted === undefined || tenant.serviceIssueFilter === "refuse")) {
    return unsupportedQuery();
  }
  const issues = tenant.incidents
    .map(({ body }) => body)
    .filter(({ isResolved }) => wanted === undefined || String(isResolved) === wanted);
  return jsonAnswer(pageOf(request, "admin/serviceAnnouncement/issues", issues, paging));
}

function answerOverviews(request: GraphRequest): Answer {
  const expand = request.query.get("$expand");
  if (expand !== null && expand !== "issues")
    return unsupportedQuery(`Could not find a property named '${expand}'.`);
  const overviews = request.tenant
    .healthOverviews()
    .map(({ issues, ...overview }) => (expand === null ? overview : { ...overview, issues }));
  const expanded = expand === null ? "" : "(issues())";
  const context = `admin/serviceAnnouncement/healthOverviews${expanded}`;
  return jsonAnswer(pageOf(request, context, overviews, paging));
}
