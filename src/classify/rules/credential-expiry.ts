/** credential-expiry: a secret or certificate that synchronization, or this monitor, signs in with nears its end. */
import { type Clearance, type FindingOf, noProof } from "../../domain/finding.ts";
import { day, type Instant } from "../../domain/instant.ts";
import type { AppCredential, AppCredentials } from "../../domain/reading.ts";
import type { Thresholds } from "../../domain/thresholds.ts";
import { readingOf } from "../readings.ts";
import type { Rule, RuleContext } from "../rule.ts";
import { countDown } from "./steps.ts";
import { isSyncFresh } from "./sync-stale.ts";
import { longAgoDays } from "./tenant-subject.ts";

type Dated = AppCredential & { expiresAt: Instant };
const id = "credential-expiry";

export const credentialExpiryRule: Rule = {
  name: id,
  assess(context) {
    const { readings, thresholds, now } = context;
    const reading = readingOf(readings, "app-credentials");
    if (!reading) return {};
    const findings: FindingOf<typeof id>[] = [];
    const apps = reading.apps.filter((app) => isInService(app, context));
    const except = apps.map((app) => app.appId);
    const clearances: Clearance[] = reading.complete
      ? [{ id, subjectKey: null, except, reason: "subject-gone" }]
      : [];
    for (const app of apps) {
      const credential = choose(app);
      if (!credential) continue;
      const finding = judge(app, credential, thresholds, now);
      if (finding) findings.push(finding);
      else {
        clearances.push({ id, subjectKey: app.appId, reason: "condition-cleared", proof: noProof });
      }
    }
    return { findings, clearances };
  },
};

/** Not: an app that signs in with nothing of its own, nor Entra Connect's app of long ago beside one that works. */
function isInService(app: AppCredentials, context: RuleContext): boolean {
  if (app.credentials.every((credential) => credential.inUse === false)) return false;
  const expiresAt = choose(app)?.expiresAt ?? null;
  const isLongOver = expiresAt !== null && context.now - expiresAt > longAgoDays * day;
  return !(app.owner === "connect" && isLongOver && isSyncFresh(context) === true);
}

/** The one in use where that can be told; else the one that lasts longest, which the others were replaced by. */
function choose({ credentials }: AppCredentials): Dated | null {
  const dated = credentials.filter((credential): credential is Dated => credential.expiresAt !== null);
  const inUse = dated.filter((credential) => credential.inUse === true);
  const candidates = inUse.length > 0 ? inUse : dated.filter((credential) => credential.inUse !== false);
  return candidates.reduce<Dated | null>(
    (best, credential) => (best && best.expiresAt >= credential.expiresAt ? best : credential),
    null,
  );
}

function judge(
  { owner, appId, displayName }: AppCredentials,
  { kind, keyId, displayName: keyName, expiresAt }: Dated,
  { credentialExpiryWarningDays: warningDays, credentialExpiryCriticalDays: criticalDays }: Thresholds,
  now: Instant,
): FindingOf<typeof id> | null {
  const countdown = countDown(expiresAt, { warningDays, criticalDays }, now);
  if (countdown === null) return null;
  return {
    id,
    subject: { key: appId, name: displayName ?? appId },
    severity: countdown.severity,
    code: null,
    catalogIds: [`credential-expiry-${owner}`],
    since: now,
    facts: {
      owner,
      appId,
      appName: displayName,
      credential: kind,
      keyId,
      keyName,
      expiresAt,
      thresholdDays: countdown.thresholdDays,
      step: countdown.step,
    },
  };
}
