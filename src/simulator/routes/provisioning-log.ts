/** GET /auditLogs/provisioning: what provisioning did to objects; filters are case-sensitive, `ge` and `le` unknown. */
import type { ProvisioningObjectSummary } from "@microsoft/microsoft-graph-types";
import { splitClauses } from "../directory-filter.ts";
import { type Answer, errorAnswer, jsonAnswer } from "../graph-answer.ts";
import { pageOf } from "../paging.ts";
import { findForeignOption, type GraphRequest, type Route } from "../route.ts";

export const provisioningLogRoutes: Route[] = [
  {
    match: /^\/auditLogs\/provisioning$/,
    permissions: ["ProvisioningLog.Read.All", "AuditLog.Read.All", "Directory.Read.All"],
    // As reported for this very path (microsoft-graph-explorer-v4 issue 3165).
    denied: () =>
      errorAnswer(
        403,
        "Authentication_MSGraphPermissionMissing",
        "Calling principal does not have required MSGraph permissions AuditLog.Read.All",
      ),
    cost: 1,
    answer: answerRows,
  },
];

const knownOptions = ["$filter", "$orderby", "$top", "$skiptoken"];
const maxTop = 1_000;

type RowTest = (row: ProvisioningObjectSummary) => boolean;

function answerRows(request: GraphRequest): Answer {
  const { tenant, query } = request;
  if (!tenant.premium) {
    return errorAnswer(
      403,
      "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
      "Neither tenant is B2C or tenant doesn't have premium license",
    );
  }
  const foreign = findForeignOption(query, knownOptions);
  if (foreign !== null) return badRequest(`The query option '${foreign}' is not supported.`);
  const order = /^activityDateTime(?: (asc|desc))?$/.exec(query.get("$orderby") ?? "activityDateTime desc");
  if (!order) return badRequest("Invalid orderby clause.");
  const test = parseFilter(query.get("$filter"), tenant.provisioningStatusFilter === "works");
  if (!test) return badRequest("Invalid filter clause.");

  const direction = order[1] === "desc" ? -1 : 1;
  const rows = tenant.provisioningLog.rows.filter(test).sort((a, b) => direction * (timeOf(a) - timeOf(b)));
  return jsonAnswer(pageOf(request, "auditLogs/provisioning", rows, { maxTop }));
}

/** Null: one of the clauses is none that the log takes. */
function parseFilter(filter: string | null, statusWorks: boolean): RowTest | null {
  const tests = filter === null ? [] : splitClauses(filter).map((clause) => parseClause(clause, statusWorks));
  return tests.includes(null) ? null : (row) => tests.every((test) => test?.(row));
}

function parseClause(clause: string, statusWorks: boolean): RowTest | null {
  const [, operator, text] = /^activityDateTime (gt|lt|eq) (\d{4}-\d\d-\d\dT\S+)$/.exec(clause) ?? [];
  if (text !== undefined) {
    const moment = Date.parse(text);
    if (Number.isNaN(moment)) return null;
    if (operator === "gt") return (row) => timeOf(row) > moment;
    return operator === "lt" ? (row) => timeOf(row) < moment : (row) => timeOf(row) === moment;
  }
  const [, member, value] = /^(jobId|provisioningStatusInfo\/status) eq '([^']*)'$/.exec(clause) ?? [];
  if (member === "jobId") return (row) => row.jobId === value;
  if (member === undefined || !statusWorks) return null;
  return (row) => row.provisioningStatusInfo?.status === value;
}

function timeOf(row: ProvisioningObjectSummary): number {
  return Date.parse(row.activityDateTime ?? "");
}

function badRequest(message: string): Answer {
  return errorAnswer(400, "BadRequest", message);
}
