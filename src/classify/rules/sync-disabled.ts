/** sync-disabled: directory synchronization was on and is now off; false and null both mean off. */
import { tenantSubjectKey } from "../../domain/finding.ts";
import { day } from "../../domain/instant.ts";
import { readingOf } from "../readings.ts";
import type { Rule } from "../rule.ts";
import { longAgoDays, tenantSubject } from "./tenant-subject.ts";

export const syncDisabledRule: Rule = {
  name: "sync-disabled",
  assess({ readings, memory, now }) {
    const organization = readingOf(readings, "organization");
    if (!organization || organization.syncEnabled === "unsaid") return {};
    if (organization.syncEnabled === true) {
      return {
        clearances: [
          {
            id: "sync-disabled",
            subjectKey: tenantSubjectKey,
            reason: "condition-cleared",
            proof: { lastSuccessAt: organization.lastSyncAt },
          },
        ],
      };
    }
    const { lastSyncAt, syncEnabled } = organization;
    // Graph's own date is history too: a tenant that synced this month was on this month.
    const syncedLately = lastSyncAt !== null && now - lastSyncAt <= longAgoDays * day;
    if (!memory.syncWasOn && !syncedLately) return {};
    return {
      findings: [
        {
          id: "sync-disabled",
          subject: tenantSubject(memory),
          severity: "critical",
          code: null,
          catalogIds: ["sync-disabled"],
          since: now,
          facts: { lastSyncAt, syncEnabled },
        },
      ],
    };
  },
};
