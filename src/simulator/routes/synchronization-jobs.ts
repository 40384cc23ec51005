/** GET /servicePrincipals/{id}/synchronization/jobs and …/jobs/{jobId}: provisioning jobs of a Cloud Sync configuration. */
import { type Answer, errorAnswer, jsonAnswer, notFound } from "../graph-answer.ts";
import { pageOf } from "../paging.ts";
import type { GraphRequest, Route } from "../route.ts";

export const synchronizationJobRoutes: Route[] = [
  {
    match: /^\/servicePrincipals\/(?<id>[^/]+)\/synchronization\/jobs(?:\/(?<jobId>[^/]+))?$/,
    // Directory.Read.All is not enough here.
    permissions: ["Synchronization.Read.All"],
    // Observed: a missing right shows as 401 with an empty message (microsoft-graph-docs-contrib issue 8800), not as 403.
    denied: () => errorAnswer(401, "UnknownError", ""),
    cost: 1,
    answer: answerJobs,
  },
];

function answerJobs(request: GraphRequest): Answer {
  const { tenant, params, serviceRoot } = request;
  const { id = "", jobId } = params;
  const configuration = tenant.configurations.find((candidate) => candidate.id === id.toLowerCase());
  if (!configuration) {
    // Other service principals exist, but have no synchronization: an empty list, as the real service gives.
    const exists = tenant.servicePrincipals.some((principal) => principal.id === id);
    return exists && jobId === undefined ? jsonAnswer(pageOf(request, contextOf(id), [])) : notFound(id);
  }
  if (jobId === undefined) {
    const bodies = configuration.jobs.map((job) => job.body());
    return jsonAnswer(pageOf(request, contextOf(id), bodies));
  }
  const job = configuration.jobs.find((candidate) => candidate.id === jobId);
  if (!job) return notFound(jobId);
  return jsonAnswer({ "@odata.context": `${serviceRoot}/$metadata#${contextOf(id)}/$entity`, ...job.body() });
}

function contextOf(id: string): string {
  return `servicePrincipals('${id}')/synchronization/jobs`;
}
