/**
 * How a tenant stands, as the rows that the admin center's own tile and card have, and four more. In: a standing. Out:
 * one row each with a tone and a value. What is stale is told with its age, and no row of it is green.
 */
import type { FindingId } from "../../domain/finding.ts";
import { type Instant, minute } from "../../domain/instant.ts";
import { isStale, type StandingJob, type TenantStanding } from "../../domain/standing.ts";
import type { Thresholds } from "../../domain/thresholds.ts";
import { type Html, type HtmlValue, html } from "../../mail/render/html.ts";
import { ago } from "./moments.ts";
import type { PageContext } from "./page-context.ts";
import { type RowId, type StandingTexts, standingTexts } from "./texts/standing-texts.ts";
import { badge, type Tone, toneOfSeverity, worstTone } from "./tone.ts";

export interface StandingRow {
  id: RowId;
  label: string;
  tone: Tone;
  value: HtmlValue;
}

/** Which findings are told by which row; the others are told by their alerts alone. */
const findingsOf: Record<RowId, readonly FindingId[]> = {
  errors: ["object-errors", "service-provisioning-errors", "job-entry-errors"],
  sync: ["sync-stale", "sync-disabled"],
  password: ["password-hash-sync-stale"],
  jobs: ["job-quarantine", "job-delete-threshold", "job-failing", "job-stalled", "job-paused"],
  quota: ["object-quota"],
  threshold: ["job-delete-threshold", "delete-protection-off"],
  sight: ["blind"],
};

/** A tenant's tone as a whole; one that nobody has looked at when they should have is not known. */
export function tenantTone(standing: TenantStanding, context: Pick<PageContext, "now">): Tone {
  if (standing.state === "critical" || standing.state === "warning") return standing.state;
  return isStale(standing, context.now) ? "unknown" : standing.state;
}

/** The state in a word; what nobody looked at in time is called stale, whatever it was. */
export function stateBadge(standing: TenantStanding, tone: Tone, { words, now }: PageContext): Html {
  if (isStale(standing, now))
    return badge(
      tone === "ok" ? "unknown" : tone,
      `${words.state.stale}${tone === "unknown" ? "" : ` · ${words.tone[tone]}`}`,
    );
  return badge(
    tone,
    words.state[tone === "ok" || tone === "warning" || tone === "critical" ? tone : "unknown"],
  );
}

/**
 * `thresholds`: the tenant's own, null where it has none any more. What is older than they allow is no good row, though
 * no alert of its own tells of it: a worse one may silence it.
 */
export function standingRows(
  standing: TenantStanding,
  thresholds: Thresholds | null,
  context: PageContext,
): StandingRow[] {
  const texts = standingTexts[context.language];
  const rows: [RowId, [Tone, HtmlValue]][] = [
    ["errors", errorsRow(standing, texts, context)],
    ["sync", syncRow(standing, thresholds, texts, context)],
    ["password", passwordRow(standing, thresholds, texts, context)],
    ["jobs", jobsRow(standing, texts, context)],
    ["quota", quotaRow(standing, texts, context)],
    ["threshold", thresholdRow(standing, texts, context)],
    ["sight", sightRow(standing, texts, context)],
  ];
  const stale = isStale(standing, context.now);
  return rows.map(([id, [tone, value]]) => ({
    id,
    label: texts.row[id],
    tone: stale && tone === "ok" ? "unknown" : tone,
    value,
  }));
}

function toneOf(row: RowId, { findings }: TenantStanding, otherwise: Tone): Tone {
  const own = findings.filter(({ id }) => findingsOf[row].includes(id)).map(({ severity }) => severity);
  return toneOfSeverity(own, otherwise);
}

