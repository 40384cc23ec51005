/**
 * In: one organization request to v1.0 and one to beta. Out: the tenant's sync switch and date, and the password
 * hash date, which only beta has and whose failure leaves the rest in sight.
 */
import type { Reading } from "../../domain/reading.ts";
import { GraphFault } from "../../graph/fault.ts";
import { blindReading } from "../blind.ts";
import type { Probe } from "../probe.ts";
import { organizationSelect, passwordSyncSelect, readOrganization, readPasswordSync } from "./schema.ts";

const permission = "Organization.Read.All";

export const organizationProbe: Probe = {
  id: "organization",
  covers: ["organization", "password-sync"],
  permissions: [permission],
  async look({ graph }) {
    const [main, password] = await Promise.allSettled([
      graph.get("v1.0", `/organization?$select=${organizationSelect.join(",")}`).then(toOrganization),
      graph.get("beta", `/organization?$select=${passwordSyncSelect.join(",")}`).then(toPasswordSync),
    ]);
    return [
      main.status === "fulfilled"
        ? main.value
        : blindReading("organization", ["organization"], main.reason, permission),
      password.status === "fulfilled"
        ? password.value
        : blindReading("organization", ["password-sync"], password.reason, permission),
    ];
  },
};

function toOrganization(body: unknown): Reading {
  const row = readOrganization(body);
  refuseHalfAnswer(row.createdDateTime);
  return {
    kind: "organization",
    displayName: row.displayName,
    initialDomain: row.verifiedDomains.find((domain) => domain.isInitial)?.name ?? null,
    preferredLanguage: row.preferredLanguage,
    syncEnabled: row.onPremisesSyncEnabled,
    lastSyncAt: row.onPremisesLastSyncDateTime,
  };
}

function toPasswordSync(body: unknown): Reading {
  const row = readPasswordSync(body);
  refuseHalfAnswer(row.createdDateTime);
  return { kind: "password-sync", lastPasswordSyncAt: row.onPremisesLastPasswordSyncDateTime };
}

/** Without rights Graph answers 200 with nearly everything null: no tenant lacks the date it was made. */
function refuseHalfAnswer(createdAt: number | null): void {
  if (createdAt !== null) return;
  throw new GraphFault({
    reason: "permission",
    detail:
      "organization: answered with empty properties (createdDateTime is null), as Graph does without rights",
  });
}
