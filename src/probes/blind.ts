/** From whatever a probe threw to a blind reading: the one place where a Graph fault becomes domain language. */

import type { BlindReading } from "../domain/blindness.ts";
import type { ProbeId } from "../domain/probes.ts";
import type { ReadingKind } from "../domain/reading-kinds.ts";
import { GraphFault } from "../graph/fault.ts";
import { cleanLine } from "../util/clean-text.ts";
import { coerceError } from "../util/coerce-error.ts";

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