function errorsRow(standing: TenantStanding, texts: StandingTexts, context: PageContext): [Tone, HtmlValue] {
  const { objectErrors, serviceErrors, jobs } = standing;
  const { f, texts: mail } = context;
  const escrowed = (jobs ?? []).reduce((sum, job) => sum + job.escrowed, 0);
  if (objectErrors === null && serviceErrors === null && escrowed === 0) {
    return [toneOf("errors", standing, "unknown"), texts.notSeen];
  }
  const many = (count: number, truncated: boolean, forms: { one: string; other: string }) =>
    count === 0
      ? null
      : `${truncated ? mail.atLeast(f.number(count)) : f.number(count)} ${f.plural(count, forms)}`;
  const parts = [
    objectErrors && many(objectErrors.total, objectErrors.truncated, texts.errors.objects),
    serviceErrors && many(serviceErrors.total, serviceErrors.truncated, texts.errors.services),
    many(escrowed, false, texts.errors.escrowed),
  ].filter((part) => part !== null);
  if (parts.length === 0) return [toneOf("errors", standing, "ok"), texts.errors.none];
  const newest = objectErrors && objectErrors.total > 0 ? ago(objectErrors.newestAt, context, null) : null;
  // Errors that are not (yet) alerted on are worth a look all the same.
  return [
    toneOf("errors", standing, "info"),
    html`${parts.join(", ")}${newest && html`; ${texts.errors.found} ${newest}`}`,
  ];
}

function syncRow(
  standing: TenantStanding,
  thresholds: Thresholds | null,
  texts: StandingTexts,
  context: PageContext,
): [Tone, HtmlValue] {
  const { sync } = standing;
  const isNever = sync.switch !== "on" && sync.lastAt === null;
  const tone = toneOf(
    "sync",
    standing,
    sync.lastAt === null
      ? isNever
        ? "none"
        : "unknown"
      : ageTone(sync.lastAt, thresholds?.syncStaleWarningMinutes, context),
  );
  if (sync.switch === "off")
    return [worstTone([tone, "none"]), lastSync(texts.sync.off, sync.lastAt, texts, context)];
  if (sync.lastAt === null) return [tone, standing.seen.organization ? texts.sync.never : texts.notSeen];
  const said = ago(sync.lastAt, context, context.words.never);
  if (tone === "critical" || tone === "warning") {
    return [tone, lastSync(texts.sync.noRecent, sync.lastAt, texts, context)];
  }
  return [tone, html`${texts.sync.last} ${said}`];
}

function ageTone(at: Instant, limitMinutes: number | undefined, { now }: PageContext): Tone {
  return limitMinutes !== undefined && now - at >= limitMinutes * minute ? "warning" : "ok";
}

function lastSync(what: string, at: number | null, texts: StandingTexts, context: PageContext): HtmlValue {
  const said = ago(at, context, null);
  return said === null ? what : html`${what}; ${texts.sync.last} ${said}`;
}

function passwordRow(
  standing: TenantStanding,
  thresholds: Thresholds | null,
  texts: StandingTexts,
  context: PageContext,
): [Tone, HtmlValue] {
  const { lastPasswordSyncAt: at, seen } = standing;
  const tone = toneOf(
    "password",
    standing,
    at === null
      ? seen["password-sync"]
        ? "none"
        : "unknown"
      : ageTone(at, thresholds?.passwordHashSyncStaleMinutes, context),
  );
  if (at === null) return [tone, seen["password-sync"] ? texts.password.notUsed : texts.notSeen];
  if (tone === "critical" || tone === "warning") {
    return [tone, lastSync(texts.password.noRecent, at, texts, context)];
  }
  return [tone, html`${texts.password.last} ${ago(at, context, context.words.never)}`];
}

