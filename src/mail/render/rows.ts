/** The label-and-value rows of one alert: its facts block and its numbers. A row without a value is left out. */
import type { Transition } from "../../domain/alert.ts";
import type { Finding, JobFacts, Proof } from "../../domain/finding.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Notification } from "../../domain/notification.ts";
import type { Formatter } from "./format.ts";
import { safeLine } from "./safe-line.ts";
import { tenantScope } from "./subject.ts";
import { sayDescription, sayPast } from "./texts/by-language.ts";
import type { Label, Texts } from "./texts/texts.ts";

export interface Row {
  label: string;
  value: string;
}

type Draft = [Label, string | null | false];

export interface RowContext {
  notification: Notification;
  transition: Transition;
  title: string;
  texts: Texts;
  f: Formatter;
  now: Instant;
}

/** Title, description, when, where and what Microsoft says; for a resolved mail also how long and why it ended. */
export function factRows({ notification, transition, title, texts, f }: RowContext): Row[] {
  const { alert, kind, at } = transition;
  const finding = alert.last;
  const job = jobFacts(finding);
  const resolved = kind === "resolved";
  const raisedAt = alert.raisedAt ?? (kind === "raised" ? at : null);
  const resolvedAt = alert.resolvedAt ?? at;
  const severity = texts.severity[finding.severity];
  const raised = f.moment(raisedAt);
  const began = f.moment(finding.since);

  return toRows(texts, [
    ["title", title],
    resolved ? ["wasWrong", sayPast(texts, finding, f)] : ["description", sayDescription(texts, finding, f)],
    [
      "changed",
      kind === "changed" && texts.reason(transition.reason, severity, finding.code && f.name(finding.code)),
    ],
    ["severity", severity],
    ["raised", raised],
    ["began", began !== raised && began],
    ["resolved", resolved && f.moment(resolvedAt)],
    ["duration", resolved && raised !== null && f.spanSince(raisedAt, resolvedAt)],
    ["reason", resolved && texts.reason(transition.reason, severity, null)],
    ["confirmedBy", resolved && alert.goodPolls > 0 && f.count(alert.goodPolls, texts.polls)],
    ...(resolved && transition.proof ? provenBy(transition.proof, f) : lastSuccess(finding, texts, f)),
    ["configuration", job && safeLine(job.configuration, 200)],
    ["service", tenantScope(notification)],
    ["tenant", notification.profile.displayName && safeLine(notification.profile.displayName, 200)],
    ["tenantId", safeLine(notification.tenantId, 80)],
    ["configuredAs", notification.tenant !== tenantScope(notification) && safeLine(notification.tenant, 80)],
    ...errorRows(finding, texts),
    ["jobId", job && safeLine(job.jobId, 200)],
    ["jobKind", job && job.jobKind !== "other" && job.jobKind],
    ["requestId", finding.id === "blind" && safeLine(finding.facts.requestId, 100)],
  ]);
}

