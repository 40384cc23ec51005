/**
 * An object with values that Entra ID holds back, as we read it.
 * https://learn.microsoft.com/graph/api/resources/onpremisesprovisioningerror
 */
import { z } from "zod";
import type { ObjectError, ObjectType } from "../../domain/synced-object.ts";
import { instant, loose, readText, text } from "../graph-shapes.ts";
import { listSaid, objectFacts, objectId } from "../synced-objects.ts";

export const ProvisioningError = z.object({
  category: text,
  propertyCausingError: loose(readProperty),
  value: text,
  occurredDateTime: instant,
});

export const ObjectWithErrors = z.object({
  id: objectId,
  displayName: text,
  userPrincipalName: text,
  mail: text,
  onPremisesProvisioningErrors: listSaid(ProvisioningError),
});
export type ObjectWithErrors = z.output<typeof ObjectWithErrors>;

/** One for each value that is held back: an object can have several. */
export function toObjectErrors(objectType: ObjectType, row: ObjectWithErrors): ObjectError[] {
  return row.onPremisesProvisioningErrors.map((error) => ({
    objectType,
    objectId: row.id,
    displayName: row.displayName,
    address: row[objectFacts[objectType].address],
    category: error.category,
    property: error.propertyCausingError,
    value: error.value,
    occurredAt: error.occurredDateTime,
  }));
}

/** The documentation says `ProxyAddress`, Microsoft's own output `ProxyAddresses`. */
function readProperty(value: unknown): string | null {
  const property = readText(value);
  const key = property?.toLowerCase();
  if (key?.startsWith("proxyaddress")) return "ProxyAddresses";
  return key === "userprincipalname" ? "UserPrincipalName" : property;
}
