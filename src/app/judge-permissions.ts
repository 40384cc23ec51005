/** In: what the probes ask for, what the token says, what the looks brought. Out: which permissions are there. Pure. */

import type { BlindReading } from "../domain/blindness.ts";
import { type ProbeId, weightOf } from "../domain/probes.ts";
import type { Permission, Probe } from "../probes/probe.ts";

export type PermissionState =
  /** The token has it. */
  | "granted"
  /** The token has a broader one instead. */
  | "covered"
  /** Not in the token, and a probe was refused for want of it. */
  | "missing"
  /** Not in the token, and nobody was refused yet. */
  | "not-needed-yet"
  /** The token can't be read; the probes that ask for it work. */
  | "works"
  /** The token can't be read, and a probe that asks for it was refused: this one, or another of its permissions. */
  | "doubtful";

export interface JudgedPermission {
  name: string;
  /** The broader one that stands in for it. */
  by: string | null;
  state: PermissionState;
  probes: ProbeId[];
  reads: string[];
  /** Only probes that can be done without ask for it. */
  optional: boolean;
}

export interface PermissionInput {
  /** The probes that are switched on. */
  probes: readonly Probe[];
  /** From the token; null: it can't be read. */
  roles: readonly string[] | null;
  blind: readonly BlindReading[];
}

export function judgePermissions({ probes, roles, blind }: PermissionInput): JudgedPermission[] {
  const refused = new Map<ProbeId, string | null>(
    blind.filter(({ reason }) => reason === "permission").map(({ probe, permission }) => [probe, permission]),
  );
  const byName = new Map<string, { asked: Permission[]; by: Probe[] }>();
  for (const probe of probes) {
    for (const permission of probe.permissions) {
      const entry = byName.get(permission.name) ?? { asked: [], by: [] };
      byName.set(permission.name, { asked: [...entry.asked, permission], by: [...entry.by, probe] });
    }
  }
  return [...byName].map(([name, { asked, by }]) => {
    const standIn = standInsFor(asked).find((other) => roles?.includes(other)) ?? null;
    const isRefused = by.some(({ id }) => refused.has(id));
    const isNamed = by.some(({ id }) => refused.get(id) === name);
    return {
      name,
      by: roles?.includes(name) ? null : standIn,
      state: stateOf({ name, roles, standIn, isRefused, isNamed }),
      probes: by.map(({ id }) => id),
      reads: [...new Set(asked.map((permission) => permission.reads))],
      optional: by.every(({ id }) => weightOf(id) === "optional"),
    };
  });
}

/** The broader permissions that do for everything that this one is asked for. */
export function standInsFor(asked: readonly Permission[]): string[] {
  const [first, ...others] = asked;
  return (first?.instead ?? []).filter((name) => others.every(({ instead }) => instead.includes(name)));
}

function stateOf(given: {
  name: string;
  roles: readonly string[] | null;
  standIn: string | null;
  isRefused: boolean;
  isNamed: boolean;
}): PermissionState {
  const { name, roles, standIn, isRefused, isNamed } = given;
  if (roles === null) return isNamed ? "missing" : isRefused ? "doubtful" : "works";
  if (roles.includes(name)) return "granted";
  if (standIn !== null) return "covered";
  return isRefused ? "missing" : "not-needed-yet";
}

/** Application permissions in the token that no probe asks for, nor could use instead: the app has too much. */
export function surplusRoles(roles: readonly string[] | null, probes: readonly Probe[]): string[] {
  const useful = new Set(probes.flatMap((probe) => probe.permissions).flatMap((p) => [p.name, ...p.instead]));
  return (roles ?? []).filter((role) => !useful.has(role));
}
