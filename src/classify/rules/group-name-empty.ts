/** group-name-empty: synchronized mail-enabled groups without a display name; services refuse or hide them. */
import { maxSamples } from "../../domain/finding.ts";
import { readingOf } from "../readings.ts";
import { tenantRule } from "./tenant-rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

export const groupNameEmptyRule = tenantRule("group-name-empty", ({ readings, memory, now }) => {
  const reading = readingOf(readings, "empty-group-names");
  if (!reading) return null;
  const { groups, truncated } = reading;
  if (groups.length === 0) return truncated ? null : "clear";
  return {
    id: "group-name-empty",
    subject: tenantSubject(memory),
    severity: "warning",
    code: null,
    catalogIds: ["group-name-empty"],
    since: now,
    facts: { total: groups.length, truncated, sample: groups.slice(0, maxSamples) },
  };
});
