/**
 * sync-principal-missing: Microsoft's own service principal for synchronization was deleted or switched off. One that
 * was never there, in a tenant that synchronizes well, is not needed there.
 */
import { minute } from "../../domain/instant.ts";
import { readingOf } from "../readings.ts";
import type { RuleContext } from "../rule.ts";
import { newestProof } from "./sync-stale.ts";
import { syncState, tenantRule } from "./tenant-rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

const appId = "6bf85cfa-ac8a-4be5-b5de-425a0d0dc016";

export const syncPrincipalMissingRule = tenantRule("sync-principal-missing", (context) => {
  const { readings, memory, now } = context;
  const reading = readingOf(readings, "sync-principal");
  if (!reading) return null;
  const disabled = reading.present && reading.enabled === false;
  if ((reading.present && !disabled) || syncState(context) === "off") return "clear";
  if (memory.syncPrincipalSeenAt === null && !isStale(context)) return null;
  return {
    id: "sync-principal-missing",
    subject: tenantSubject(memory),
    severity: "critical",
    code: null,
    catalogIds: ["sync-principal-missing"],
    since: memory.syncPrincipalSeenAt ?? now,
    facts: { appId, disabled, lastSeenAt: memory.syncPrincipalSeenAt },
  };
});

function isStale(context: RuleContext): boolean {
  if (syncState(context) !== "on") return false;
  const organization = readingOf(context.readings, "organization");
  const proof = newestProof(context, organization?.lastSyncAt ?? context.memory.lastSyncAt);
  return proof !== null && context.now - proof.at >= context.thresholds.syncStaleWarningMinutes * minute;
}
