/**
 * The service principal "Microsoft Entra AD Synchronization Service" as we read it.
 * https://learn.microsoft.com/graph/api/resources/serviceprincipal
 */
import { z } from "zod";
import type { GraphReader } from "../../graph/client.ts";
import { GraphFault } from "../../graph/fault.ts";
import { flag, text } from "../graph-shapes.ts";
import { readAll } from "../rows.ts";

/** The same in every cloud. */
export const syncPrincipalAppId = "6bf85cfa-ac8a-4be5-b5de-425a0d0dc016";

const filter = encodeURIComponent(`appId eq '${syncPrincipalAppId}'`);
const path = `/servicePrincipals?$filter=${filter}&$select=id,appId,displayName,accountEnabled`;

const SyncPrincipal = z.object({ id: z.string().min(1), appId: text, accountEnabled: flag });
export type SyncPrincipal = z.output<typeof SyncPrincipal>;

/** Null when the tenant has none. Probes that need it in one poll share the answer: they ask by this one path. */
export async function findSyncPrincipal(graph: GraphReader): Promise<SyncPrincipal | null> {
  const rows = await readAll(graph, path, SyncPrincipal, "servicePrincipals");
  const found = rows.find((row) => row.appId?.toLowerCase() === syncPrincipalAppId);
  if (found) return found;
  if (rows.length === 0) return null;
  throw new GraphFault({
    reason: "malformed",
    detail: `servicePrincipals: asked for appId ${syncPrincipalAppId}, got others`,
  });
}
