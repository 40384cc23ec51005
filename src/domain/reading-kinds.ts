/** The kinds of readings that probes make; each is the `kind` of one type in reading.ts. */
export const readingKinds = [
  "organization",
  "password-sync",
  "directory-quota",
  "provisioning-jobs",
  "provisioning-log",
  "object-errors",
  "service-errors",
  "object-counts",
  "unroutable-users",
  "empty-group-names",
  "federation-certificates",
  "sync-principal",
  "app-credentials",
  "delete-protection",
  "notification-recipients",
  "service-incidents",
] as const;
export type ReadingKind = (typeof readingKinds)[number];
