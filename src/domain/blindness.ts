/** "Could not look" is a reading too: which readings are missing, and why. */
import type { ProbeId } from "./probes.ts";
import type { ReadingKind } from "./reading-kinds.ts";

/**
 * The reason why a probe could not look. `credential`: the token endpoint refused our sign-in. `unsupported`: this
 * Graph does not know the question (a national cloud, an interface that was withdrawn).
 */
export const blindReasons = [
  "permission",
  "licence",
  "unsupported",
  "credential",
  "throttled",
  "unreachable",
  "malformed",
] as const;
export type BlindReason = (typeof blindReasons)[number];

/** A probe could not look; `covers` names the readings that are therefore missing. */
export interface BlindReading {
  kind: "blind";
  probe: ProbeId;
  covers: ReadingKind[];
  reason: BlindReason;
  /** One English sentence for logs and JSON: what was asked, what came back. */
  detail: string;
  /** Graph error code, AADSTS number (`AADSTS7000222`) or null. */
  code: string | null;
  /** The catalog entry that explains it where neither code nor reason says enough; else null. */
  catalogId: string | null;
  /** The Graph permission that would end it, where one is known. */
  permission: string | null;
  /** Microsoft's request-id, for their support. */
  requestId: string | null;
  /** Ours, of the exchange in which it happened; null when none took place. */
  clientRequestId: string | null;
}

/** Between the names in `permission`, where several are missing. */
export const permissionSeparator = ", ";

/** The permissions that a blind reading names. */
export function refusedPermissions({ permission }: Pick<BlindReading, "permission">): string[] {
  return permission?.split(permissionSeparator) ?? [];
}
