/**
 * In: the provisioning log since the newest row that we know. Out: which objects Cloud Sync jobs failed to write, and
 * which of them they wrote after all.
 */
import type { Probe } from "../probe.ts";
import { readLog } from "./read-log.ts";

export const provisioningLogProbe: Probe = {
  id: "provisioning-log",
  permissions: [
    {
      name: "ProvisioningLog.Read.All",
      instead: ["AuditLog.Read.All", "Directory.Read.All"],
      reads: "the objects that Cloud Sync jobs could not write",
    },
  ],
  findings: ["job-entry-errors"],
  licence: "Entra ID P1 or P2",
  notIn: ["china"],
  look: async (context) => [await readLog(context)],
};
