/** object-quota: the directory fills up; when it is full, synchronization stops. Told again at every further limit. */
import { readingOf } from "../readings.ts";
import { stepUp } from "./steps.ts";
import { tenantRule } from "./tenant-rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

const furtherPercents = [90, 95];
/** An object more or less must not open and close the alert. */
const marginPercent = 1;

export const objectQuotaRule = tenantRule("object-quota", ({ readings, memory, thresholds, open, now }) => {
  const quota = readingOf(readings, "directory-quota")?.quota ?? null;
  if (quota === null) return null;
  const { objectQuotaWarningPercent: warning, objectQuotaCriticalPercent: critical } = thresholds;
  const percent = (quota.used * 100) / quota.total;
  if (percent < warning) return percent < warning - marginPercent ? "clear" : null;
  const wasCritical = open.some(
    (alert) => alert.finding === "object-quota" && alert.last.severity === "critical",
  );
  const isCritical = percent >= (wasCritical ? critical - marginPercent : critical);
  const limits = [
    warning,
    ...furtherPercents.filter((limit) => limit > warning && limit < critical),
    critical,
  ];
  return {
    id: "object-quota",
    subject: tenantSubject(memory),
    severity: isCritical ? "critical" : "warning",
    code: null,
    catalogIds: ["object-quota"],
    since: now,
    facts: {
      used: quota.used,
      total: quota.total,
      percent,
      thresholdPercent: Math.max(...limits.filter((limit) => percent >= limit)),
      step: stepUp(percent, limits),
    },
  };
});
