/** The mails' words in English (United States spelling, as Microsoft's own notifications have it). */
import type { Texts } from "./texts.ts";

const codeSuffix = (code: string | null, name: (text: string) => string) => (code ? ` – ${name(code)}` : "");

const probes: Record<string, string> = {
  organization: "the directory's synchronization dates",
  "provisioning-jobs": "the provisioning jobs",
};

const blindReason = {
  permission: "permission missing",
  licence: "license missing",
  credential: "sign-in refused",
  throttled: "throttled by Microsoft",
  unreachable: "Microsoft Graph cannot be reached",
  malformed: "answer not understood",
} as const;
const sayBlindReason: Texts["blindReason"] = ({ reason, atSignIn }) =>
  reason === "unreachable" && atSignIn ? "the sign-in service cannot be reached" : blindReason[reason];

const probe = (id: string) => (Object.hasOwn(probes, id) ? (probes[id] ?? id) : id);
const list = (items: string[]) => new Intl.ListFormat("en-US").format(items);

export const en: Texts = {
  language: "en",
  locale: "en-US",
  spanJoint: " ",
  lessThanAMinute: "less than a minute",
  resolvedPrefix: "[Resolved]",
  severity: { critical: "Critical", warning: "Warning", info: "Information" },
  state: { raised: "New", changed: "Changed", resolved: "Resolved" },
  yes: "yes",
  no: "no",
  unknown: "not known",
  never: "none on record",
  notSet: "not set",

  title: {
    "sync-stale": ({ severity, facts }, { f, now }) => {
      if (severity === "critical")
        return `Synchronization has stopped for at least ${f.limit(facts.thresholdMinutes)}`;
      if (now === null) return "No recent synchronization";
      const ago = f.spanSince(facts.lastSyncAt, now);
      return `No recent synchronization – ${ago ? `last success ${ago} ago` : "none on record"}`;
    },
    "sync-disabled": () => "Directory synchronization is switched off",
    "password-hash-sync-stale": ({ facts }, { f }) =>
      `No recent password hash synchronization – none in the last ${f.minutes(facts.thresholdMinutes)}`,
    "job-quarantine": ({ facts, code }, { f }) =>
      `Provisioning for ${f.name(facts.configuration)} is in quarantine${codeSuffix(code, f.name)}`,
    "job-delete-threshold": ({ facts }, { f }) =>
      `Export was stopped – accidental delete threshold reached${
        facts.threshold === null ? "" : ` (threshold ${f.number(facts.threshold)})`
      }`,
    "job-failing": ({ facts, code }, { f }) =>
      `Provisioning for ${f.name(facts.configuration)} is failing${codeSuffix(code, f.name)}`,
    "job-stalled": ({ facts }, { f }) =>
      `Provisioning for ${f.name(facts.configuration)} is not running – no activity in the last ${f.minutes(facts.thresholdMinutes)}`,
    "job-paused": ({ facts }, { f }) =>
      `Provisioning for ${f.name(facts.configuration)} ${
        {
          paused: "is paused",
          disabled: "is switched off",
          "not-configured": "is not set up",
          "escrows-pruned": "was paused after too many errors",
        }[facts.pause]
      }`,
    blind: ({ facts }, { f }) => {
      const reason = `${sayBlindReason(facts)}${facts.errorCode ? ` (${f.name(facts.errorCode)})` : ""}`;
      return facts.wholeTenant
        ? `Monitoring cannot see this tenant – ${reason}`
        : `Monitoring cannot see ${f.name(list(facts.probes.map(probe)))} – ${reason}`;
    },
  },

  describe: {
    "sync-stale": ({ lastSyncAt, basis }, f) => {
      const moment = f.moment(lastSyncAt);
      if (!moment)
        return "Synchronization is switched on, but no successful synchronization is on record. Changes made on-premises are probably not reaching Microsoft Entra ID.";
      const source =
        basis === "jobs"
          ? `The Cloud Sync jobs last worked on ${moment}`
          : `The directory last recorded a synchronization on ${moment}`;
      return `${source}, and nothing since. Changes made on-premises are probably not reaching Microsoft Entra ID.`;
    },
    "sync-disabled": () =>
      "Directory synchronization was on in this tenant and is now off. Changes made on-premises no longer reach Microsoft Entra ID.",
    "password-hash-sync-stale": ({ lastPasswordSyncAt }, f) =>
      `The last password hash synchronization was on ${f.moment(lastPasswordSyncAt) ?? "a date that is not known"}. Passwords changed on-premises since then do not work in the cloud yet.`,
    "job-quarantine": ({ configuration }, f) =>
      `Microsoft has put the provisioning job of ${f.name(configuration)} in quarantine. It now runs far less often, and Microsoft disables it after 28 days if the cause stays.`,
    "job-delete-threshold": ({ configuration }, f) =>
      `More objects were about to be deleted by ${f.name(configuration)} than the accidental deletion limit allows. The deletions are held back until someone allows them or puts the objects back in scope.`,
    "job-failing": ({ configuration, successiveFailures }, f) =>
      successiveFailures > 1
        ? `The last ${f.count(successiveFailures, { one: "run", other: "runs" })} of ${f.name(configuration)} failed.`
        : `The last run of ${f.name(configuration)} failed.`,
    "job-stalled": ({ configuration, lastActivityAt, intervalMinutes }, f) => {
      const moment = f.moment(lastActivityAt);
      return `${f.name(configuration)} has shown no sign of life ${moment ? `since ${moment}` : "so far"}. Its normal interval is ${f.limit(intervalMinutes)}.`;
    },
    "job-paused": ({ configuration, pause }, f) =>
      ({
        paused: `The provisioning job of ${f.name(configuration)} is paused. Nothing is synchronized through it until someone starts it.`,
        disabled: `The schedule of ${f.name(configuration)} is switched off. Nothing is synchronized through it until someone starts it.`,
        "not-configured": `${f.name(configuration)} exists but has not been set up, so it has never run.`,
        "escrows-pruned": `The first cycle of ${f.name(configuration)} met so many errors that Microsoft cleared them and paused the job, so that you can clean up first.`,
      })[pause],
    blind: ({ wholeTenant, probes: ids, polls }, f) =>
      `The monitor could not look at ${wholeTenant ? "this tenant" : f.name(list(ids.map(probe)))} in ${f.count(polls, { one: "poll", other: "polls in a row" })}. This says nothing about synchronization itself; alerts that depend on it stay as they are until the monitor can see again.`,
  },

  describePast: {
    "sync-stale": ({ thresholdMinutes }, f) =>
      `No synchronization was recorded for longer than ${f.limit(thresholdMinutes)}.`,
    "sync-disabled": () => "Directory synchronization had been switched off.",
    "password-hash-sync-stale": ({ thresholdMinutes }, f) =>
      `No password hash synchronization was recorded for longer than ${f.minutes(thresholdMinutes)}.`,
    "job-quarantine": ({ configuration }, f) =>
      `The provisioning job of ${f.name(configuration)} was in quarantine.`,
    "job-delete-threshold": ({ configuration }, f) =>
      `The accidental deletion limit had stopped ${f.name(configuration)}.`,
    "job-failing": ({ configuration }, f) => `Runs of ${f.name(configuration)} were failing.`,
    "job-stalled": ({ configuration }, f) => `${f.name(configuration)} had stopped running.`,
    "job-paused": ({ configuration }, f) =>
      `The provisioning job of ${f.name(configuration)} was not in service.`,
    blind: ({ wholeTenant, probes: ids }, f) =>
      `The monitor could not see ${wholeTenant ? "this tenant" : f.name(list(ids.map(probe)))}.`,
  },

  holdsNow: {
    "sync-stale": "Synchronizations are being recorded again.",
    "sync-disabled": "Directory synchronization is on again.",
    "password-hash-sync-stale": "Password hashes are being synchronized again.",
    "job-quarantine": "The job is out of quarantine.",
    "job-delete-threshold": "The job is no longer held back.",
    "job-failing": "The job's runs are no longer failing.",
    "job-stalled": "The job shows activity again.",
    "job-paused": "The job is back in service.",
    blind: "The monitor can see again.",
  },

  severalTitle: ({ raised, changed, resolved }, f) => {
    const total = f.count(raised + changed + resolved, { one: "alert", other: "alerts" });
    const parts = [
      raised > 0 && `${raised} new`,
      changed > 0 && `${changed} changed`,
      resolved > 0 && `${resolved} resolved`,
    ].filter((part) => part !== false);
    return `${total} – ${parts.join(", ")}`;
  },
  reason: (reason, severity, code) =>
    ({
      "condition-met": "The condition holds.",
      "severity-rose": `The severity went up. It is now: ${severity}.`,
      "severity-fell": `The severity went down. It is now: ${severity}.`,
      "code-changed": code
        ? `The error code is now ${code}.`
        : "The error code is gone; the condition remains.",
      "condition-cleared": "The condition has cleared.",
      "subject-gone": "What this was about no longer exists in the tenant.",
    })[reason],
  subjectGone:
    "It was removed from the tenant, so there is nothing left to watch. If nobody meant to remove it, please look into that.",
  blindReason: sayBlindReason,
  probe,
  pause: {
    paused: "paused",
    disabled: "schedule switched off",
    "not-configured": "not set up",
    "escrows-pruned": "paused by Microsoft after too many errors in the first cycle",
  },
  basis: {
    organization: "the directory's own synchronization date",
    jobs: "the times of the Cloud Sync jobs",
  },
  actor: {
    tenant: "Your own organization can mend this.",
    microsoft: "Only Microsoft can mend this.",
    both: "Your own organization can mend this; if that does not help, Microsoft can.",
  },
  transient: (minutes) =>
    minutes
      ? `This often passes by itself within ${minutes}; it has lasted long enough to be told.`
      : "This often passes by itself.",
  hashJob: {
    name: (configuration) => `${configuration} (password hashes)`,
    affected:
      "New and changed passwords of this domain do not reach Microsoft Entra ID: people must go on using the old one there.",
    stillWorks:
      "Accounts and groups are synchronized by a job of their own. Passwords that were not changed keep working.",
  },
  tenantActionable: (can) =>
    can ? "your organization can resolve it" : "your organization cannot resolve it",
  countdown: (left) => `${left} left`,
  countdownPassed: "this moment has passed; the job may be disabled already",
  polls: { one: "poll", other: "polls in a row" },
  runs: { one: "run", other: "runs in a row" },
  times: { one: "time", other: "times" },

  heading: {
    facts: "Facts",
    numbers: "The numbers",
    lastNumbers: "Last values while it was wrong",
    meaning: "What it means",
    impact: "What works and what does not",
    steps: "What to do",
    otherCauses: "Other possible causes",
    links: "Read more",
    why: "About this mail",
    resolved: "How it is now",
  },
  affected: "Does not work or lags",
  stillWorks: "Still works",
  clears: "How you can tell it is over",
  label: {
    title: "Title",
    description: "Description",
    wasWrong: "What was wrong",
    changed: "What changed",
    severity: "Severity",
    raised: "Raised",
    began: "Began",
    resolved: "Resolved",
    duration: "Duration",
    reason: "Reason",
    confirmedBy: "Confirmed by",
    lastSuccess: "Last success",
    lastSync: "Last directory sync",
    lastPasswordSync: "Last password hash sync",
    configuration: "Configuration",
    service: "Service",
    tenant: "Tenant",
    tenantId: "Tenant ID",
    configuredAs: "Monitored as",
    code: "Code",
    errorCode: "Microsoft's code",
    errorMessage: "Microsoft's message",
    tenantActionable: "According to Microsoft",
    traceId: "Trace ID",
    correlationId: "Correlation ID",
    trackingId: "Tracking ID",
    timestamp: "Microsoft's timestamp",
    jobId: "Job ID",
    jobKind: "Job type",
    requestId: "Request ID",
    permission: "Permission needed",
    quarantineReason: "Quarantine reason",
    elapsed: "Time since then",
    threshold: "Alert limit",
    basis: "Measured by",
    syncEnabled: "Directory sync enabled",
    disableAt: "Microsoft disables the job on",
    seriesBegan: "In quarantine since",
    nextAttempt: "Next attempt",
    reevaluations: "Checked again by Microsoft",
    deleteThreshold: "Accidental delete threshold",
    successiveFailures: "Failures",
    lastRun: "Last run",
    lastActivity: "Last activity",
    interval: "Normal interval",
    pause: "State",
    polls: "Without sight for",
    lastSeen: "Last seen",
    probes: "Not visible",
    blindReason: "Reason",
    detail: "Technical detail",
  },
  delayed: (written) => `This mail is late: it was written on ${written} and could not be sent sooner.`,
  why: (tenant) =>
    `You get this mail because sync-health-monitor watches ${tenant} and this address is on its mailing list. It is not a message from Microsoft.`,
  next: {
    raised: "You will hear again when this changes or is resolved.",
    changed: "You will hear again when this changes or is resolved.",
    resolved: "This was the last mail about this incident.",
  },
  incident: (id) => `Incident ${id}`,
  sentBy: (host) => (host ? `sync-health-monitor on ${host}` : "sync-health-monitor"),
};
