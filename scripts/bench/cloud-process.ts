/**
 * The child of bench-cloud.ts: one tenant with Connect Sync and a Cloud Sync configuration, and an inbox. In: a folder
 * and a size as arguments, "count" or "repeated" over IPC. Out over IPC: its address, then the numbers asked for. Ends
 * when its parent lets go of it.
 */
import { join } from "node:path";
import { startCloud } from "../../src/simulator/cloud.ts";
import { startInbox } from "../../src/simulator/inbox.ts";
import { createTenant } from "../../src/simulator/tenant.ts";
import { systemClock } from "../../src/util/clock.ts";

export interface CloudAddress {
  /** Graph and the sign-in authority. */
  url: string;
  caFile: string;
  smtpPort: number;
  tenant: { name: string; tenantId: string; clientId: string; clientSecret: string };
}

const [folder, size] = process.argv.slice(2);
if (!process.send || folder === undefined) throw new Error("cloud-process.ts is started by bench-cloud.ts");

const tenant = createTenant({ clock: systemClock, name: "contoso" });
tenant.addCloudSyncConfiguration({ domain: "contoso.example" });
// Healthy, or a large one with many object errors.
if (size === "large") tenant.directory.addUsers(100_000, { conflictEvery: 10 });
const caFile = join(folder, "ca.pem");
const cloud = await startCloud({
  clock: systemClock,
  tenants: [tenant],
  caFile,
  pageSize: 999,
  maxRequests: 10_000,
});
const inbox = await startInbox({ tls: "none" });

const { name, tenantId, clientId, clientSecret } = tenant;
const address: CloudAddress = {
  url: cloud.graphUrl,
  caFile,
  smtpPort: inbox.port,
  tenant: { name, tenantId, clientId, clientSecret: clientSecret ?? "" },
};
process.on("message", (question) => {
  process.send?.(question === "repeated" ? countRepeated() : countRequests());
});
process.once("disconnect", async () => {
  await cloud.close();
  await inbox.close();
});
process.send(address);

function countRequests(): number {
  const { token, batch, direct } = cloud.counters.requests;
  return token + batch + direct;
}

/** Pages of a list that were asked for more than once. */
function countRepeated(): number {
  const pages = cloud.requests.filter(({ path }) => path.includes("$skiptoken")).map(({ path }) => path);
  return pages.length - new Set(pages).size;
}
