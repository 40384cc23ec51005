/**
 * password-hash-sync-stale: hashes used to arrive and no longer do. Three states: a date (judged), no date though one
 * was seen (unknown: the alert stays as it is), never a date (password hash sync is not in use: nothing to say).
 */
import { tenantSubjectKey } from "../../domain/finding.ts";
import { day, type Instant, minute } from "../../domain/instant.ts";
import type { Reading } from "../../domain/reading.ts";
import { readingOf } from "../readings.ts";
import type { Rule } from "../rule.ts";
import { longAgoDays, tenantSubject } from "./tenant-subject.ts";

export const passwordHashSyncStaleRule: Rule = {
  name: "password-hash-sync-stale",
  assess({ readings, memory, thresholds, now }) {
    const password = readingOf(readings, "password-sync");
    const organization = readingOf(readings, "organization");
    if (!password || password.lastPasswordSyncAt === null) return {};
    const said = organization?.syncEnabled ?? "unsaid";
    const syncIsOn = organization && said !== "unsaid" ? said === true : memory.syncWasOn;
    if (!syncIsOn) return {};

    const newest = newestPasswordSync(password.lastPasswordSyncAt, readings);
    const age = now - newest;
    if (age < thresholds.passwordHashSyncStaleMinutes * minute) {
      return {
        clearances: [
          {
            id: "password-hash-sync-stale",
            subjectKey: tenantSubjectKey,
            reason: "condition-cleared",
            proof: { lastSuccessAt: newest },
          },
        ],
      };
    }
    // Hashes that stopped long ago while objects still flow were switched off on purpose.
    const lastSyncAt = organization?.lastSyncAt ?? memory.lastSyncAt;
    const objectsFlow =
      lastSyncAt !== null && now - lastSyncAt < thresholds.syncStaleCriticalMinutes * minute;
    if (age > longAgoDays * day && objectsFlow) return {};
    return {
      findings: [
        {
          id: "password-hash-sync-stale",
          subject: tenantSubject(memory),
          severity: "critical",
          code: null,
          catalogIds: ["password-hash-sync-stale"],
          since: newest,
          facts: {
            lastPasswordSyncAt: newest,
            lastSyncAt,
            thresholdMinutes: thresholds.passwordHashSyncStaleMinutes,
          },
        },
      ],
    };
  },
};

/** Cloud Sync sends hashes by a job of its own, which need not move the organization's date. */
export function newestPasswordSync(organizationAt: Instant, readings: readonly Reading[]): Instant {
  const jobTimes = (readingOf(readings, "provisioning-jobs")?.jobs ?? [])
    .filter((job) => job.kind === "AD2AADPasswordHash")
    .map((job) => job.lastSuccessAt ?? 0);
  return Math.max(organizationAt, ...jobTimes);
}
