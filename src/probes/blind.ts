/** From whatever a probe threw to a blind reading: the one place where a Graph fault becomes domain language. */

import { type BlindReading, permissionSeparator } from "../domain/blindness.ts";
import { type ProbeId, readingsOf } from "../domain/probes.ts";
import type { Reading } from "../domain/reading.ts";
import type { ReadingKind } from "../domain/reading-kinds.ts";
import { GraphFault } from "../graph/fault.ts";
import { cleanLine } from "../util/clean-text.ts";
import { coerceError } from "../util/coerce-error.ts";
import type { Probe, ProbeContext } from "./probe.ts";

/** One look; what the probe throws makes it blind for all that it reads. */
export async function lookOrBlind(probe: Probe, context: ProbeContext): Promise<Reading[]> {
  try {
    return await probe.look(context);
  } catch (thrown) {
    const names = probe.permissions.map(({ name }) => name);
    return [blindReading(probe.id, readingsOf(probe.id), thrown, joinNames(names))];
  }
}

/** `permission` is what the part that failed needs, or null; several are joined. */
export function blindReading(
  probe: ProbeId,
  covers: readonly ReadingKind[],
  thrown: unknown,
  permission: string | null,
): BlindReading {
  const fault = thrown instanceof GraphFault ? thrown : null;
  return {
    kind: "blind",
    probe,
    covers: [...covers],
    // What is not a fault of Graph is a shape we could not read, or a bug of ours: neither is the tenant's outage.
    reason: fault?.reason ?? "malformed",
    detail: cleanLine(coerceError(thrown).message, 400),
    code: fault?.graphCode ?? null,
    catalogId: fault?.catalogId ?? null,
    permission: fault?.reason === "permission" ? permission : null,
    requestId: fault?.requestId ?? null,
    clientRequestId: fault?.clientRequestId ?? null,
  };
}

/** A part of a look that failed, and the permission that it needs. */
export interface FailedPart {
  thrown: unknown;
  permission: string;
}

/** Of several reasons, the one that somebody has to end: a permission, and then each that was refused. */
export function blindByParts(
  probe: ProbeId,
  covers: readonly ReadingKind[],
  parts: readonly [FailedPart, ...FailedPart[]],
): BlindReading {
  const refused = parts.filter(
    ({ thrown }) => thrown instanceof GraphFault && thrown.reason === "permission",
  );
  const { thrown } = refused[0] ?? parts[0];
  return blindReading(probe, covers, thrown, joinNames(refused.map(({ permission }) => permission)));
}

function joinNames(names: readonly string[]): string | null {
  return names.length === 0 ? null : [...new Set(names)].join(permissionSeparator);
}
