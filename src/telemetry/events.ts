/** Every event the log can hold, and what each is for. docs/logs.md is generated from this table. */

export const logEvents = {
  "service.started": "The daemon runs: version, tenants, schedule.",
  "service.stopping": "A stop was asked for; polls and deliveries under way are being finished.",
  "service.stopped": "Everything is closed; `clean` is false when something under way had to be cut off.",
  "config.reloaded": "SIGHUP: the new configuration is in force.",
  "config.rejected": "SIGHUP: the new configuration has mistakes, listed in `problems`; the old one stays.",
  "config.warning": "The configuration holds something that has no effect, or is unwise.",
  "poll.completed":
    "A tenant's poll is done and stored: state, findings, blind probes, HTTP exchanges, duration.",
  "poll.failed": "A tenant's poll could not be finished or stored; nothing of it was kept.",
  "poll.skipped":
    "A tenant was due while its previous poll still ran (debug until the first round has ended).",
  "graph.exchange": "One HTTP exchange with Graph: ids of both sides, path, status, duration (debug).",
  "probe.blind": "A probe could not look: reason, permission, requestId. Repeated polls log at debug.",
  "probe.recovered": "A probe that was blind sees again.",
  "rule.failed": "A rule threw; its findings stay as they were. A fault of ours: please report it.",
  "alert.pending": "A finding is seen, but not for long enough to be told, by the rules set for it (debug).",
  "alert.withdrawn":
    "A pending alert is gone before it was told (debug), or an alert's tenant is polled no more.",
  "alert.raised": "An alert began; with `silencedBy`, nobody is told of it for now.",
  "alert.changed": "An open alert changed in a way worth telling; `reason` says how.",
  "alert.reminder": "An open alert is told again; `reason` says why.",
  "alert.acknowledged":
    "Somebody acknowledged an alert: `by` whom, in which `words`; it is not repeated until it is resolved.",
  "alert.silenced":
    "A silence (made `by` whom, in which `words`) or a maintenance window now covers an open alert, `until` when.",
  "alert.unsilenced": "What silenced an open alert is over.",
  "alert.resolved": "An alert ended; `reason` says how it was proven.",
  "recipients.inside":
    "Everyone who is told of this tenant has a mailbox in it: when it breaks, nobody may hear of it.",
  "alert.inhibited": "A finding says nothing new beside a worse one; no alert (debug).",
  "catalog.unknown": "Microsoft named an error that the catalog does not know, by code and fingerprint.",
  "catalog.invalid":
    "An entry in catalog.d has a mistake and is left out: file, line, field, remedy; the shipped entry stays.",
  "mail.fallback": "Mails take the other way (`to` says which), because the first has failed since `since`.",
  "heartbeat.failed":
    "The dead man's switch could not be told that we live; tried again after the next round.",
  "mail.sent":
    "The mail server accepted a mail; `accepted` says for how many of the recipients still waiting.",
  "mail.failed":
    "Not every recipient was accepted: see `failures`. `dueAt` says when it is tried again; null: never.",
  "mail.dead": "A mail was given up: refused for good, or undeliverable for too long.",
  "outbox.dropped": "Notifications for channels that are no longer configured are not delivered any more.",
  "outbox.failed": "The outbox itself could not be read or written; tried again shortly.",
  "store.failed":
    "The store could not be tidied (tried again in a day), or not write what a reader of a mail asked for by its link.",
  "store.shared": "Another living process uses the same store; this one works on, beside it.",
  "silence.added":
    "Somebody silenced something on the status page: `by` whom, in which `words`, `until` when; null stands for every tenant, finding or subject.",
  "silence.ended":
    "Somebody ended a silence on the status page before its time; `endedBy` who, where they had to sign in.",
  "status.listening": "The status page answers at `address`.",
  "status.refused":
    "Somebody could not sign in to the status page: from which `address`, by which name (`user`), in how many `attempts` since the last line; one line a minute for each address.",
  "status.certificate":
    "The status page took up a renewed certificate, which holds until `validTo`; or could not (`error`), and goes on with the old one.",
  "status.failed":
    "An answer of the status page could not be made; who asked saw only that. Monitoring goes on.",
  "status.unavailable": "That address could not be opened; monitoring goes on without it.",
  "watchdog.failed":
    "systemd-notify is missing or failed (`error`), so systemd is about to restart the service; once until it works again.",
  "watchdog.withheld":
    "Polls do not keep their schedule, so systemd's watchdog is told nothing, and restarts the service; once until they do again.",
} as const;
export type LogEvent = keyof typeof logEvents;
