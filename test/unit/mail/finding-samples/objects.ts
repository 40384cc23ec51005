/** Sample findings about synchronized users, groups and contacts, and how many there are. */
import type { Finding } from "../../../../src/domain/finding.ts";
import { day, hour, minute } from "../../../../src/domain/instant.ts";
import type { ObjectError } from "../../../../src/domain/synced-object.ts";
import { now, raisedBefore, tenantSubject } from "./shared.ts";

const objectId = (n: number) => `c07a1d9e-8b1f-4d0e-9c55-2f3f6a0b77${10 + n}`;

const names = ["Mara Lindt", "Joost van Dijk", "Aisha Bakker", "Tom Visser", "Eva Smit", "Ruben Mulder"];

/** Twelve, so that the list in the mail is cut short. */
const objectErrors: ObjectError[] = [
  {
    objectType: "user",
    objectId: objectId(0),
    displayName: "Lotte Meijer",
    address: "lotte.meijer4821@contoso.onmicrosoft.com",
    category: "PropertyConflict",
    property: "UserPrincipalName",
    value: "lotte.meijer@contoso.example",
    occurredAt: now - 22 * minute,
  },
  ...[...names, ...names].slice(0, 9).map((displayName, n): ObjectError => {
    const address = `${displayName.toLowerCase().replaceAll(" ", ".")}${n > 5 ? n : ""}@contoso.example`;
    return {
      objectType: "user",
      objectId: objectId(n + 1),
      displayName,
      address,
      category: "PropertyConflict",
      property: "ProxyAddresses",
      value: `SMTP:${address}`,
      occurredAt: now - (n + 2) * day,
    };
  }),
  {
    objectType: "group",
    objectId: objectId(10),
    displayName: "Marketing",
    address: "marketing@contoso.example",
    category: "PropertyConflict",
    property: "ProxyAddresses",
    value: "SMTP:marketing@contoso.example",
    occurredAt: now - 30 * day,
  },
  {
    objectType: "contact",
    objectId: objectId(11),
    displayName: null,
    address: null,
    category: null,
    property: null,
    value: null,
    occurredAt: null,
  },
];

export const objectFindings = {
  "object-errors": {
    id: "object-errors",
    subject: tenantSubject,
    severity: "warning",
    code: "PropertyConflict",
    catalogIds: ["object-error-proxy", "object-error-upn", "object-errors"],
    since: now - 30 * day,
    facts: {
      total: 27,
      users: 24,
      groups: 2,
      contacts: 1,
      added: 1,
      fixed: 2,
      truncated: false,
      oldestAt: now - 30 * day,
      sample: objectErrors,
    },
  },
  "service-provisioning-errors": {
    id: "service-provisioning-errors",
    subject: tenantSubject,
    severity: "warning",
    code: null,
    catalogIds: ["service-provisioning-errors"],
    since: now - 2 * day,
    facts: {
      total: 3,
      services: [
        { service: "exchange", count: 2 },
        { service: "SharePoint", count: 1 },
      ],
      truncated: false,
      sample: [
        {
          objectType: "user",
          objectId: objectId(20),
          displayName: "Mara Lindt",
          address: "mara.lindt@contoso.example",
          service: "exchange",
          detail: "The value of ArchiveGuid is already present on another mailbox.",
          createdAt: now - 2 * day,
        },
        {
          objectType: "group",
          objectId: objectId(21),
          displayName: "Marketing",
          address: "marketing@contoso.example",
          service: "SharePoint",
          detail: null,
          createdAt: now - 3 * hour,
        },
      ],
    },
  },
  "object-quota-warning": {
    id: "object-quota",
    subject: tenantSubject,
    severity: "warning",
    code: null,
    catalogIds: ["object-quota"],
    since: raisedBefore,
    facts: { step: 1, used: 241_304, total: 300_000, percent: 80.43, thresholdPercent: 80 },
  },
  "object-quota-critical": {
    id: "object-quota",
    subject: tenantSubject,
    severity: "critical",
    code: null,
    catalogIds: ["object-quota"],
    since: now - 9 * day,
    facts: { step: 4, used: 300_000, total: 300_000, percent: 100, thresholdPercent: 100 },
  },
  "synced-objects-drop": {
    id: "synced-objects-drop",
    subject: { key: "users", name: "users" },
    severity: "critical",
    code: null,
    catalogIds: ["synced-objects-drop"],
    since: raisedBefore,
    facts: {
      step: 1,
      objectType: "user",
      before: 4812,
      beforeAt: now - 20 * hour,
      after: 4391,
      percent: 8.74,
    },
  },
  "unroutable-upn": {
    id: "unroutable-upn",
    subject: tenantSubject,
    severity: "warning",
    code: null,
    catalogIds: ["unroutable-upn"],
    since: raisedBefore,
    facts: {
      total: 12,
      suffixes: [{ suffix: "corp.local", count: 12 }],
      truncated: false,
      sample: [
        {
          id: objectId(30),
          displayName: "Mara Lindt",
          userPrincipalName: "mara.lindt@contoso.onmicrosoft.com",
          onPremisesUserPrincipalName: "mara.lindt@corp.local",
        },
        {
          id: objectId(31),
          displayName: null,
          userPrincipalName: "svc-scan@contoso.onmicrosoft.com",
          onPremisesUserPrincipalName: "svc-scan@corp.local",
        },
      ],
    },
  },
  "orphaned-synced-objects": {
    id: "orphaned-synced-objects",
    subject: tenantSubject,
    severity: "warning",
    code: null,
    catalogIds: ["orphaned-synced-objects"],
    since: raisedBefore,
    facts: { users: 128, groups: 41, contacts: 0, total: 169 },
  },
  "group-name-empty": {
    id: "group-name-empty",
    subject: tenantSubject,
    severity: "warning",
    code: null,
    catalogIds: ["group-name-empty"],
    since: raisedBefore,
    facts: {
      total: 2,
      truncated: false,
      sample: [
        { id: objectId(40), mail: "warehouse@contoso.example" },
        { id: objectId(41), mail: null },
      ],
    },
  },
} satisfies Record<string, Finding>;
