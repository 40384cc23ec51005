/**
 * Rows of the provisioning log as we read them.
 * https://learn.microsoft.com/graph/api/resources/provisioningobjectsummary
 */
import { z } from "zod";
import { hour, type Instant } from "../../domain/instant.ts";
import { jobKinds } from "../../domain/job.ts";
import type { ProvisioningLogRow } from "../../domain/reading.ts";
import { instant, listOf, loose, maybe, readEnum, readText, text } from "../graph-shapes.ts";

const cloudSyncKinds = jobKinds.filter((kind) => kind !== "other");

const Identity = maybe(z.object({ id: text, displayName: text }));
const Row = z.object({
  id: text,
  activityDateTime: instant,
  jobId: text,
  changeId: text,
  provisioningAction: text,
  provisioningStatusInfo: maybe(
    z.object({
      status: loose((value) => readEnum(value, ["failure", "success"], null)),
      errorInformation: maybe(z.object({ errorCode: text, reason: loose((value) => readText(value, 500)) })),
    }),
  ),
  sourceIdentity: Identity,
  targetIdentity: Identity,
  provisioningSteps: listOf(z.object({ details: maybe(z.object({ ReportableIdentifier: text })) })),
});
type Row = z.output<typeof Row>;

/** Null for a row that is none of our business: another product's job, a skipped or a staged change, no date, no id. */
export function toLogRow(value: unknown, now: Instant): ProvisioningLogRow | null {
  const parsed = Row.safeParse(value);
  if (!parsed.success) return null;
  const { id, activityDateTime, jobId, provisioningAction, provisioningStatusInfo: info } = parsed.data;
  const outcome = info?.status ?? null;
  if (id === null || activityDateTime === null || jobId === null || outcome === null) return null;
  if (!isCloudSync(jobId) || isStagedDelete(provisioningAction)) return null;
  const error = outcome === "failure" ? (info?.errorInformation ?? null) : null;
  const name = readName(parsed.data);
  return {
    id,
    // A date far ahead would be the newest row for good, and hide the real ones.
    at: Math.min(activityDateTime, now + hour),
    jobId,
    outcome,
    code: error?.errorCode ?? null,
    reason: error?.reason ?? null,
    objectKey: parsed.data.sourceIdentity?.id ?? name ?? parsed.data.changeId ?? id,
    objectName: name,
    action: provisioningAction,
  };
}

/** In Active Directory if it has one there, else in Entra ID, else as a step of the row calls it. */
function readName({ sourceIdentity, targetIdentity, provisioningSteps }: Row): string | null {
  const called = provisioningSteps.map((step) => step.details?.ReportableIdentifier ?? null);
  return (
    sourceIdentity?.displayName ?? targetIdentity?.displayName ?? called.find((name) => name !== null) ?? null
  );
}

function isCloudSync(jobId: string): boolean {
  return readEnum(jobId.split(".")[0], cloudSyncKinds, null) !== null;
}

/** A delete that the job's threshold held back: that is the job's quarantine, not this object's failure. */
function isStagedDelete(action: string | null): boolean {
  return action?.toLowerCase() === "stageddelete";
}
