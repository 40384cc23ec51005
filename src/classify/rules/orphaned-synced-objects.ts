/** orphaned-synced-objects: synchronization is off, and objects still carry its mark: nobody can manage them. */
import { readingOf } from "../readings.ts";
import { tenantRule } from "./tenant-rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

export const orphanedSyncedObjectsRule = tenantRule("orphaned-synced-objects", (context) => {
  const { readings, memory, now } = context;
  const state = context.memory.syncState;
  if (state === "unknown") return null;
  if (state === "on") return "clear";
  const counts = readingOf(readings, "object-counts");
  if (!counts) return null;
  const known = [counts.users, counts.groups, counts.contacts];
  const [users, groups, contacts] = known.map((count) => count ?? 0) as [number, number, number];
  const total = users + groups + contacts;
  if (total === 0) return known.includes(null) ? null : "clear";
  return {
    id: "orphaned-synced-objects",
    subject: tenantSubject(memory),
    severity: "warning",
    code: null,
    catalogIds: ["orphaned-synced-objects"],
    since: now,
    facts: { users, groups, contacts, total },
  };
});
