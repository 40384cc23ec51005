/** Cloud Sync's jobs: state, last success, and for one in quarantine how long there is until Microsoft disables it. */
import type { StandingJob, TenantStanding } from "../../../domain/standing.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { ago } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { isRunning } from "../standing-rows.ts";
import { standingTexts } from "../texts/standing-texts.ts";
import { badge, type Tone } from "../tone.ts";
import type { TenantTexts } from "./texts.ts";

export function jobsSection(standing: TenantStanding, texts: TenantTexts, context: PageContext): Html {
  const { jobs, jobsTotal } = standing;
  const { jobs: words } = texts;
  const own = standingTexts[context.language];
  const rest = jobsTotal - (jobs?.length ?? 0);
  return html`<section aria-labelledby="jobs"><h2 id="jobs">${words.title}</h2>
${
  jobs === null || jobs.length === 0
    ? html`<p class="muted">${jobs === null ? own.notSeen : own.jobs.none}</p>`
    : html`<ul class="list">${jobs.map((job) => jobItem(job, standing, texts, context))}</ul>`
}
${rest > 0 && html`<p class="muted">${words.more(context.f.number(rest))}</p>`}</section>
`;
}

function jobItem(job: StandingJob, standing: TenantStanding, texts: TenantTexts, context: PageContext): Html {
  const { jobs: words } = texts;
  const { f, words: common } = context;
  const tone = jobTone(job, standing);
  const state = job.paused && job.code === "Active" ? words.paused : words.code[job.code];
  const facts: [string, Html | string][] = [
    [words.lastSuccess, html`${ago(job.lastSuccessAt, context, common.never)}`],
    ...(job.successiveFailures > 0
      ? [[words.failures, f.number(job.successiveFailures)] as [string, string]]
      : []),
    ...(job.escrowed > 0 ? [[words.escrowed, f.number(job.escrowed)] as [string, string]] : []),
    ...(job.deleteThreshold !== null
      ? [[words.threshold, f.number(job.deleteThreshold)] as [string, string]]
      : []),
  ];
  return html`<li><h3 class="line">${safeLine(job.configuration, 120)} ${badge(tone, state)}</h3>
<p class="muted">${words.kinds[job.kind] ?? job.kind}</p>
${quarantineOf(job, texts, context)}
<p>${facts.map(([label, value], n) => html`${n > 0 && " · "}<span class="muted">${label}:</span> ${value}`)}</p></li>
`;
}

function quarantineOf({ quarantine }: StandingJob, texts: TenantTexts, context: PageContext): Html | null {
  if (!quarantine) return null;
  const { quarantine: words } = texts.jobs;
  const { f, now } = context;
  const { reason, beganAt, nextAttemptAt, disableAt } = quarantine;
  return html`<p>${safeLine(reason, 120)}${reason !== null && " · "}${words.since} ${ago(beganAt, context, context.words.unknown)}${nextAttemptAt !== null && nextAttemptAt > now && html` · ${words.nextAttempt} ${ago(nextAttemptAt, context, "")}`}</p>
${disableAt !== null && html`<p class="strong">${disableAt > now ? html`${words.disabled} ${ago(disableAt, context, "")}, ${f.shortMoment(disableAt)}` : words.disabledPassed}</p>`}
`;
}

/** As it is alerted on; else by the state alone. */
function jobTone(job: StandingJob, { findings }: TenantStanding): Tone {
  const own = findings.find(({ id, subject }) => id.startsWith("job-") && subject === job.id);
  if (own) return own.severity;
  if (job.quarantine) return "critical";
  return isRunning(job) ? "ok" : "info";
}
