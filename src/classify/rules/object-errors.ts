/**
 * object-errors: values that Entra ID holds back because another object has them. Graph's list is the only lasting
 * trace: the client logs nothing, and Microsoft mails a conflict once.
 */
import { maxSamples } from "../../domain/finding.ts";
import type { ObjectError, ObjectType } from "../../domain/synced-object.ts";
import { readingOf } from "../readings.ts";
import { tenantRule } from "./tenant-rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

export const objectErrorsRule = tenantRule("object-errors", ({ readings, memory, objectErrorDrift, now }) => {
  const reading = readingOf(readings, "object-errors");
  if (!reading || !objectErrorDrift) return null;
  const { errors, truncated } = reading;
  if (errors.length === 0) return truncated ? null : "clear";
  const oldestAt = oldest(errors);
  const count = (type: ObjectType) => errors.filter((error) => error.objectType === type).length;
  return {
    id: "object-errors",
    subject: tenantSubject(memory),
    severity: "warning",
    code: errors[0]?.category ?? null,
    catalogIds: explain(errors),
    since: oldestAt ?? now,
    facts: {
      total: errors.length,
      users: count("user"),
      groups: count("group"),
      contacts: count("contact"),
      added: objectErrorDrift.added,
      fixed: objectErrorDrift.fixed,
      truncated,
      oldestAt,
      sample: errors.toSorted((a, b) => (b.occurredAt ?? 0) - (a.occurredAt ?? 0)).slice(0, maxSamples),
    },
  };
});

function oldest(errors: readonly ObjectError[]): number | null {
  return errors.reduce<number | null>(
    (best, { occurredAt }) =>
      occurredAt !== null && (best === null || occurredAt < best) ? occurredAt : best,
    null,
  );
}

/** The commoner of the two conflicts first; the general word only for what is neither. */
function explain(errors: readonly ObjectError[]): string[] {
  const names = errors.filter((error) => error.property === "UserPrincipalName").length;
  const addresses = errors.filter((error) => error.property === "ProxyAddresses").length;
  const specific = [
    { id: "object-error-upn", count: names },
    { id: "object-error-proxy", count: addresses },
  ];
  const seen = specific.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  const others = errors.length > names + addresses ? ["object-errors"] : [];
  return [...seen.map(({ id }) => id), ...others];
}
