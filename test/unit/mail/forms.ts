/** The mails that are not simply one finding of one kind: each by a name, for the mail tests and the gallery script. */
import type { ToldKind } from "../../../src/domain/alert.ts";
import type { Language } from "../../../src/domain/catalog.ts";
import type { FindingOf } from "../../../src/domain/finding.ts";
import { day, hour, minute } from "../../../src/domain/instant.ts";
import type { Notification, NotifiedTenant } from "../../../src/domain/notification.ts";
import type { ObjectError } from "../../../src/domain/synced-object.ts";
import {
  acknowledgement,
  findings,
  incidents,
  makeNotification,
  makeTransition,
  now,
  sampleId,
} from "./samples.ts";

const errors: FindingOf<"object-errors"> = findings["object-errors"];

/** Object errors since the last mail: one came, most stayed, two went; of some it is known who has the value. */
export const errorsSinceLastMail: FindingOf<"object-errors"> = {
  ...errors,
  facts: {
    ...errors.facts,
    total: 12,
    users: 10,
    groups: 1,
    contacts: 1,
    sample: [
      ...errors.facts.sample.map(
        (error, n): ObjectError => ({
          ...error,
          standing: n === 0 ? "new" : "open",
          firstSeenAt: error.occurredAt ?? now - 3 * day,
          ...(n % 3 === 0 && {
            holder: {
              objectType: "user",
              objectId: sampleId(`holder ${n}`),
              displayName: n === 0 ? "Lotte Meijer (old)" : "Shared mailbox Sales",
              address: n === 0 ? "lotte.old@contoso.example" : "sales@contoso.example",
            },
          }),
          ...(n % 3 === 1 && { holder: null }),
        }),
      ),
      ...["Daan de Boer", "Noor Peters"].map(
        (displayName, n): ObjectError => ({
          objectType: "user",
          objectId: sampleId(`fixed ${n}`),
          displayName,
          address: `${displayName.toLowerCase().replaceAll(" ", ".")}@contoso.example`,
          category: "PropertyConflict",
          property: "ProxyAddresses",
          value: `SMTP:${displayName.toLowerCase().replaceAll(" ", ".")}@contoso.example`,
          occurredAt: now - (n + 4) * day,
          firstSeenAt: now - (n + 4) * day,
          standing: "fixed",
        }),
      ),
    ],
  },
};

const fixedAlone = {
  ...errorsSinceLastMail,
  facts: {
    ...errorsSinceLastMail.facts,
    sample: errorsSinceLastMail.facts.sample.map((error): ObjectError => ({ ...error, standing: "fixed" })),
  },
};

/** As many errors as a large directory has. */
export function manyErrors(count: number): FindingOf<"object-errors"> {
  const [pattern] = errors.facts.sample;
  if (!pattern) throw new Error("the sample has errors");
  const sample = Array.from({ length: count }, (_, n) => ({
    ...pattern,
    objectId: sampleId(`error ${n}`),
    displayName: `Employee number ${n}`,
    address: `employee${n}@contoso.example`,
    value: `employee.number.${n}@contoso.example`,
  }));
  return {
    ...errors,
    facts: { ...errors.facts, total: count, users: count, groups: 0, contacts: 0, sample },
  };
}

const {
  "sync-stale-critical": stale,
  "sync-stale-warning": staleWarning,
  "job-quarantine": quarantine,
} = findings;
const nearEnd: FindingOf<"job-quarantine"> = {
  ...quarantine,
  facts: {
    ...quarantine.facts,
    seriesBeganAt: now - 25 * day,
    disableAt: now + 3 * day - 4 * minute + 26 * hour,
    seriesCount: 26,
  },
};

export function makeTenants(count: number): NotifiedTenant[] {
  return Array.from({ length: count }, (_, n) => {
    const number = String(n + 1).padStart(2, "0");
    return {
      name: `customer-${number}`,
      tenantId: sampleId(`tenant ${n}`),
      profile: {
        displayName: n % 7 === 6 ? null : `Customer ${number} B.V.`,
        initialDomain: `customer${number}.onmicrosoft.com`,
        preferredLanguage: null,
      },
    };
  });
}

/** One trouble in many tenants; some critical, and of the kinds given in turn. */
export function makeDigest(
  count: number,
  kinds: readonly ToldKind[],
  language: Language,
  more: Partial<Notification> = {},
): Notification {
  const tenants = makeTenants(count);
  const transitions = tenants.map(({ name }, n) =>
    makeTransition(n % 3 === 0 ? stale : staleWarning, kinds[n % kinds.length] ?? "raised", undefined, {
      alert: { tenant: name, id: sampleId(`alert of ${name}`) },
      transition: { alertId: sampleId(`alert of ${name}`) },
    }),
  );
  return makeNotification(transitions, language, { tenants, ...more });
}

const raisedLongAgo = { alert: { raisedAt: now - 9 * hour }, transition: { toldBefore: null } };
const acknowledged = { alert: { acknowledgement } };

/** By name. */
export const forms: Record<string, (language: Language) => Notification> = {
  "object-errors-digest": (language) =>
    makeNotification([makeTransition(errorsSinceLastMail, "reminder")], language),
  "object-errors-fixed": (language) => makeNotification([makeTransition(fixedAlone, "resolved")], language),
  "object-errors-many": (language) =>
    makeNotification([makeTransition(manyErrors(1_240), "changed", "count-grew")], language),
  flapping: (language) =>
    makeNotification([makeTransition(findings["job-failing"], "raised", "flapping")], language),
  "silence-ended-first": (language) =>
    makeNotification(
      [makeTransition(findings["job-stalled"], "reminder", "silence-ended", raisedLongAgo)],
      language,
      { references: [] },
    ),
  "silence-ended-again": (language) =>
    makeNotification([makeTransition(findings["job-stalled"], "reminder", "silence-ended")], language),
  "deadline-near": (language) =>
    makeNotification(
      [
        makeTransition(nearEnd, "reminder", "deadline-near", {
          ...acknowledged,
          transition: { nextReminderAt: now + 2 * day },
        }),
      ],
      language,
    ),
  "acknowledged-changed": (language) =>
    makeNotification(
      [
        makeTransition(stale, "changed", undefined, {
          ...acknowledged,
          transition: { nextReminderAt: null },
        }),
      ],
      language,
    ),
  "acknowledged-resolved": (language) =>
    makeNotification([makeTransition(stale, "resolved", undefined, acknowledged)], language),
  incidents: (language) =>
    makeNotification([makeTransition(staleWarning, "raised")], language, { incidents }),
  late: (language) =>
    makeNotification([makeTransition(stale, "raised")], language, { createdAt: now - 5 * hour }),
  several: (language) =>
    makeNotification(
      [
        makeTransition(findings["password-hash-sync-stale"], "resolved"),
        makeTransition(findings["job-failing"], "changed", "code-changed"),
        makeTransition(quarantine, "raised"),
        makeTransition(errors, "raised"),
      ],
      language,
      { incidents },
    ),
  "tenants-raised": (language) => makeDigest(37, ["raised"], language, { incidents }),
  "tenants-mixed": (language) => makeDigest(12, ["raised", "reminder", "resolved"], language),
  "tenants-resolved": (language) => makeDigest(37, ["resolved"], language),
};
export const formNames = Object.keys(forms);
