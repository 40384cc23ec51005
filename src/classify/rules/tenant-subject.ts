/** The subject of findings about the tenant itself. */
import { type Subject, tenantSubjectKey } from "../../domain/finding.ts";
import type { TenantMemory } from "../../domain/tenant.ts";

export function tenantSubject(memory: TenantMemory): Subject {
  return { key: tenantSubjectKey, name: memory.profile.initialDomain ?? tenantSubjectKey };
}

/** Sync that was off for longer than this when we first looked is a choice, not an incident. */
export const longAgoDays = 30;