function jobsRow(standing: TenantStanding, texts: StandingTexts, context: PageContext): [Tone, HtmlValue] {
  const { jobs, jobsTotal, findings } = standing;
  if (jobs === null) return [toneOf("jobs", standing, "unknown"), texts.notSeen];
  if (jobs.length === 0) return [toneOf("jobs", standing, "none"), texts.jobs.none];
  const { f, now } = context;
  const quarantined = jobs.filter((job) => job.quarantine !== null);
  const paused = jobs.filter((job) => job.paused || job.code === "Paused");
  const failing = countOf("job-failing", findings);
  const stalled = countOf("job-stalled", findings);
  const said = [
    quarantined.length > 0 && texts.jobs.quarantined(f.number(quarantined.length)),
    failing > 0 && texts.jobs.failing(f.number(failing)),
    stalled > 0 && texts.jobs.stalled(f.number(stalled)),
    paused.length > 0 && texts.jobs.paused(f.number(paused.length)),
  ].filter((part) => part !== false);
  const running = texts.jobs.running(f.number(jobs.filter(isRunning).length), f.number(jobsTotal));
  const tone = toneOf("jobs", standing, paused.length > 0 || quarantined.length > 0 ? "info" : "ok");
  const disableAt = quarantined
    .map((job) => job.quarantine?.disableAt ?? null)
    .filter((at) => at !== null)
    .toSorted((a, b) => a - b)[0];
  const countdown =
    disableAt !== undefined &&
    html`; ${disableAt > now ? html`${texts.jobs.disabled} ${ago(disableAt, context, "")}` : texts.jobs.disabledPassed}`;
  return [tone, html`${said.length > 0 ? said.join(", ") : running}${countdown}`];
}

export function isRunning(job: StandingJob): boolean {
  return job.code === "Active" && !job.paused && job.quarantine === null;
}

function countOf(id: FindingId, findings: TenantStanding["findings"]): number {
  return findings.filter((finding) => finding.id === id).length;
}

function quotaRow(standing: TenantStanding, texts: StandingTexts, { f }: PageContext): [Tone, HtmlValue] {
  const { quota, seen } = standing;
  if (quota === null || quota.total <= 0) {
    return [toneOf("quota", standing, seen["directory-quota"] ? "none" : "unknown"), texts.notSeen];
  }
  const percent = f.percent((quota.used / quota.total) * 100);
  return [toneOf("quota", standing, "ok"), texts.quota.of(percent, f.number(quota.total))];
}

function thresholdRow(standing: TenantStanding, texts: StandingTexts, { f }: PageContext): [Tone, HtmlValue] {
  const { deleteProtection, jobs, findings } = standing;
  const stopped = countOf("job-delete-threshold", findings);
  const tone = (otherwise: Tone) => toneOf("threshold", standing, otherwise);
  if (stopped > 0) return [tone("critical"), texts.threshold.stopped(f.number(stopped))];
  const own = (jobs ?? []).map((job) => job.deleteThreshold).filter((threshold) => threshold !== null);
  const [least] = own.toSorted((a, b) => a - b);
  if (deleteProtection && deleteProtection.prevention !== "unknown") {
    const { prevention, threshold } = deleteProtection;
    const said = texts.threshold.protection[prevention](threshold === null ? null : f.number(threshold));
    return [tone(prevention === "disabled" ? "info" : "ok"), said];
  }
  if (least !== undefined) return [tone("ok"), texts.threshold.ofJobs(f.number(least))];
  return [
    tone(deleteProtection ? "none" : "unknown"),
    deleteProtection ? texts.threshold.protection.unknown(null) : texts.notSeen,
  ];
}

function sightRow(standing: TenantStanding, texts: StandingTexts, context: PageContext): [Tone, HtmlValue] {
  const { f, texts: mail } = context;
  if (standing.polledAt === null) return ["unknown", texts.notSeen];
  const blind = standing.blind.filter(({ optional }) => !optional);
  const probes = [...new Set(blind.map(({ probe }) => probe))];
  if (probes.length === 0) return [toneOf("sight", standing, "ok"), texts.sight.all];
  const [first] = blind;
  const reason = first ? mail.blindReason({ reason: first.reason }) : null;
  const isDark = probes.length > 1 && Object.values(standing.seen).every((at) => at !== standing.polledAt);
  const what = isDark
    ? texts.sight.dark
    : probes.length <= 2
      ? texts.sight.partly(f.list(probes.map((probe) => mail.probe(probe))))
      : texts.sight.partly(f.count(probes.length, texts.sight.probes));
  return [
    worstTone([toneOf("sight", standing, "unknown"), "unknown"]),
    html`${what}${reason && html`: ${reason}`}`,
  ];
}
