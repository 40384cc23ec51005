/** In: Microsoft's synchronization principal, by its appId. Out: whether the tenant has it, and it is switched on. */
import type { Probe } from "../probe.ts";
import { findSyncPrincipal } from "./schema.ts";

export const syncPrincipalProbe: Probe = {
  id: "sync-principal",
  permissions: [
    {
      name: "Application.Read.All",
      instead: ["Directory.Read.All"],
      reads: "Microsoft's synchronization service principal",
    },
  ],
  findings: ["sync-principal-missing"],
  licence: null,
  notIn: [],
  async look({ graph }) {
    const principal = await findSyncPrincipal(graph);
    return [
      { kind: "sync-principal", present: principal !== null, enabled: principal?.accountEnabled ?? null },
    ];
  },
};