/** Limits, counts and countdowns. In a resolved mail these are the last bad values, so nothing counts on from them. */
export function numberRows({ transition, texts, f, now }: RowContext): Row[] {
  const finding = transition.alert.last;
  const over = transition.kind === "resolved";
  switch (finding.id) {
    case "sync-stale": {
      const { lastSyncAt, thresholdMinutes, basis } = finding.facts;
      return toRows(texts, [
        over && ["lastSync", f.moment(lastSyncAt) ?? texts.never],
        ["elapsed", !over && f.spanSince(lastSyncAt, now)],
        ["threshold", f.limit(thresholdMinutes)],
        ["basis", texts.basis[basis]],
      ]);
    }
    case "sync-disabled": {
      const { syncEnabled, lastSyncAt } = finding.facts;
      return toRows(texts, [
        ["syncEnabled", syncEnabled === null ? texts.notSet : syncEnabled ? texts.yes : texts.no],
        ["elapsed", !over && f.spanSince(lastSyncAt, now)],
      ]);
    }
    case "password-hash-sync-stale": {
      const { lastPasswordSyncAt, lastSyncAt, thresholdMinutes } = finding.facts;
      return toRows(texts, [
        over && ["lastPasswordSync", f.moment(lastPasswordSyncAt)],
        ["elapsed", !over && f.spanSince(lastPasswordSyncAt, now)],
        ["threshold", f.minutes(thresholdMinutes)],
        ["lastSync", f.moment(lastSyncAt)],
      ]);
    }
    case "job-quarantine": {
      const { reason, seriesBeganAt, nextAttemptAt, seriesCount, disableAt } = finding.facts;
      return toRows(texts, [
        ["quarantineReason", reason && safeLine(reason, 200)],
        ["seriesBegan", f.moment(seriesBeganAt)],
        ["disableAt", !over && countdown(disableAt, texts, f, now)],
        ["nextAttempt", !over && f.moment(nextAttemptAt)],
        ["reevaluations", seriesCount > 0 && f.count(seriesCount, texts.times)],
      ]);
    }
    case "job-delete-threshold": {
      const { threshold, seriesBeganAt, nextAttemptAt, disableAt } = finding.facts;
      return toRows(texts, [
        ["deleteThreshold", threshold === null ? null : f.number(threshold)],
        ["seriesBegan", f.moment(seriesBeganAt)],
        ["disableAt", !over && countdown(disableAt, texts, f, now)],
        ["nextAttempt", !over && f.moment(nextAttemptAt)],
      ]);
    }
    case "job-failing":
      return toRows(texts, [
        [
          "successiveFailures",
          finding.facts.successiveFailures > 0 && f.count(finding.facts.successiveFailures, texts.runs),
        ],
        ["lastRun", f.moment(finding.facts.lastRunAt)],
      ]);
    case "job-stalled": {
      const { lastActivityAt, thresholdMinutes, intervalMinutes } = finding.facts;
      return toRows(texts, [
        ["lastActivity", f.moment(lastActivityAt) ?? texts.never],
        ["elapsed", !over && f.spanSince(lastActivityAt, now)],
        ["interval", f.limit(intervalMinutes)],
        ["threshold", f.minutes(thresholdMinutes)],
      ]);
    }
    case "job-paused":
      return toRows(texts, [["pause", texts.pause[finding.facts.pause]]]);
    case "blind": {
      const { probes, polls, lastSeenAt, permission, detail } = finding.facts;
      return toRows(texts, [
        ["probes", safeLine(new Intl.ListFormat(texts.locale).format(probes.map(texts.probe)), 300)],
        ["blindReason", texts.blindReason(finding.facts)],
        ["permission", permission && safeLine(permission, 200)],
        ["polls", f.count(polls, texts.polls)],
        ["lastSeen", f.moment(lastSeenAt) ?? texts.never],
        ["detail", safeLine(detail, 500)],
      ]);
    }
  }
}

/** What every job finding carries; null for findings about something else. */
export function jobFacts(finding: Finding): JobFacts | null {
  return "jobId" in finding.facts ? finding.facts : null;
}

/** The current value: a recovery that shows only what was wrong proves nothing to its reader. */
function provenBy({ lastSuccessAt }: Proof, f: Formatter): Draft[] {
  return [["lastSuccess", f.moment(lastSuccessAt)]];
}

function lastSuccess(finding: Finding, texts: Texts, f: Formatter): Draft[] {
  switch (finding.id) {
    case "sync-stale":
    case "sync-disabled":
      return [["lastSuccess", f.moment(finding.facts.lastSyncAt) ?? texts.never]];
    case "password-hash-sync-stale":
      return [["lastSuccess", f.moment(finding.facts.lastPasswordSyncAt) ?? texts.never]];
    case "blind":
      return [];
    default:
      return [["lastSuccess", f.moment(finding.facts.lastSuccessAt) ?? texts.never]];
  }
}

function errorRows(finding: Finding, texts: Texts): Draft[] {
  const job = jobFacts(finding);
  const own = job ? job.errorCode : finding.id === "blind" ? finding.facts.errorCode : null;
  const code = own ?? finding.code;
  return [
    // A code that is no error of Microsoft's (a job's state) is shown as plain "code".
    [own ? "errorCode" : "code", code && safeLine(code, 200)],
    ["errorMessage", job && safeLine(job.errorMessage, 1_000)],
    ["traceId", job && safeLine(job.errorIds?.traceId ?? null, 100)],
    ["correlationId", job && safeLine(job.errorIds?.correlationId ?? null, 100)],
    ["trackingId", job && safeLine(job.errorIds?.trackingId ?? null, 100)],
    ["timestamp", job && safeLine(job.errorIds?.timestamp ?? null, 100)],
    [
      "tenantActionable",
      job !== null && job.tenantActionable !== null && texts.tenantActionable(job.tenantActionable),
    ],
  ];
}

function countdown(at: Instant | null, texts: Texts, f: Formatter, now: Instant): string | null {
  const moment = f.moment(at);
  if (at === null || moment === null) return null;
  return `${moment} – ${at > now ? texts.countdown(f.span(at - now)) : texts.countdownPassed}`;
}

function toRows(texts: Texts, drafts: (Draft | false)[]): Row[] {
  return drafts.flatMap((draft) => {
    if (draft === false) return [];
    const [label, value] = draft;
    return value ? [{ label: texts.label[label], value }] : [];
  });
}
