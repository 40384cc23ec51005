/** GET /organization and /organization/{id}: the tenant's own record, in v1.0 and beta. */
import type { Organization } from "@microsoft/microsoft-graph-types";
import type { Organization as BetaOrganization } from "@microsoft/microsoft-graph-types-beta";
import { isVerified } from "../domains.ts";
import { type Answer, jsonAnswer, notFound } from "../graph-answer.ts";
import { toGraphSeconds } from "../graph-values.ts";
import { findUnknownMember, type GraphRequest, type Route, selectMembers, unknownMember } from "../route.ts";

/**
 * Relaxed: captured v1.0 payloads carry members that the metadata has in beta only, and one that it has nowhere; too
 * small a permission turns even members that are "not nullable" into null.
 */
type Relaxed<Entity> = { [Key in keyof Entity]: Entity[Key] | null };
type OrganizationBody = Relaxed<Organization> &
  Relaxed<Pick<BetaOrganization, "directorySizeQuota" | "onPremisesLastPasswordSyncDateTime">> & {
    onPremisesSyncStatus?: unknown[] | null;
  };

export const organizationRoutes: Route[] = [
  {
    match: /^\/organization(?:\/(?<id>[^/]+))?$/,
    permissions: ["Organization.Read.All", "Directory.Read.All"],
    // No 403 here: Graph answers 200 with next to nothing in it (graph/api/resources/organization).
    denied: (request) => answerOrganization(request, withoutRights(organizationBody(request))),
    cost: 1,
    answer: (request) => answerOrganization(request, organizationBody(request)),
  },
];

function answerOrganization(request: GraphRequest, body: OrganizationBody): Answer {
  const { tenant, query, params, serviceRoot } = request;
  if (params.id !== undefined && params.id !== tenant.tenantId) return notFound(params.id);
  const members: Record<string, unknown> = { ...body };
  const unknown = tenant.unknownSelect === "refuse" ? findUnknownMember(members, query) : null;
  if (unknown !== null) {
    return unknownMember(unknown, "organization");
  }
  const selected = selectMembers(members, query);
  const context = `${serviceRoot}/$metadata#organization`;
  return params.id === undefined
    ? jsonAnswer({ "@odata.context": context, value: [selected] })
    : jsonAnswer({ "@odata.context": `${context}/$entity`, ...selected });
}

function organizationBody({ tenant, version }: GraphRequest): OrganizationBody {
  const { lastSyncAt, lastPasswordSyncAt } = tenant;
  const body: OrganizationBody = {
    id: tenant.tenantId,
    deletedDateTime: null,
    displayName: tenant.displayName,
    createdDateTime: "2019-03-11T08:21:44Z",
    tenantType: "AAD",
    countryLetterCode: "NL",
    defaultUsageLocation: null,
    preferredLanguage: tenant.preferredLanguage,
    partnerTenantType: null,
    city: null,
    country: null,
    state: null,
    street: null,
    postalCode: null,
    onPremisesSyncEnabled: tenant.syncEnabled,
    onPremisesLastSyncDateTime: lastSyncAt === null ? null : toGraphSeconds(lastSyncAt),
    onPremisesSyncStatus: [],
    technicalNotificationMails: tenant.technicalNotificationMails,
    businessPhones: [],
    marketingNotificationEmails: [],
    securityComplianceNotificationMails: [],
    securityComplianceNotificationPhones: [],
    mobileDeviceManagementAuthority: "unknown",
    directorySizeQuota: tenant.directorySize,
    privacyProfile: { contactEmail: "", statementUrl: "" },
    assignedPlans: [
      {
        assignedDateTime: "2024-02-01T09:15:27Z",
        capabilityStatus: "Enabled",
        service: "exchange",
        servicePlanId: "113feb6c-3fe4-4440-bddc-54d774bf0318",
      },
    ],
    provisionedPlans: [{ capabilityStatus: "Enabled", provisioningStatus: "Success", service: "exchange" }],
    verifiedDomains: tenant.domains.filter(isVerified).map(({ name, isDefault, isInitial, type }) => ({
      capabilities: "Email, OfficeCommunicationsOnline",
      isDefault: isDefault ?? false,
      isInitial: isInitial ?? false,
      name,
      type: type ?? "Managed",
    })),
  };
  if (version === "beta") {
    body.onPremisesLastPasswordSyncDateTime =
      lastPasswordSyncAt === null ? null : toGraphSeconds(lastPasswordSyncAt);
  }
  return body;
}

function withoutRights(body: OrganizationBody): OrganizationBody {
  const kept = new Set(["id", "displayName", "verifiedDomains"]);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, kept.has(name) ? value : null]),
  );
}
