/** In: what provisioning jobs did to objects. Out: the rows of the provisioning log (graph/api/resources/provisioningobjectsummary). */
import type {
  ProvisioningAction,
  ProvisioningObjectSummary,
  ProvisioningStatusInfo,
  ProvisioningStep,
} from "@microsoft/microsoft-graph-types";
import type { Instant } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";
import type { CloudSyncConfiguration } from "./cloud-sync.ts";
import { pushBounded } from "./counters.ts";
import { guidFrom, toGraphSeconds } from "./graph-values.ts";
import type { SimulatedJob } from "./job.ts";

export interface RowOptions {
  /** Of the object in Active Directory; made from its name where left out. */
  objectId?: string;
  objectName?: string;
  /** Documentation spells one of them `stageddelete`; others may come. */
  action?: ProvisioningAction | (string & {});
  at?: Instant;
}

export interface FailedRowOptions extends RowOptions {
  code: string | null;
  reason: string | null;
}

export interface ProvisioningLog {
  /** In the order in which they were written; mutable. */
  readonly rows: ProvisioningObjectSummary[];
  fail(job: SimulatedJob, options: FailedRowOptions): ProvisioningObjectSummary;
  succeed(job: SimulatedJob, options?: RowOptions): ProvisioningObjectSummary;
  /** A failure of another application's provisioning, which shares the log. */
  failOther(options: FailedRowOptions): ProvisioningObjectSummary;
}

export interface ProvisioningLogOptions {
  clock: Clock;
  tenantId: string;
  configurations: readonly CloudSyncConfiguration[];
}

/** What wrote the row: a job, and the service principal that it belongs to. */
interface Origin {
  jobId: string;
  servicePrincipal: { id: string; displayName: string };
  source: string;
  target: string;
}

const maxRows = 50_000;

export function createProvisioningLog(options: ProvisioningLogOptions): ProvisioningLog {
  const { clock, tenantId, configurations } = options;
  const rows: ProvisioningObjectSummary[] = [];
  let serial = 0;

  function originOf(job: SimulatedJob): Origin {
    const owner = configurations.find(({ jobs }) => jobs.includes(job));
    return {
      jobId: job.id,
      servicePrincipal: { id: owner?.id ?? "", displayName: owner?.domain ?? "" },
      source: "Active Directory",
      target: "Microsoft Entra ID",
    };
  }

  function add(
    origin: Origin,
    given: RowOptions,
    failure: { code: string | null; reason: string | null } | null,
  ) {
    serial += 1;
    const row = createRow({
      seed: `${tenantId} ${serial}`,
      tenantId,
      origin,
      given,
      failure,
      now: clock.now(),
    });
    pushBounded(rows, row, maxRows);
    return row;
  }

  return {
    rows,
    fail: (job, given) => add(originOf(job), given, given),
    succeed: (job, given = {}) => add(originOf(job), given, null),
    failOther(given) {
      const id = guidFrom(`other provisioning ${tenantId}`);
      const servicePrincipal = { id, displayName: "Salesforce" };
      const jobId = `salesforce.${tenantId.replaceAll("-", "")}.${id}`;
      return add(
        { jobId, servicePrincipal, source: "Microsoft Entra ID", target: "Salesforce" },
        given,
        given,
      );
    },
  };
}

interface RowFacts {
  seed: string;
  tenantId: string;
  origin: Origin;
  given: RowOptions;
  failure: { code: string | null; reason: string | null } | null;
  now: Instant;
}

function createRow({ seed, tenantId, origin, given, failure, now }: RowFacts): ProvisioningObjectSummary {
  const { objectName = "Mara Lindt", action = "create", at = now } = given;
  const sourceId = given.objectId ?? guidFrom(`source ${objectName}`);
  // A create that failed made nothing in the target.
  const exists = failure === null || action !== "create";
  return {
    id: guidFrom(`row ${seed}`),
    activityDateTime: toGraphSeconds(at),
    tenantId,
    jobId: origin.jobId,
    cycleId: guidFrom(`cycle ${origin.jobId} ${at}`),
    changeId: guidFrom(`change ${seed}`),
    // The type knows fewer actions than tests need.
    provisioningAction: action as ProvisioningAction,
    durationInMilliseconds: 2_785,
    provisioningStatusInfo: statusOf(failure),
    provisioningSteps: stepsOf(failure !== null, objectName),
    modifiedProperties: [{ displayName: "displayName", oldValue: null, newValue: objectName }],
    servicePrincipal: { ...origin.servicePrincipal },
    sourceSystem: { id: guidFrom(`system ${origin.source}`), displayName: origin.source, details: {} },
    targetSystem: { id: guidFrom(`system ${origin.target}`), displayName: origin.target, details: {} },
    initiatedBy: { id: "", displayName: "Azure AD Provisioning Service", initiatorType: "system" },
    sourceIdentity: { id: sourceId, displayName: objectName, identityType: "user", details: {} },
    targetIdentity: {
      id: exists ? guidFrom(`target ${sourceId}`) : "",
      displayName: exists ? objectName : "",
      identityType: "User",
      details: {},
    },
  };
}

function statusOf(failure: RowFacts["failure"]): ProvisioningStatusInfo {
  if (!failure) return { status: "success", errorInformation: null };
  const { code, reason } = failure;
  return {
    status: "failure",
    errorInformation: {
      errorCode: code,
      reason,
      additionalDetails: null,
      errorCategory: "nonServiceFailure",
      recommendedAction: null,
    },
  };
}

function stepsOf(failed: boolean, objectName: string): ProvisioningStep[] {
  return [
    {
      name: "EntryImportAdd",
      provisioningStepType: "import",
      status: "success",
      description: `Received '${objectName}' from the source.`,
      details: {},
    },
    {
      name: "EntryExportAdd",
      provisioningStepType: "export",
      status: failed ? "failure" : "success",
      description: failed ? `'${objectName}' could not be written.` : `'${objectName}' was written.`,
      details: { ReportableIdentifier: objectName },
    },
  ];
}
