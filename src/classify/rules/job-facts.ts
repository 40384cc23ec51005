/** What every job finding has in common: its subject, its facts, and the catalog's explanation of its error. */
import type { Catalog, CatalogEntry, Surface } from "../../domain/catalog.ts";
import type { JobFacts, Subject } from "../../domain/finding.ts";
import type { JobError, ProvisioningJob } from "../../domain/job.ts";

export function jobSubject(job: ProvisioningJob): Subject {
  return { key: job.id, name: job.configuration };
}

export function jobFacts(catalog: Catalog, job: ProvisioningJob, error: JobError | null): JobFacts {
  const lifted = error?.message ? catalog.extract(error.message) : null;
  return {
    jobId: job.id,
    jobKind: job.kind,
    configuration: job.configuration,
    errorCode: error?.code ?? null,
    errorMessage: lifted?.rest || null,
    ...(lifted
      ? {
          errorIds: {
            traceId: lifted.traceId,
            correlationId: lifted.correlationId,
            trackingId: lifted.trackingId,
            requestId: lifted.requestId,
            timestamp: lifted.timestamp,
          },
        }
      : {}),
    tenantActionable: error?.tenantActionable ?? null,
    lastSuccessAt: job.lastSuccessAt,
  };
}

/** Entries that explain an error seen on this surface, the best first; `unknown` when it says something we don't know. */
export function explainError(catalog: Catalog, error: JobError | null, surface: Surface): CatalogEntry[] {
  if (!error?.code && !error?.message) return [];
  return catalog.match({ code: error.code, message: error.message, surface }).map((match) => match.entry);
}

/** Ids of known entries first; `unknown` only when nothing else explains it. */
export function catalogIds(...groups: (string | CatalogEntry)[][]): string[] {
  const ids = [...new Set(groups.flat().map((entry) => (typeof entry === "string" ? entry : entry.id)))];
  const known = ids.filter((id) => id !== "unknown");
  return known.length > 0 ? known : ids;
}
