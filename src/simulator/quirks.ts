/** Where sources disagree about Graph, or licenses decide: how this tenant's Graph behaves. All of it is mutable. */

export interface Quirks {
  /** What v1.0 does with $select of a beta property is not documented: refused unless set to "ignore". */
  unknownSelect: "refuse" | "ignore";
  /** `onPremisesProvisioningErrors/any(o:o/category eq 'PropertyConflict')` is documented; "refuse" answers it with 400. */
  propertyConflictFilter: "works" | "refuse";
  /** `serviceProvisioningErrors/any(…)` is documented, but reported to answer 400 (microsoft-graph-docs-contrib issue 8789). */
  serviceErrorFilter: "refuse" | "works";
  /** A status clause on the provisioning log is documented in beta only. */
  provisioningStatusFilter: "works" | "refuse";
  /** `isResolved eq false` on service health issues: widely used, documented nowhere. */
  serviceIssueFilter: "works" | "refuse";
  /** Documented as one entity, observed as a collection. */
  onPremisesSynchronizationShape: "collection" | "entity";
  /** Entra ID P1 or P2, without which the provisioning log refuses. */
  premium: boolean;
  /** Access tokens that tell nothing, in place of JWTs. */
  opaqueTokens: boolean;
}

export function createQuirks(): Quirks {
  return {
    unknownSelect: "refuse",
    propertyConflictFilter: "works",
    serviceErrorFilter: "refuse",
    provisioningStatusFilter: "works",
    serviceIssueFilter: "works",
    onPremisesSynchronizationShape: "collection",
    premium: true,
    opaqueTokens: false,
  };
}
