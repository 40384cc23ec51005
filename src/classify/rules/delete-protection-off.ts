/** delete-protection-off: nothing would stop Entra Connect from deleting everybody. */
import { readingOf } from "../readings.ts";
import { tenantRule } from "./tenant-rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

export const deleteProtectionOffRule = tenantRule("delete-protection-off", (context) => {
  const { readings, memory, now } = context;
  const reading = readingOf(readings, "delete-protection");
  if (!reading || reading.prevention === "unknown") return null;
  const state = context.memory.syncState;
  if (reading.prevention !== "disabled" || state === "off") return "clear";
  if (state === "unknown") return null;
  return {
    id: "delete-protection-off",
    subject: tenantSubject(memory),
    severity: "warning",
    code: null,
    catalogIds: ["delete-protection-off"],
    since: now,
    facts: { threshold: reading.threshold, clientVersion: reading.clientVersion },
  };
});
