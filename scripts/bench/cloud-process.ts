/**
 * The child of bench-cloud.ts: one healthy tenant with Connect Sync and a Cloud Sync configuration, and an inbox. In:
 * a folder as argument, "count" over IPC. Out over IPC: its address, then counts. Ends when its parent lets go of it.
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

const folder = process.argv[2];
if (!process.send || folder === undefined) throw new Error("cloud-process.ts is started by bench-cloud.ts");

const tenant = createTenant({ clock: systemClock, name: "contoso" });
tenant.addCloudSyncConfiguration({ domain: "contoso.example" });
const caFile = join(folder, "ca.pem");
const cloud = await startCloud({ clock: systemClock, tenants: [tenant], caFile });
const inbox = await startInbox({ tls: "none" });

const { name, tenantId, clientId, clientSecret } = tenant;
const address: CloudAddress = {
  url: cloud.graphUrl,
  caFile,
  smtpPort: inbox.port,
  tenant: { name, tenantId, clientId, clientSecret: clientSecret ?? "" },
};
process.on("message", () => {
  const { token, batch, direct } = cloud.counters.requests;
  process.send?.(token + batch + direct);
});
process.once("disconnect", async () => {
  await cloud.close();
  await inbox.close();
});
process.send(address);
