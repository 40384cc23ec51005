/** In: probes. Out: the Graph permissions that they ask for, each once, with everything that is said of it. Pure. */
import type { Permission, Probe } from "./probe.ts";

export interface NamedPermission {
  name: string;
  /** What it is needed to read, as noun phrases. */
  reads: string[];
  /** The broader ones that do for all of that, the narrowest first. */
  instead: string[];
  /** Those that ask for it. */
  probes: Probe[];
}

/** In the order in which they are first asked for. */
export function permissionsByName(probes: readonly Probe[]): NamedPermission[] {
  const names = unique(probes.flatMap(({ permissions }) => permissions.map(({ name }) => name)));
  return names.map((name) => {
    const asks = (probe: Probe) => probe.permissions.filter((permission) => permission.name === name);
    const asked = probes.flatMap(asks);
    return {
      name,
      reads: unique(asked.map(({ reads }) => reads)),
      instead: standInsFor(asked),
      probes: probes.filter((probe) => asks(probe).length > 0),
    };
  });
}

function standInsFor([first, ...others]: readonly Permission[]): string[] {
  return (first?.instead ?? []).filter((name) => others.every(({ instead }) => instead.includes(name)));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
