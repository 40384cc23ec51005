/**
 * The service principal "Microsoft Entra AD Synchronization Service" as we read it.
 * https://learn.microsoft.com/graph/api/resources/serviceprincipal
 */
import { z } from "zod";
import { syncPrincipalAppId } from "../../domain/probes.ts";
import type { GraphReader } from "../../graph/client.ts";
import { GraphFault } from "../../graph/fault.ts";
import { flag, text } from "../graph-shapes.ts";
import { quote } from "../query.ts";
import { readAll } from "../rows.ts";

const filter = encodeURIComponent(`appId eq ${quote(syncPrincipalAppId)}`);
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
