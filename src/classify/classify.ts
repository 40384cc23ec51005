/**
 * In: one poll's readings, what we remember, thresholds, the catalog and the time. Out: what is proven wrong and what
 * is proven right. Pure. A rule that throws loses only its own say; `failures` tells the caller which.
 */
import type { Assessment, Clearance, Finding } from "../domain/finding.ts";
import { compareSeverity } from "../domain/severity.ts";
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
  return {
    ...result,
    findings: onePerSubject(result.findings),
    clearances: result.clearances.map(wellFormed),
  };
}

/** A list that names something twice must not make two alerts of it: the worse one counts. */
function onePerSubject(findings: readonly Finding[]): Finding[] {
  const byIdentity = new Map<string, Finding>();
  for (const found of findings) {
    const { key, name } = found.subject;
    const finding = { ...found, subject: { key: key.toWellFormed(), name: name.toWellFormed() } };
    const identity = JSON.stringify([finding.id, finding.subject.key]);
    const before = byIdentity.get(identity);
    if (!before || compareSeverity(finding.severity, before.severity) > 0) byIdentity.set(identity, finding);
  }
  return [...byIdentity.values()];
}

/** Keys are stored as UTF-8, which has no lone surrogates; as they come back they must still be the same. */
function wellFormed(clearance: Clearance): Clearance {
  return clearance.subjectKey === null
    ? { ...clearance, except: clearance.except.map((key) => key.toWellFormed()) }
    : { ...clearance, subjectKey: clearance.subjectKey.toWellFormed() };
}
