/**
 * federation-certificate: the certificate that a federated domain's sign-ins are trusted by nears its end. Where Entra
 * ID knows the next one already, AD FS will change over by itself: that is watched more calmly.
 */
import { type Clearance, type FindingOf, noProof } from "../../domain/finding.ts";
import { day, type Instant } from "../../domain/instant.ts";
import type { FederatedDomain } from "../../domain/reading.ts";
import type { Thresholds } from "../../domain/thresholds.ts";
import { readingOf } from "../readings.ts";
import type { Rule } from "../rule.ts";
import { countDown } from "./steps.ts";

const preparedWarningDays = 15;
const id = "federation-certificate";

export const federationCertificateRule: Rule = {
  name: id,
  assess({ readings, thresholds, now }) {
    const reading = readingOf(readings, "federation-certificates");
    if (!reading) return {};
    const findings: FindingOf<typeof id>[] = [];
    const except = reading.domains.map(({ domain }) => domain);
    const clearances: Clearance[] = [{ id, subjectKey: null, except, reason: "subject-gone" }];
    for (const domain of reading.domains) {
      // Without a certificate that can be read, nothing is proven either way.
      if (domain.signing === null) continue;
      const finding = judge(domain, domain.signing.notAfter, thresholds, now);
      if (finding) findings.push(finding);
      else {
        clearances.push({ id, subjectKey: domain.domain, reason: "condition-cleared", proof: noProof });
      }
    }
    return { findings, clearances };
  },
};

function judge(
  { domain, signing, nextSigning, updateResult, updatedAt }: FederatedDomain,
  expiresAt: Instant,
  thresholds: Thresholds,
  now: Instant,
): FindingOf<typeof id> | null {
  const { federationCertificateWarningDays: usual, federationCertificateCriticalDays: criticalDays } =
    thresholds;
  const prepared = nextSigning !== null && nextSigning.notAfter - now > usual * day;
  const warningDays = prepared ? Math.max(criticalDays, Math.min(usual, preparedWarningDays)) : usual;
  const countdown = countDown(expiresAt, { warningDays, criticalDays }, now);
  if (countdown === null) return null;
  return {
    id,
    subject: { key: domain, name: domain },
    severity: countdown.severity,
    code: null,
    catalogIds: [id],
    since: now,
    facts: {
      domain,
      thumbprint: signing?.thumbprint ?? "",
      expiresAt,
      nextExpiresAt: nextSigning?.notAfter ?? null,
      thresholdDays: countdown.thresholdDays,
      step: countdown.step,
      updateResult,
      updatedAt,
    },
  };
}
