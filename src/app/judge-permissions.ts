/** In: what the probes ask for, what the token says, what the looks brought. Out: which permissions are there. Pure. */

import type { BlindReading } from "../domain/blindness.ts";
import { refusedPermissions } from "../domain/blindness.ts";
import { type ProbeId, weightOf } from "../domain/probes.ts";
import { permissionsByName } from "../probes/permissions.ts";
import type { Probe } from "../probes/probe.ts";

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
  const refused = blind.filter(({ reason }) => reason === "permission");
  return permissionsByName(probes).map(({ name, reads, instead, probes: by }) => {
    const ids = by.map(({ id }) => id);
    const standIn = instead.find((other) => roles?.includes(other)) ?? null;
    const own = refused.filter(({ probe }) => ids.includes(probe));
    const isNamed = own.some((reading) => refusedPermissions(reading).includes(name));
    // A probe that can see has all that it asks for.
    const isProven = ids.some((id) => !blind.some(({ probe }) => probe === id));
    return {
      name,
      by: roles?.includes(name) ? null : standIn,
      state: stateOf({ name, roles, standIn, isRefused: own.length > 0, isNamed, isProven }),
      probes: ids,
      reads,
      optional: ids.every((id) => weightOf(id) === "optional"),
    };
  });
}

function stateOf(given: {
  name: string;
  roles: readonly string[] | null;
  standIn: string | null;
  isRefused: boolean;
  isNamed: boolean;
  isProven: boolean;
}): PermissionState {
  const { name, roles, standIn, isRefused, isNamed, isProven } = given;
  if (roles === null) return isNamed ? "missing" : isProven ? "works" : isRefused ? "doubtful" : "works";
  if (roles.includes(name)) return "granted";
  if (standIn !== null) return "covered";
  return isRefused ? "missing" : "not-needed-yet";
}

/** Application permissions in the token that nothing needs: asked for by no probe, and standing in for none. */
export function surplusRoles(roles: readonly string[] | null, judged: readonly JudgedPermission[]): string[] {
  const useful = new Set(judged.flatMap(({ name, by }) => [name, by]));
  return (roles ?? []).filter((role) => !useful.has(role));
}
