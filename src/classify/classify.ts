/**
 * In: one poll's readings, what we remember, thresholds, the catalog and the time. Out: what is proven wrong and what
 * is proven right. Pure. A rule that throws loses only its own say; `failures` tells the caller which.
 */
import type { Assessment } from "../domain/finding.ts";
import { coerceError } from "../util/coerce-error.ts";
import type { Rule, RuleContext } from "./rule.ts";
import { blindRule } from "./rules/blind.ts";
import { credentialExpiryRule } from "./rules/credential-expiry.ts";
import { deleteProtectionOffRule } from "./rules/delete-protection-off.ts";
import { federationCertificateRule } from "./rules/federation-certificate.ts";
import { groupNameEmptyRule } from "./rules/group-name-empty.ts";
import { jobRules } from "./rules/jobs.ts";
import { notificationGapRule } from "./rules/notification-gap.ts";
import { objectErrorsRule } from "./rules/object-errors.ts";
import { objectQuotaRule } from "./rules/object-quota.ts";
import { orphanedSyncedObjectsRule } from "./rules/orphaned-synced-objects.ts";
import { passwordHashSyncStaleRule } from "./rules/password-hash-sync-stale.ts";
import { serviceProvisioningErrorsRule } from "./rules/service-provisioning-errors.ts";
import { syncDisabledRule } from "./rules/sync-disabled.ts";
import { syncPrincipalMissingRule } from "./rules/sync-principal-missing.ts";
import { syncStaleRule } from "./rules/sync-stale.ts";
import { syncedObjectsDropRule } from "./rules/synced-objects-drop.ts";
import { unroutableUpnRule } from "./rules/unroutable-upn.ts";

export const rules: readonly Rule[] = [
  blindRule,
  syncDisabledRule,
  syncStaleRule,
  passwordHashSyncStaleRule,
  objectErrorsRule,
  serviceProvisioningErrorsRule,
  ...jobRules,
  objectQuotaRule,
  syncedObjectsDropRule,
  unroutableUpnRule,
  orphanedSyncedObjectsRule,
  groupNameEmptyRule,
  federationCertificateRule,
  syncPrincipalMissingRule,
  credentialExpiryRule,
  deleteProtectionOffRule,
  notificationGapRule,
];

export interface Classification extends Assessment {
  failures: { rule: string; error: Error }[];
}

export function classify(context: RuleContext, using: readonly Rule[] = rules): Classification {
  const result: Classification = { findings: [], clearances: [], failures: [] };
  for (const rule of using) {
    try {
      const { findings = [], clearances = [] } = rule.assess(context);
      result.findings.push(...findings);
      result.clearances.push(...clearances);
    } catch (thrown) {
      result.failures.push({ rule: rule.name, error: coerceError(thrown) });
    }
  }
  return result;
}
