/** The contract of a probe: one look at one part of a tenant. Adding one: its folder, and a line in registry.ts. */
import type { CredentialChoice } from "../domain/credential.ts";
import type { FindingId } from "../domain/finding.ts";
import type { Instant } from "../domain/instant.ts";
import type { ProbeId } from "../domain/probes.ts";
import type { Reading } from "../domain/reading.ts";
import type { TenantMemory } from "../domain/tenant.ts";
import type { GraphReader } from "../graph/client.ts";

export interface ProbeContext {
  graph: GraphReader;
  tenantId: string;
  now: Instant;
  /** The probe's own memory of this tenant, for as long as the process lives; start with nothing in it. */
  cache: Map<string, unknown>;
  /** What was remembered of the tenant before this poll; survives restarts. Not to be written to. */
  memory: Readonly<TenantMemory>;
  app: AppIdentity;
  /** A probe that reads a whole directory stops after so many pages and goes on at the next poll. */
  pagesAtOnce: number;
}

/** Who we are in the tenant, as far as Graph can show us to ourselves. */
export interface AppIdentity {
  /** What kind of credential signs in: others on the app are not in use. */
  credential: CredentialChoice["type"];
  /** Null for a system-assigned managed identity. */
  clientId: string | null;
  /** First three characters of the secret in use: Graph shows as much as a hint. Null: no secret. Never logged. */
  secretHint: string | null;
  /** SHA-1 thumbprint of the certificate in use, upper-case hex; null: no certificate. */
  certificateThumbprint: string | null;
}

/** One Graph application permission that a probe asks for. */
export interface Permission {
  /** The least that is enough. */
  name: string;
  /** Broader ones that do as well, the narrowest first. */
  instead: readonly string[];
  /** What it is needed to read, as a noun phrase. */
  reads: string;
}

export interface Probe {
  id: ProbeId;
  permissions: readonly Permission[];
  /** Findings that are blind without this probe. */
  findings: readonly FindingId[];
  /** License without which Microsoft refuses; null: none. */
  licence: string | null;
  /** Clouds that do not have the interface; the probe does not run there. */
  notIn: readonly ("usgov" | "dod" | "china")[];
  /**
   * Resolves with readings, some of which may be blind. A fault that flies makes all of them blind (blind.ts): to be
   * caught only where the part that failed is not all of the probe, or needs one permission of several.
   */
  look(context: ProbeContext): Promise<Reading[]>;
}
