/** notification-gap: nobody receives Microsoft's own mails about synchronization errors. */
import { readingOf } from "../readings.ts";
import { tenantRule } from "./tenant-rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

export const notificationGapRule = tenantRule("notification-gap", (context) => {
  const reading = readingOf(context.readings, "notification-recipients");
  if (!reading) return null;
  const state = context.memory.syncState;
  if (reading.technicalMails.length > 0 || state === "off") return "clear";
  if (state === "unknown") return null;
  return {
    id: "notification-gap",
    subject: tenantSubject(context.memory),
    severity: "warning",
    code: null,
    catalogIds: ["notification-gap"],
    since: context.now,
    facts: { gap: "no-technical-mails" },
  };
});
