/** The facts block of one alert: what, since when, where, and what Microsoft says of it. */
import type { Transition } from "../../domain/alert.ts";
import type { Finding, JobFacts, Proof } from "../../domain/finding.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Notification } from "../../domain/notification.ts";
import type { Formatter } from "./format.ts";
import { type Draft, expiryLimit, type Row, toRows } from "./rows.ts";
import { safeLine } from "./safe-line.ts";
import { tenantScope } from "./subject.ts";
import { sayDescription, sayPast } from "./texts/by-language.ts";
import type { Texts } from "./texts/texts.ts";

interface FactContext {
  notification: Notification;
  transition: Transition;
  title: string;
  texts: Texts;
  f: Formatter;
  now: Instant;
}

/** Title, description, when, where and what Microsoft says; for a resolved mail also how long and why it ended. */
export function factRows(context: FactContext): Row[] {
  const { notification, transition, title, texts, f, now } = context;
  const finding = transition.alert.last;
  const job = jobFacts(finding);
  const resolved = transition.kind === "resolved";

  return toRows(texts, [
    ["title", title],
    resolved
      ? ["wasWrong", sayPast(texts, finding, f)]
      : ["description", sayDescription(texts, finding, f, now)],
    ["changed", transition.kind === "changed" && sayReason(context)],
    ["severity", texts.severity[finding.severity]],
    ...dateRows(context),
    ...(resolved && transition.proof ? provenBy(transition.proof, f) : lastSuccess(finding, texts, f)),
    ["configuration", job && safeLine(job.configuration, 200)],
    ...subjectRows(finding, texts),
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

function dateRows(context: FactContext): Draft[] {
  const { f, texts } = context;
  const { alert, kind, at, reason } = context.transition;
  const resolved = kind === "resolved";
  const accepted = reason === "level-accepted";
  const raisedAt = alert.raisedAt ?? (kind === "raised" ? at : null);
  const resolvedAt = alert.resolvedAt ?? at;
  const raised = f.moment(raisedAt);
  const began = f.moment(alert.last.since);
  return [
    ["raised", raised],
    ["began", began !== raised && began],
    [accepted ? "closed" : "resolved", resolved && f.moment(resolvedAt)],
    ["duration", resolved && raised !== null && f.spanSince(raisedAt, resolvedAt)],
    ["reason", resolved && sayReason(context)],
    // What was only got used to is confirmed by nothing.
    ["confirmedBy", resolved && !accepted && alert.goodPolls > 0 && f.count(alert.goodPolls, texts.polls)],
  ];
}

function sayReason({ transition, texts, f }: FactContext): string {
  const finding = transition.alert.last;
  return texts.reason(transition.reason, {
    severity: texts.severity[finding.severity],
    code: finding.code && f.name(finding.code),
    limit: limitOf(finding, texts, f),
  });
}

/** The limit that a finding which grows has reached last; null for the others. */
function limitOf({ id, facts }: Finding, texts: Texts, f: Formatter): string | null {
  switch (id) {
    case "object-quota":
      return f.percent(facts.thresholdPercent);
    case "federation-certificate":
    case "credential-expiry":
      return expiryLimit(facts.thresholdDays, texts, f);
    default:
      return null;
  }
}

/** What every job finding carries; null for findings about something else. */
function jobFacts(finding: Finding): JobFacts | null {
  return "jobId" in finding.facts ? finding.facts : null;
}

/** What to look for in the portal: the domain, the application, the credential. */
function subjectRows({ id, facts }: Finding, texts: Texts): Draft[] {
  switch (id) {
    case "federation-certificate":
      return [
        ["domain", safeLine(facts.domain, 200)],
        ["thumbprint", safeLine(facts.thumbprint, 100)],
      ];
    case "credential-expiry":
      return [
        ["app", safeLine(facts.appName, 200)],
        ["appId", safeLine(facts.appId, 80)],
        ["credential", texts.credential[facts.credential]],
        ["keyName", safeLine(facts.keyName, 200)],
        ["keyId", safeLine(facts.keyId, 80)],
      ];
    case "sync-principal-missing":
      return [["appId", safeLine(facts.appId, 80)]];
    default:
      return [];
  }
}

/** The current value: a recovery that shows only what was wrong proves nothing to its reader. */
function provenBy({ lastSuccessAt }: Proof, f: Formatter): Draft[] {
  return [["lastSuccess", f.moment(lastSuccessAt)]];
}

/** For findings about something that succeeds or fails; a full directory or an empty name has no last success. */
function lastSuccess(finding: Finding, texts: Texts, f: Formatter): Draft[] {
  switch (finding.id) {
    case "sync-stale":
    case "sync-disabled":
      return [["lastSuccess", f.moment(finding.facts.lastSyncAt) ?? texts.never]];
    case "password-hash-sync-stale":
      return [["lastSuccess", f.moment(finding.facts.lastPasswordSyncAt) ?? texts.never]];
    default: {
      const job = jobFacts(finding);
      return job ? [["lastSuccess", f.moment(job.lastSuccessAt) ?? texts.never]] : [];
    }
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
    ["requestId", job && safeLine(job.errorIds?.requestId ?? null, 100)],
    ["timestamp", job && safeLine(job.errorIds?.timestamp ?? null, 100)],
    [
      "tenantActionable",
      job !== null && job.tenantActionable !== null && texts.tenantActionable(job.tenantActionable),
    ],
  ];
}
