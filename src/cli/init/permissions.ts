/** In: the probes in use. Out: the Graph permissions that they need, each once, with all that it is needed to read. */
import { permissionsByName } from "../../probes/permissions.ts";
import type { Probe } from "../../probes/probe.ts";

export interface NeededPermission {
  name: string;
  /** Noun phrases. */
  reads: string[];
}

export function neededPermissions(probes: readonly Probe[]): NeededPermission[] {
  return permissionsByName(probes).map(({ name, reads }) => ({ name, reads }));
}
