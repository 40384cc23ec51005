/** In: the probes in use. Out: the Graph permissions that they need, each once, with all that it is needed to read. */
import type { Probe } from "../../probes/probe.ts";

export interface NeededPermission {
  name: string;
  /** Noun phrases. */
  reads: string[];
}

export function neededPermissions(probes: readonly Probe[]): NeededPermission[] {
  const needed = new Map<string, Set<string>>();
  for (const { name, reads } of probes.flatMap((probe) => probe.permissions)) {
    needed.set(name, (needed.get(name) ?? new Set()).add(reads));
  }
  return [...needed].map(([name, reads]) => ({ name, reads: [...reads] }));
}
