/** In: Microsoft's synchronization principal, by its appId. Out: whether the tenant has it, and it is switched on. */
import { blindReading } from "../blind.ts";
import type { Probe } from "../probe.ts";
import { findSyncPrincipal } from "./schema.ts";

const permission = "Application.Read.All";

export const syncPrincipalProbe: Probe = {
  id: "sync-principal",
  permissions: [
    {
      name: permission,
      instead: ["Directory.Read.All"],
      reads: "Microsoft's synchronization service principal",
    },
  ],
  findings: ["sync-principal-missing"],
  licence: null,
  notIn: [],
  async look({ graph }) {
    try {
      const principal = await findSyncPrincipal(graph);
      return [
        { kind: "sync-principal", present: principal !== null, enabled: principal?.accountEnabled ?? null },
      ];
    } catch (thrown) {
      return [blindReading("sync-principal", ["sync-principal"], thrown, permission)];
    }
  },
};
