/** The contract of a rule: what it is given and what it may say. What it does not mention stays as it was. */
import type { Alert } from "../domain/alert.ts";
import type { Catalog } from "../domain/catalog.ts";
import type { Assessment, Finding } from "../domain/finding.ts";
import type { Instant } from "../domain/instant.ts";
import type { ProbeId } from "../domain/probes.ts";
import type { Reading } from "../domain/reading.ts";
import type { TenantMemory } from "../domain/tenant.ts";
import type { Thresholds } from "../domain/thresholds.ts";

export interface RuleContext {
  readings: readonly Reading[];
  /** Already holds this poll: see remember.ts. */
  memory: TenantMemory;
  thresholds: Thresholds;
  catalog: Catalog;
  /** How this poll's object errors differ from the stored ones; null: they were not looked at. */
  objectErrorDrift: { added: number; fixed: number } | null;
  /** Probes that are switched on. */
  watched: readonly ProbeId[];
  /** What is open already: some limits are left less easily than they are reached. */
  open: readonly Pick<Alert, "finding" | "subjectKey" | "last">[];
  now: Instant;
}

export interface Rule {
  name: string;
  assess(context: RuleContext): Partial<Assessment>;
}

/** What a judge says of one subject: a finding; proof that none of its findings holds; or null, this poll can't tell. */
export type Verdict = Finding | "clear" | null;
