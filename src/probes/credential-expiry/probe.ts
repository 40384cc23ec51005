/**
 * In: our own app registration, and those that Entra Connect signs in with, found by their usual name and by the role
 * that they were given on Microsoft's synchronization principal. Out: their secrets and certificates.
 */
import { day, type Instant } from "../../domain/instant.ts";
import type { AppCredentials, Reading } from "../../domain/reading.ts";
import type { Probe, ProbeContext } from "../probe.ts";
import { isUnknownToGraph, quote } from "../query.ts";
import { findSyncPrincipal } from "../sync-principal/schema.ts";
import {
  type Application,
  listAppIds,
  listApplications,
  listApplicationsByAppId,
  listAssignedPrincipals,
} from "./schema.ts";
import { toConnectApp, toMonitorApp } from "./to-app.ts";

/** As Entra Connect names the app that it makes for itself; the server's name and a suffix follow. */
const connectAppPrefix = "ConnectSyncProvisioning_";
const discoveryTtlMs = day;

export const credentialExpiryProbe: Probe = {
  id: "credential-expiry",
  permissions: [
    {
      name: "Application.Read.All",
      instead: ["Directory.Read.All"],
      reads: "the expiry dates of this monitor's and Entra Connect's credentials",
    },
  ],
  findings: ["credential-expiry"],
  licence: null,
  notIn: [],
  async look(context): Promise<Reading[]> {
    const [own, named, assigned] = await Promise.all([
      readOwnApp(context),
      nullIfUnknown(listApplications(context.graph, `startswith(displayName,${quote(connectAppPrefix)})`)),
      nullIfUnknown(readAssignedApps(context)),
    ]);
    const connect = [...(named ?? []), ...(assigned ?? [])].map(toConnectApp);
    const complete = named !== null && assigned !== null;
    return [{ kind: "app-credentials", apps: merge([...own, ...connect]), complete }];
  },
};

/** None for a managed identity, and none for an app that is registered in another tenant. */
async function readOwnApp({ graph, app }: ProbeContext): Promise<AppCredentials[]> {
  const { clientId } = app;
  if (clientId === null) return [];
  const rows = await listApplications(graph, `appId eq ${quote(clientId)}`);
  const own = rows.filter((row) => row.appId.toLowerCase() === clientId.toLowerCase());
  return own.slice(0, 1).map((row) => toMonitorApp(row, app));
}

async function readAssignedApps(context: ProbeContext): Promise<Application[]> {
  const known = recall(context);
  return listApplicationsByAppId(context.graph, known ?? (await discover(context)));
}

interface Discovery {
  at: Instant;
  appIds: string[];
}

function recall({ cache, now }: ProbeContext): string[] | null {
  const known = cache.get("connect") as Discovery | undefined;
  return known && now >= known.at && now - known.at < discoveryTtlMs ? known.appIds : null;
}

async function discover({ graph, cache, now }: ProbeContext): Promise<string[]> {
  const principal = await findSyncPrincipal(graph);
  const assigned = principal === null ? [] : await listAssignedPrincipals(graph, principal.id);
  const appIds = await listAppIds(graph, assigned);
  cache.set("connect", { at: now, appIds } satisfies Discovery);
  return appIds;
}

/** A part that this tenant's Graph does not answer shows fewer apps; what may not be seen is another matter. */
async function nullIfUnknown(work: Promise<Application[]>): Promise<Application[] | null> {
  try {
    return await work;
  } catch (thrown) {
    if (isUnknownToGraph(thrown)) return null;
    throw thrown;
  }
}

/** One entry for each app, the first: our own counts as ours, whatever else it is. */
function merge(apps: AppCredentials[]): AppCredentials[] {
  return [...new Map(apps.toReversed().map((app) => [app.appId, app])).values()].toReversed();
}
