/** The mails' words in English (United States spelling, as Microsoft's own notifications have it). */
import { blind, sayBlindReason, sayProbe } from "./en/blind.ts";
import { atLeast } from "./en/counts.ts";
import { jobs } from "./en/jobs.ts";
import { labels } from "./en/labels.ts";
import { objects } from "./en/objects.ts";
import { credentialWords, setup } from "./en/setup.ts";
import { sync } from "./en/sync.ts";
import type { Texts } from "./texts.ts";

export const en: Texts = {
  language: "en",
  locale: "en-US",
  spanJoint: " ",
  lessThanAMinute: "less than a minute",
  others: "others",
  resolvedPrefix: "[Resolved]",
  severity: { critical: "Critical", warning: "Warning", info: "Information" },
  state: { raised: "New", changed: "Changed", resolved: "Resolved" },
  yes: "yes",
  no: "no",
  unknown: "not known",
  never: "none on record",
  notSet: "not set",

  finding: { ...sync, ...jobs, ...objects, ...setup, ...blind },
  severalTitle: ({ raised, changed, resolved }, f) => {
    const total = f.count(raised + changed + resolved, { one: "alert", other: "alerts" });
    const parts = [
      raised > 0 && `${raised} new`,
      changed > 0 && `${changed} changed`,
      resolved > 0 && `${resolved} resolved`,
    ].filter((part) => part !== false);
    return `${total} – ${parts.join(", ")}`;
  },
  reason: (reason, { severity, code, limit }) =>
    ({
      "condition-met": "The condition holds.",
      "severity-rose": `The severity went up. It is now: ${severity}.`,
      "severity-fell": `The severity went down. It is now: ${severity}.`,
      "code-changed": code
        ? `The error code is now ${code}.`
        : "The error code is gone; the condition remains.",
      "step-reached": limit ? `The next limit was reached: ${limit}.` : "It got worse again.",
      "condition-cleared": "The condition has cleared.",
      "level-accepted":
        "There was no further drop for 24 hours, so this is taken as normal from now on. Nothing was put right.",
      "subject-gone": "There is nothing left to watch here.",
    })[reason],
  subjectGone: "What this was about is no longer there. If nobody meant to remove it, please look into that.",
  accepted: {
    badge: "Closed",
    title: "the new level counts as normal",
    outcome:
      "The missing objects did not come back. There was no further drop for 24 hours, so the number as it is now counts as normal, and the next loss will be noticed. If nobody meant this to happen, restore the objects soon: Microsoft keeps what can be restored for 30 days only.",
  },
  blindReason: sayBlindReason,
  probe: sayProbe,
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
  expired: "this moment has passed",
  expiryItself: "the expiry itself",
  polls: { one: "poll", other: "polls in a row" },
  runs: { one: "run", other: "runs in a row" },
  times: { one: "time", other: "times" },
  objectType: { user: "user", group: "group", contact: "contact" },
  credential: credentialWords,
  principal: { missing: "missing", disabled: "switched off" },
  noNextCertificate: "none known to Microsoft Entra ID",
  validUntil: (date) => `valid until ${date}`,
  atLeast,
  ofTotal: (count, total) => `${count} of ${total}`,
  more: (count) => `and ${count} more`,
  incidents: {
    intro:
      "Microsoft has not solved the following yet in services that synchronization depends on. It may be the cause of this; then only Microsoft can mend it.",
    noTitle: "no title given",
    since: (date) => `since ${date}`,
  },

  heading: {
    facts: "Facts",
    numbers: "The numbers",
    lastNumbers: "Last values while it was wrong",
    samples: "Objects concerned",
    incidents: "Microsoft reports a problem of its own",
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
  label: labels,
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
