/**
 * An object with errors that a service published on it, as we read it.
 * https://learn.microsoft.com/graph/api/resources/serviceprovisioningxmlerror
 */
import { z } from "zod";
import type { ObjectType, ServiceError } from "../../domain/synced-object.ts";
import { flag, instant, loose, readText, text } from "../graph-shapes.ts";
import { listSaid, objectFacts, objectId } from "../synced-objects.ts";
import { textOfXml } from "./text-of-xml.ts";

const ServiceProvisioningError = z.object({
  createdDateTime: instant,
  isResolved: flag,
  serviceInstance: loose(readService),
  errorDetail: loose((value) => (typeof value === "string" ? readText(textOfXml(value)) : null)),
});

export const ObjectWithServiceErrors = z.object({
  id: objectId,
  displayName: text,
  userPrincipalName: text,
  mail: text,
  serviceProvisioningErrors: listSaid(ServiceProvisioningError),
});
export type ObjectWithServiceErrors = z.output<typeof ObjectWithServiceErrors>;

/** One for each error that Graph does not say is resolved. */
export function toServiceErrors(objectType: ObjectType, row: ObjectWithServiceErrors): ServiceError[] {
  return row.serviceProvisioningErrors
    .filter(({ isResolved }) => isResolved !== true)
    .map((error) => ({
      objectType,
      objectId: row.id,
      displayName: row.displayName,
      address: row[objectFacts[objectType].address],
      service: error.serviceInstance,
      detail: error.errorDetail,
      createdAt: error.createdDateTime,
    }));
}

/** `exchange/EURP189-005` is the service and one of its instances; only the first is news. */
function readService(value: unknown): string | null {
  return typeof value === "string" ? readText(value.split("/", 1)[0]) : null;
}
