/** unroutable-upn: synchronized users who had to take a sign-in name of the initial domain, silently. */
import { maxSamples } from "../../domain/finding.ts";
import { readingOf } from "../readings.ts";
import { tally } from "./tally.ts";
import { tenantRule } from "./tenant-rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

export const unroutableUpnRule = tenantRule("unroutable-upn", ({ readings, memory, now }) => {
  const reading = readingOf(readings, "unroutable-users");
  if (!reading) return null;
  const { users, truncated } = reading;
  if (users.length === 0) return truncated ? null : "clear";
  const suffixes = users.map((user) =>
    (user.onPremisesUserPrincipalName.split("@").at(-1) ?? "").toLowerCase(),
  );
  return {
    id: "unroutable-upn",
    subject: tenantSubject(memory),
    severity: "warning",
    code: null,
    catalogIds: ["unroutable-upn"],
    since: now,
    facts: {
      total: users.length,
      suffixes: tally(suffixes).map(([suffix, count]) => ({ suffix, count })),
      truncated,
      sample: users.slice(0, maxSamples),
    },
  };
});
