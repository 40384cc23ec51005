/** The contract of a probe: one look at one part of a tenant. Adding one: its folder, and a line in registry.ts. */
import type { Instant } from "../domain/instant.ts";
import type { ProbeId, Reading, ReadingKind } from "../domain/reading.ts";
import type { GraphReader } from "../graph/client.ts";

export interface ProbeContext {
  graph: GraphReader;
  tenantId: string;
  now: Instant;
  /** The probe's own memory of this tenant, for as long as the process lives; start with nothing in it. */
  cache: Map<string, unknown>;
}

export interface Probe {
  id: ProbeId;
  /** The readings it makes; all of them are missing when it throws. */
  covers: readonly ReadingKind[];
  /** Graph application permissions it needs, least privilege first. */
  permissions: readonly string[];
  /** Resolves with readings, some of which may be blind; a GraphFault thrown makes all of them blind. */
  look(context: ProbeContext): Promise<Reading[]>;
}
