/**
 * In: the service principals that are Cloud Sync configurations (found twice, by template and by the appId of the
 * 2019 preview), then each one's jobs. Out: every provisioning job of the tenant. Discovery is kept for an hour.
 */
import { hour, type Instant } from "../../domain/instant.ts";
import type { ProvisioningJob } from "../../domain/job.ts";
import type { GraphReader } from "../../graph/client.ts";
import { GraphFault } from "../../graph/fault.ts";
import { blindReading } from "../blind.ts";
import type { Probe, ProbeContext } from "../probe.ts";
import { isUnknownToGraph, quote } from "../query.ts";
import { readAll } from "../rows.ts";
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
  permissions: [
    {
      name: findPermission,
      instead: ["Directory.Read.All"],
      reads: "the Cloud Sync configurations",
    },
    { name: readPermission, instead: [], reads: "the jobs of Cloud Sync configurations" },
  ],
  findings: [
    "job-quarantine",
    "job-delete-threshold",
    "job-failing",
    "job-entry-errors",
    "job-stalled",
    "job-paused",
  ],
  licence: null,
  notIn: [],
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
    listPrincipals(graph, `applicationTemplateId eq ${quote(cloudSyncId)}`),
    listPrincipals(graph, `appId eq ${quote(cloudSyncId)}`),
    listPrincipals(graph, `applicationTemplateId eq ${quote(groupWritebackTemplateId)}`).catch(
      noneIfUnsupported,
    ),
  ]);
  const list = [...new Map(found.flat().map((principal) => [principal.id, principal])).values()];
  // "None" is asked again at every poll: kept, it would let a tenant look seen when nothing of it was.
  if (list.length > 0) cache.set("principals", { at: now, list });
  return list;
}

/** This template's id is known from one script only; a cloud that refuses the question has no such configurations. */
function noneIfUnsupported(thrown: unknown): ServicePrincipal[] {
  if (isUnknownToGraph(thrown)) return [];
  throw thrown;
}

async function listPrincipals(graph: GraphReader, filter: string): Promise<ServicePrincipal[]> {
  const path = `/servicePrincipals?$filter=${encodeURIComponent(filter)}&$select=id,appId,displayName,accountEnabled,applicationTemplateId`;
  return readAll(graph, path, ServicePrincipal, "servicePrincipals");
}

async function readJobs(context: ProbeContext, principal: ServicePrincipal): Promise<ProvisioningJob[]> {
  try {
    const path = `/servicePrincipals/${encodeURIComponent(principal.id)}/synchronization/jobs`;
    const jobs = await readAll(context.graph, path, Job, "jobs");
    return jobs.map((job) => toProvisioningJob(job, principal));
  } catch (thrown) {
    if (!(thrown instanceof GraphFault) || thrown.status !== 404) throw thrown;
    if (await isStillThere(context, principal)) throw thrown;
    return [];
  }
}

/** No jobs and no configuration: removed since discovery, which is an answer. No jobs of a configuration: a riddle. */
async function isStillThere(context: ProbeContext, { id }: ServicePrincipal): Promise<boolean> {
  context.cache.delete("principals");
  return (await discover(context)).some((principal) => principal.id === id);
}
