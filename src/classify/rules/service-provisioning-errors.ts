/** service-provisioning-errors: objects that reached Entra ID, but that a service such as Exchange Online can't take over. */
import { maxSamples } from "../../domain/finding.ts";
import { readingOf } from "../readings.ts";
import { tally } from "./tally.ts";
import { tenantRule } from "./tenant-rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

export const serviceProvisioningErrorsRule = tenantRule(
  "service-provisioning-errors",
  ({ readings, memory, now }) => {
    const reading = readingOf(readings, "service-errors");
    if (!reading) return null;
    const { errors, truncated } = reading;
    if (errors.length === 0) return truncated ? null : "clear";
    const newestFirst = errors.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
    return {
      id: "service-provisioning-errors",
      subject: tenantSubject(memory),
      severity: "warning",
      code: null,
      catalogIds: ["service-provisioning-errors"],
      since: newestFirst.findLast((error) => error.createdAt !== null)?.createdAt ?? now,
      facts: {
        total: errors.length,
        services: tally(errors.map((error) => error.service ?? "")).map(([service, count]) => ({
          service,
          count,
        })),
        truncated,
        sample: newestFirst.slice(0, maxSamples),
      },
    };
  },
);
