/** The mails' words in English (United States spelling, as Microsoft's own notifications have it). */
import { blind, sayBlindReason, sayProbe } from "./en/blind.ts";
import { atLeast } from "./en/counts.ts";
import { digest } from "./en/digest.ts";
import { followUp, reasons } from "./en/follow-up.ts";
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
  prefix: {
    changed: "[Changed]",
    reminder: "[Reminder]",
    resolved: "[Resolved]",
    closed: "[Closed]",
  },
  severity: { critical: "Critical", warning: "Warning", info: "Information" },
  state: { raised: "New", changed: "Changed", reminder: "Reminder", resolved: "Resolved" },
  yes: "yes",
  no: "no",
  unknown: "not known",
  never: "none on record",
  notSet: "not set",

  ...digest,
  ...followUp,
  finding: { ...sync, ...jobs, ...objects, ...setup, ...blind },
  reason: reasons,
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
  tenants: { one: "tenant", other: "tenants" },
  objectType: { user: "user", group: "group", contact: "contact" },
  credential: credentialWords,
  principal: { missing: "missing", disabled: "switched off" },
  noNextCertificate: "none known to Microsoft Entra ID",
  validUntil: (date) => `valid until ${date}`,
  atLeast,
  ofTotal: (count, total) => `${count} of ${total}`,
  more: (count) => `and ${count} more`,
  moreAttached: (count) => `and ${count} more, all in the attached file`,
  attached: (file, first) =>
    first
      ? `The attached file ${file} has the first ${first} with all their details.`
      : `The attached file ${file} has every row with all its details.`,
  forSpan: (span) => `for ${span}`,
  noHolder: "not found",
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
    tenants: "Tenants concerned",
    overview: "In this mail",
    incidents: "Microsoft reports a problem of its own",
    meaning: "What it means",
    impact: "What works and what does not",
    steps: "What to do",
    otherCauses: "Other possible causes",
    links: "Read more",
    why: "About this mail",
    resolved: "How it is now",
    next: "What happens next",
    acknowledge: "Acknowledge",
  },
  affected: "Does not work or lags",
  stillWorks: "Still works",
  clears: "How you can tell it is over",
  label: labels,
  delayed: (written) => `This message is late: it was written on ${written} and could not be sent sooner.`,
  why: (tenant) =>
    `You get this mail because sync-health-monitor watches ${tenant ?? "these tenants"} and this address is on its mailing list. It is not a message from Microsoft.`,
  incident: (id) => `Incident ${id}`,
  sentBy: (host) => (host ? `sync-health-monitor on ${host}` : "sync-health-monitor"),
};
