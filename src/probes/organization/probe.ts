/**
 * In: one organization request to v1.0 and one to beta. Out: the tenant's sync switch and date; and, from beta, which
 * alone has them and whose failure leaves the rest in sight, the password hash date and how full the directory is.
 */
import type { Reading } from "../../domain/reading.ts";
import { blindReading } from "../blind.ts";
import type { Probe } from "../probe.ts";
import { betaOrganizationPath, organizationPath, readBetaOrganization, readOrganization } from "./schema.ts";

const permission = "Organization.Read.All";

export const organizationProbe: Probe = {
  id: "organization",
  permissions: [
    {
      name: permission,
      instead: ["Directory.Read.All"],
      reads: "the tenant's own record: sync switch, sync dates, verified domains, object quota",
    },
  ],
  findings: [
    "sync-stale",
    "sync-disabled",
    "password-hash-sync-stale",
    "object-quota",
    "orphaned-synced-objects",
  ],
  licence: null,
  notIn: [],
  async look({ graph }) {
    const [main, beta] = await Promise.allSettled([
      graph.get("v1.0", organizationPath).then(toOrganization),
      graph.get("beta", betaOrganizationPath).then(toBetaReadings),
    ]);
    return [
      main.status === "fulfilled"
        ? main.value
        : blindReading("organization", ["organization"], main.reason, permission),
      ...(beta.status === "fulfilled"
        ? beta.value
        : [blindReading("organization", ["password-sync", "directory-quota"], beta.reason, permission)]),
    ];
  },
};

function toOrganization(body: unknown): Reading {
  const row = readOrganization(body);
  return {
    kind: "organization",
    displayName: row.displayName,
    initialDomain: row.verifiedDomains.find((domain) => domain.isInitial)?.name ?? null,
    preferredLanguage: row.preferredLanguage,
    syncEnabled: row.onPremisesSyncEnabled,
    lastSyncAt: row.onPremisesLastSyncDateTime,
    verifiedDomains: row.verifiedDomains.flatMap(({ name }) => name?.toLowerCase() ?? []),
  };
}

function toBetaReadings(body: unknown): Reading[] {
  const row = readBetaOrganization(body);
  return [
    { kind: "password-sync", lastPasswordSyncAt: row.onPremisesLastPasswordSyncDateTime },
    { kind: "directory-quota", quota: row.directorySizeQuota },
  ];
}
