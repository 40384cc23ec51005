/**
 * A synchronized user, as far as it shows which of its names it signs in with.
 * https://learn.microsoft.com/graph/api/resources/user
 */
import { z } from "zod";
import { listOf, text } from "../graph-shapes.ts";
import { ProvisioningError } from "../object-errors/schema.ts";
import { objectId } from "../synced-objects.ts";

export const SyncedUser = z.object({
  id: objectId,
  displayName: text,
  userPrincipalName: text,
  onPremisesUserPrincipalName: text,
  onPremisesProvisioningErrors: listOf(ProvisioningError),
});
export type SyncedUser = z.output<typeof SyncedUser>;
