/** In: an Active Directory domain. Out: its Cloud Sync configuration: a service principal with its provisioning jobs. */
import type { ServicePrincipal } from "@microsoft/microsoft-graph-types";
import type { Clock } from "../util/clock.ts";
import { guidFrom } from "./graph-values.ts";
import { createJob, type SimulatedJob } from "./job.ts";

/** The application template of Cloud Sync; in the 2019 preview the same GUID was the appId of a first-party app. */
export const cloudSyncTemplateId = "1a4721b3-e57f-4451-ae87-ef078703ec94";

export interface CloudSyncOptions {
  domain: string;
  /** Found by appId instead of by template. */
  preview?: boolean;
  /** False: the password hash job is there, but switched off. */
  passwordHash?: boolean;
  users?: number;
  groups?: number;
  /** `QuarantineTooManyDeletesThreshold`; null leaves the setting out. */
  deleteThreshold?: number | null;
  /** Job ids of older configurations have no third part. */
  shortJobIds?: boolean;
}

export interface CloudSyncConfiguration {
  /** The service principal's id. */
  readonly id: string;
  readonly domain: string;
  readonly provisioning: SimulatedJob;
  readonly passwordHash: SimulatedJob;
  /** Mutable: delete from it or add to it at will. */
  readonly jobs: SimulatedJob[];
  /** Another job, for instance `AAD2ADGroupProvisioning`. */
  addJob(template: string, options?: { templateId?: string }): SimulatedJob;
  body(): ServicePrincipal;
}

export function createCloudSyncConfiguration(
  clock: Clock,
  tenantId: string,
  options: CloudSyncOptions,
): CloudSyncConfiguration {
  const { domain, users = 1840, groups = 212, deleteThreshold = 500 } = options;
  const configurationId = guidFrom(`configuration ${tenantId} ${domain}`);
  const settings = settingsOf(domain, deleteThreshold);
  const jobs: SimulatedJob[] = [];

  function addJob(
    template: string,
    { templateId = template, entryCounts = [] as { key: string; value: number }[] } = {},
  ) {
    const parts = [template, tenantId.replaceAll("-", ""), ...(options.shortJobIds ? [] : [configurationId])];
    const job = createJob({ clock, id: parts.join("."), templateId, settings, entryCounts });
    jobs.push(job);
    return job;
  }

  const provisioning = addJob("AD2AADProvisioning", {
    entryCounts: [
      { key: "group to Group", value: groups },
      { key: "user to User", value: users },
    ],
  });
  const passwordHash = addJob("AD2AADPasswordHash");
  if (options.passwordHash === false) passwordHash.disable();

  const id = guidFrom(`service principal ${configurationId}`);
  return {
    id,
    domain,
    provisioning,
    passwordHash,
    jobs,
    addJob: (template, jobOptions) => addJob(template, jobOptions),
    body: () => ({
      id,
      accountEnabled: true,
      appId: options.preview ? cloudSyncTemplateId : guidFrom(`app ${configurationId}`),
      applicationTemplateId: options.preview ? null : cloudSyncTemplateId,
      appOwnerOrganizationId: options.preview ? "47df5bb7-e6bc-4256-afb0-dd8c8e3c1ce8" : tenantId,
      displayName: options.preview ? "Active Directory to Azure Active Directory Provisioning" : domain,
      servicePrincipalType: "Application",
      tags: ["WindowsAzureActiveDirectoryIntegratedApp"],
    }),
  };
}

function settingsOf(domain: string, deleteThreshold: number | null) {
  const netBios = (domain.split(".")[0] ?? domain).toUpperCase();
  const names = {
    DomainFQDN: domain,
    DomainNetBios: netBios,
    ForestFQDN: domain,
    ForestNetBios: netBios,
  };
  const settings = [
    { name: "Domain", value: JSON.stringify(names) },
    ...Object.entries(names).map(([name, value]) => ({ name, value })),
  ];
  if (deleteThreshold !== null) {
    settings.push({ name: "QuarantineTooManyDeletesThreshold", value: String(deleteThreshold) });
  }
  return settings;
}
