/** What is fixed about each probe, for whoever judges or configures without looking: cadence, readings, weight. */
import { day, hour, minute } from "./instant.ts";
import type { ReadingKind } from "./reading-kinds.ts";

interface ProbeFacts {
  /** Look no more often than this by default; null: at every poll. */
  everyMs: number | null;
  /**
   * core: without it we know nothing of synchronization. usual: a loss, told together with the others. optional: needs a
   * license or a permission that many tenants can't or won't give; refused from the first, it says so once and stays
   * quiet. Refused after it could see, any of them is blind.
   */
  weight: "core" | "usual" | "optional";
  /** The readings it makes. */
  readings: readonly ReadingKind[];
  /** One line for the configuration's page. */
  why: string;
}

/** In the order in which they are asked and shown. */
export const probeFacts = {
  organization: {
    everyMs: null,
    weight: "core",
    readings: ["organization", "password-sync", "directory-quota"],
    why: "Whether and when the directory and its passwords were last synchronized, and how full it is.",
  },
  "provisioning-jobs": {
    everyMs: null,
    weight: "core",
    readings: ["provisioning-jobs"],
    why: "The Cloud Sync jobs: runs, failures, quarantine.",
  },
  "provisioning-log": {
    // Not "at every poll": a schedule of seconds must not eat up the few requests that the log allows.
    everyMs: 5 * minute,
    weight: "optional",
    readings: ["provisioning-log"],
    why: "Objects that Cloud Sync jobs could not write, by error code; needs Entra ID P1 or P2.",
  },
  "object-errors": {
    everyMs: 15 * minute,
    weight: "usual",
    readings: ["object-errors"],
    why: "Users, groups and contacts with a conflicting address or sign-in name.",
  },
  "service-incidents": {
    everyMs: 15 * minute,
    weight: "optional",
    readings: ["service-incidents"],
    why: "Microsoft's own incidents: they annotate alerts, and never are one.",
  },
  "service-provisioning-errors": {
    everyMs: hour,
    weight: "usual",
    readings: ["service-errors"],
    why: "Objects that a service such as Exchange Online could not take over.",
  },
  "object-counts": {
    everyMs: hour,
    weight: "usual",
    readings: ["object-counts"],
    why: "How many users, groups and contacts are synchronized; a sudden drop is news.",
  },
  "sync-principal": {
    everyMs: hour,
    weight: "usual",
    readings: ["sync-principal"],
    why: "Microsoft's own synchronization service principal, without which nothing is written.",
  },
  domains: {
    everyMs: day,
    weight: "usual",
    readings: ["unroutable-users"],
    why: "Synchronized users whose on-premises suffix is no verified domain.",
  },
  "group-names": {
    everyMs: day,
    weight: "usual",
    readings: ["empty-group-names"],
    why: "Synchronized mail-enabled groups without a display name.",
  },
  "federation-certificate": {
    everyMs: day,
    weight: "usual",
    readings: ["federation-certificates"],
    why: "Signing certificates of federated domains (AD FS).",
  },
  "credential-expiry": {
    everyMs: day,
    weight: "usual",
    readings: ["app-credentials"],
    why: "When the secrets and certificates of our own app and of Entra Connect's expire.",
  },
  "delete-protection": {
    everyMs: day,
    weight: "optional",
    readings: ["delete-protection"],
    why: "Whether Entra Connect's protection against accidental deletes is on; Microsoft may refuse apps this.",
  },
  "notification-gap": {
    everyMs: day,
    weight: "usual",
    readings: ["notification-recipients"],
    why: "Who receives Microsoft's own mails about synchronization.",
  },
} as const satisfies Record<string, ProbeFacts>;

export type ProbeId = keyof typeof probeFacts;
export const probeIds = Object.keys(probeFacts) as ProbeId[];

/** "Microsoft Entra AD Synchronization Service", Microsoft's own principal that writes synchronized objects. */
export const syncPrincipalAppId = "6bf85cfa-ac8a-4be5-b5de-425a0d0dc016";

/** The probe that makes this kind of reading. */
export function probeOfReading(kind: ReadingKind): ProbeId {
  const found = probeIds.find((id) => readingsOf(id).includes(kind));
  if (!found) throw new Error(`no probe makes the reading ${kind}`);
  return found;
}

export function readingsOf(id: ProbeId): readonly ReadingKind[] {
  return probeFacts[id].readings;
}

export function weightOf(id: ProbeId): ProbeFacts["weight"] {
  return probeFacts[id].weight;
}
