/** The rows of Microsoft's "Directory Sync Status" in its order, and a table of what its page does not have. */
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { momentAndAgo } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { type StandingRow, standingRows } from "../standing-rows.ts";
import type { RowId } from "../texts/standing-texts.ts";
import { sign, type Tone, toneWord } from "../tone.ts";
import type { TenantView } from "./tenant-page.ts";
import type { TenantTexts } from "./texts.ts";

type Row = [label: string, value: HtmlValue, tone?: Tone | undefined];

export function statusSection(view: TenantView, texts: TenantTexts, context: PageContext): Html {
  return table("status", texts.status, microsoftRows(view, texts, context), context);
}

export function limitsSection(view: TenantView, texts: TenantTexts, context: PageContext): Html {
  return table("limits", texts.limits, ownRows(view, texts, context), context);
}

function table(id: string, title: string, rows: readonly Row[], context: PageContext): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<table class="facts"><tbody>
${rows.map(
  ([
    label,
    value,
    tone,
  ]) => html`<tr><th scope="row">${label}</th><td>${tone ? html`${sign(tone)}${toneWord(tone, context)}` : null}${value}</td></tr>
`,
)}</tbody></table></section>
`;
}

function microsoftRows(
  { standing, report, thresholds }: TenantView,
  texts: TenantTexts,
  context: PageContext,
): Row[] {
  const { row } = texts;
  const { f, words } = context;
  const { sync, lastPasswordSyncAt, seen, verifiedDomains, connect, unroutableUsers } = standing;
  const standings = byId(standingRows(standing, thresholds, context));
  const principal = readPrincipal(report?.readings["sync-principal"]);
  const unknown = words.unknown;
  const basis =
    sync.basis === "jobs" && sync.lastAt !== null && html` <span class="muted">${texts.basisJobs}</span>`;
  const usesPasswords =
    seen["password-sync"] === undefined
      ? unknown
      : lastPasswordSyncAt === null
        ? texts.switch.off
        : texts.switch.on;
  return [
    [row.company, safeLine(standing.displayName, 200) ?? unknown],
    [row.domains, verifiedDomains === null ? unknown : f.number(verifiedDomains)],
    [
      row.notVerified,
      unroutableUsers === null
        ? unknown
        : unroutableUsers.total === 0
          ? texts.notVerified.none
          : texts.notVerified.some(f.number(unroutableUsers.total)),
      unroutableUsers && unroutableUsers.total > 0 ? "warning" : undefined,
    ],
    [row.syncEnabled, texts.switch[sync.switch]],
    [row.lastSync, html`${momentAndAgo(sync.lastAt, context, words.never)}${basis}`, standings.sync.tone],
    [row.passwordEnabled, usesPasswords],
    [row.lastPassword, momentAndAgo(lastPasswordSyncAt, context, words.never), standings.password.tone],
    [row.clientVersion, safeLine(connect?.version ?? null, 80) ?? unknown],
    [row.clientMachine, safeLine(connect?.machine ?? null, 80) ?? unknown],
    [
      row.serviceAccount,
      principal === null ? unknown : texts.principal[principal],
      principal === null ? undefined : principal === "present" ? "ok" : "critical",
    ],
    [row.errors, linkToErrors(standings.errors), standings.errors.tone],
  ];
}

function ownRows({ standing, thresholds }: TenantView, texts: TenantTexts, context: PageContext): Row[] {
  const { row } = texts;
  const { f, words } = context;
  const standings = byId(standingRows(standing, thresholds, context));
  const number = (count: number | null) => (count === null ? "?" : f.number(count));
  const { objects } = standing;
  return [
    [row.jobs, standings.jobs.value, standings.jobs.tone],
    [row.quota, standings.quota.value, standings.quota.tone],
    [row.threshold, standings.threshold.value, standings.threshold.tone],
    [
      row.objects,
      objects
        ? texts.objects(number(objects.users), number(objects.groups), number(objects.contacts))
        : words.unknown,
    ],
    [row.sight, standings.sight.value, standings.sight.tone],
    [row.configuredAs, standing.name],
  ];
}

function linkToErrors({ tone, value }: StandingRow): HtmlValue {
  return tone === "ok" || tone === "unknown" || tone === "none"
    ? value
    : html`<a href="#object-errors">${value}</a>`;
}

function byId(rows: readonly StandingRow[]): Record<RowId, StandingRow> {
  return Object.fromEntries(rows.map((row) => [row.id, row])) as Record<RowId, StandingRow>;
}

/** Reports are JSON that another version may have written. */
function readPrincipal(reading: unknown): keyof TenantTexts["principal"] | null {
  if (typeof reading !== "object" || reading === null || !("present" in reading)) return null;
  if (reading.present !== true) return "missing";
  return "enabled" in reading && reading.enabled === false ? "disabled" : "present";
}
