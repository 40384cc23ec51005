/** What the sample findings share: their moment and their subjects. */
import type { JobFacts } from "../../../../src/domain/finding.ts";
import { hour, minute } from "../../../../src/domain/instant.ts";

export const now = Date.UTC(2025, 0, 24, 3, 0);
/** When the changed and resolved samples were raised. */
export const raisedBefore = now - 3 * hour - 10 * minute;

export const job: JobFacts = {
  jobId: "AD2AADProvisioning.fc93887f5f8b4d2f8d3c0e7b54aa1c55.0f1a6c2e-9a57-4a0e-8c6b-2d9e7f4b3a10",
  jobKind: "AD2AADProvisioning",
  configuration: "corp.contoso.example",
  errorCode: null,
  errorMessage: null,
  tenantActionable: null,
  lastSuccessAt: now - 5 * hour,
};

export const jobSubject = { key: job.jobId, name: job.configuration };
export const tenantSubject = { key: "tenant", name: "contoso" };
