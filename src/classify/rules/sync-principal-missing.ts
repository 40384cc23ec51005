/**
 * sync-principal-missing: Microsoft's own service principal for synchronization was deleted or switched off. One that
 * was never there, in a tenant that synchronizes well, is not needed there.
 */
import { syncPrincipalAppId } from "../../domain/probes.ts";
import { readingOf } from "../readings.ts";
import { isSyncFresh } from "./sync-stale.ts";
import { tenantRule } from "./tenant-rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

export const syncPrincipalMissingRule = tenantRule("sync-principal-missing", (context) => {
  const { readings, memory, now } = context;
  const reading = readingOf(readings, "sync-principal");
  if (!reading) return null;
  // Not to say whether it is switched on is no proof that it is.
  const isOpen = context.open.some((alert) => alert.finding === "sync-principal-missing");
  if (reading.present && reading.enabled === null && isOpen) return null;
  const disabled = reading.present && reading.enabled === false;
  if ((reading.present && !disabled) || context.memory.syncState === "off") return "clear";
  if (memory.syncPrincipalSeenAt === null) {
    const fresh = isSyncFresh(context);
    if (fresh !== false) return fresh ? "clear" : null;
  }
  return {
    id: "sync-principal-missing",
    subject: tenantSubject(memory),
    severity: "critical",
    code: null,
    catalogIds: ["sync-principal-missing"],
    since: memory.syncPrincipalSeenAt ?? now,
    facts: { appId: syncPrincipalAppId, disabled, lastSeenAt: memory.syncPrincipalSeenAt },
  };
});
