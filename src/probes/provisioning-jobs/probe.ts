/**
 * In: the service principals that are Cloud Sync configurations (found twice, by template and by the appId of the
 * 2019 preview), then each one's jobs. Out: every provisioning job of the tenant. Discovery is kept for an hour.
 */
import { hour, type Instant } from "../../domain/instant.ts";
import type { ProvisioningJob } from "../../domain/reading.ts";
import type { GraphReader } from "../../graph/client.ts";
import { GraphFault } from "../../graph/fault.ts";
import { blindReading } from "../blind.ts";
import type { Probe, ProbeContext } from "../probe.ts";
import { Job, ServicePrincipal } from "./schema.ts";
import { toProvisioningJob } from "./to-job.ts";

/** Template of Cloud Sync; the same GUID is the appId of the first-party principal of the preview. */
const cloudSyncId = "1a4721b3-e57f-4451-ae87-ef078703ec94";
const groupWritebackTemplateId = "fb81332f-3eca-4ecf-a939-4278e501d330";
const discoveryTtlMs = hour;

const findPermission = "Application.Read.All";
const readPermission = "Synchronization.Read.All";

export const provisioningJobsProbe: Probe = {
  id: "provisioning-jobs",
  covers: ["provisioning-jobs"],
  permissions: [findPermission, readPermission],
  async look(context) {
    let principals: ServicePrincipal[];
    try {
      principals = await discover(context);
    } catch (thrown) {
      return [blindReading("provisioning-jobs", ["provisioning-jobs"], thrown, findPermission)];
    }
    try {
      const lists = await Promise.all(principals.map((principal) => readJobs(context, principal)));
      const jobs = new Map(lists.flat().map((job) => [job.id, job]));
      return [{ kind: "provisioning-jobs", jobs: [...jobs.values()] }];
    } catch (thrown) {
      // One list missing makes the whole unknown: a job that is not listed would count as gone.
      return [blindReading("provisioning-jobs", ["provisioning-jobs"], thrown, readPermission)];
    }
  },
};

async function discover({ graph, cache, now }: ProbeContext): Promise<ServicePrincipal[]> {
  const known = cache.get("principals") as { at: Instant; list: ServicePrincipal[] } | undefined;
  if (known && now - known.at < discoveryTtlMs && now >= known.at) return known.list;
  const found = await Promise.all([
    listPrincipals(graph, `applicationTemplateId eq '${cloudSyncId}'`),
    listPrincipals(graph, `appId eq '${cloudSyncId}'`),
    listPrincipals(graph, `applicationTemplateId eq '${groupWritebackTemplateId}'`).catch(noneIfUnsupported),
  ]);
  const list = [...new Map(found.flat().map((principal) => [principal.id, principal])).values()];
  // "None" is asked again at every poll: kept, it would let a tenant look seen when nothing of it was.
  if (list.length > 0) cache.set("principals", { at: now, list });
  return list;
}

/** This template's id is known from one script only; a cloud that refuses the question has no such configurations. */
function noneIfUnsupported(thrown: unknown): ServicePrincipal[] {
  if (thrown instanceof GraphFault && (thrown.status === 400 || thrown.status === 404)) return [];
  throw thrown;
}

async function listPrincipals(graph: GraphReader, filter: string): Promise<ServicePrincipal[]> {
  const path = `/servicePrincipals?$filter=${encodeURIComponent(filter)}&$select=id,appId,displayName,accountEnabled,applicationTemplateId`;
  const list: ServicePrincipal[] = [];
  for await (const page of graph.pages("v1.0", path)) {
    for (const row of page) list.push(readRow(ServicePrincipal, row, "servicePrincipals"));
  }
  return list;
}

async function readJobs(context: ProbeContext, principal: ServicePrincipal): Promise<ProvisioningJob[]> {
  const jobs: ProvisioningJob[] = [];
  try {
    const path = `/servicePrincipals/${encodeURIComponent(principal.id)}/synchronization/jobs`;
    for await (const page of context.graph.pages("v1.0", path)) {
      for (const row of page) jobs.push(toProvisioningJob(readRow(Job, row, "jobs"), principal));
    }
  } catch (thrown) {
    if (!(thrown instanceof GraphFault) || thrown.status !== 404) throw thrown;
    if (await isStillThere(context, principal)) throw thrown;
    return [];
  }
  return jobs;
}

/** No jobs and no configuration: removed since discovery, which is an answer. No jobs of a configuration: a riddle. */
async function isStillThere(context: ProbeContext, { id }: ServicePrincipal): Promise<boolean> {
  context.cache.delete("principals");
  return (await discover(context)).some((principal) => principal.id === id);
}

/** A row without the one thing we can't do without, its id, is no list we may judge by. */
function readRow<T>(
  shape: { safeParse(row: unknown): { success: true; data: T } | { success: false } },
  row: unknown,
  what: string,
): T {
  const parsed = shape.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new GraphFault({ reason: "malformed", detail: `${what}: a row without an id` });
}
