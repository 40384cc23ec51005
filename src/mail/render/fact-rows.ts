/** The facts block of one alert: what, since when, where, and what Microsoft says of it. */
import type { Transition } from "../../domain/alert.ts";
import type { Finding, JobFacts, Proof } from "../../domain/finding.ts";
import { toldAs } from "../../domain/telling.ts";
import type { RenderContext } from "./context.ts";
import type { Formatter } from "./format.ts";
import { sayReason } from "./reason.ts";
import { type Draft, type Row, toRows } from "./rows.ts";
import { safeLine } from "./safe-line.ts";
import { beganAt, isLateRaise, scopeOf } from "./telling.ts";
import { sayDescription, sayPast } from "./texts/by-language.ts";
import type { Texts } from "./texts/texts.ts";

/** Title, description, when, where and what Microsoft says; for a resolved mail also how long and why it ended. */
export function factRows(
  transition: Transition,
  title: string,
  context: RenderContext,
  withTenant = true,
): Row[] {
  const { texts, f, now } = context;
  const finding = transition.alert.last;
  const resolved = transition.kind === "resolved";

  return toRows(texts, [
    ["title", title],
    resolved
      ? ["wasWrong", sayPast(texts, finding, f)]
      : ["description", sayDescription(texts, finding, f, now)],
    reasonRow(transition, context),
    ["severity", texts.severity[finding.severity]],
    ...dateRows(transition, context),
    ...(resolved && transition.proof ? provenBy(transition.proof, f) : lastSuccess(finding, texts, f)),
    ...acknowledgementRows(transition, f),
    ...placeRows(finding, texts),
    ...(withTenant ? tenantDrafts(transition, context) : []),
    ...errorRows(finding, texts),
    ...idRows(finding),
  ]);
}

/** A finding's own rows, without those of its alert and its tenant: last success, where, and what Microsoft says of it. */
export function findingRows(finding: Finding, { texts, f }: Pick<RenderContext, "texts" | "f">): Row[] {
  return toRows(texts, [
    ...lastSuccess(finding, texts, f),
    ...placeRows(finding, texts),
    ...errorRows(finding, texts),
    ...idRows(finding),
  ]);
}

/** The tenant alone: a mail about several of its alerts names it once. */
export function tenantRows(transition: Transition, context: RenderContext): Row[] {
  return toRows(context.texts, tenantDrafts(transition, context));
}

function tenantDrafts(transition: Transition, { tenantOf }: RenderContext): Draft[] {
  const tenant = tenantOf(transition);
  const scope = scopeOf(tenant);
  return [
    ["service", scope],
    ["tenant", safeLine(tenant.profile.displayName, 200)],
    ["tenantId", safeLine(tenant.tenantId, 80)],
    ["configuredAs", tenant.name !== scope && safeLine(tenant.name, 80)],
  ];
}

/** Why this mail is sent; a raise needs no reason, save one that was waited for, or that keeps coming back. */
function reasonRow(transition: Transition, context: RenderContext): Draft {
  switch (toldAs(transition)) {
    case "resolved":
      return false;
    case "changed":
      return ["changed", sayReason(transition, context)];
    case "reminder":
      return ["whyNow", sayReason(transition, context)];
    default:
      if (isLateRaise(transition)) return ["whyNow", sayReason(transition, context, "silence-ended")];
      return transition.reason === "flapping" && ["whyNow", sayReason(transition, context)];
  }
}

function dateRows(transition: Transition, context: RenderContext): Draft[] {
  const { f, texts } = context;
  const { alert, kind, at, reason } = transition;
  const resolved = kind === "resolved";
  const accepted = reason === "level-accepted";
  const resolvedAt = alert.resolvedAt ?? at;
  const raised = f.moment(alert.raisedAt);
  const began = f.moment(beganAt(alert));
  return [
    ["raised", raised],
    ["began", began !== raised && began],
    [accepted ? "closed" : "resolved", resolved && f.moment(resolvedAt)],
    ["duration", resolved && raised !== null && f.spanSince(beganAt(alert), resolvedAt)],
    ["reason", resolved && sayReason(transition, context)],
    // What was only got used to is confirmed by nothing.
    ["confirmedBy", resolved && !accepted && alert.goodPolls > 0 && f.count(alert.goodPolls, texts.polls)],
  ];
}

function acknowledgementRows({ alert: { acknowledgement } }: Transition, f: Formatter): Draft[] {
  if (!acknowledgement) return [];
  const { by, at, reason } = acknowledgement;
  const parts = [safeLine(by, 120), f.moment(at)];
  return [
    ["acknowledgedBy", parts.filter((part) => part).join(" – ")],
    ["acknowledgeReason", safeLine(reason, 500)],
  ];
}

/** What every job finding carries; null for findings about something else. */
function jobFacts(finding: Finding): JobFacts | null {
  return "jobId" in finding.facts ? finding.facts : null;
}

/** What to look for in the portal: the configuration, the domain, the application, the credential. */
function placeRows(finding: Finding, texts: Texts): Draft[] {
  const { id, facts } = finding;
  const job = jobFacts(finding);
  if (job) return [["configuration", safeLine(job.configuration, 200)]];
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

function idRows(finding: Finding): Draft[] {
  const job = jobFacts(finding);
  return [
    ["jobId", job && safeLine(job.jobId, 200)],
    ["jobKind", job && job.jobKind !== "other" && job.jobKind],
    ["requestId", finding.id === "blind" && safeLine(finding.facts.requestId, 100)],
  ];
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
