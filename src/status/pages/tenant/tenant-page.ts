/** A tenant's page: what is wrong, the rows of Microsoft's own status page, jobs, history, alerts and object errors. */
import type { Alert } from "../../../domain/alert.ts";
import type { HistoryPoint } from "../../../domain/history.ts";
import type { Instant } from "../../../domain/instant.ts";
import type { Part, Span } from "../../../domain/part.ts";
import type { TenantReport } from "../../../domain/report.ts";
import type { TenantStanding } from "../../../domain/standing.ts";
import type { StoredObjectError } from "../../../domain/synced-object.ts";
import type { Thresholds } from "../../../domain/thresholds.ts";
import { html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import type { Page } from "../layout.ts";
import { ago } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { stateBadge, tenantTone } from "../standing-rows.ts";
import { alertSections } from "./alert-sections.ts";
import { historySection } from "./history-section.ts";
import { jobsSection } from "./jobs-section.ts";
import { objectErrorsSection } from "./object-errors-section.ts";
import { readingsSection } from "./readings-section.ts";
import { limitsSection, statusSection } from "./status-section.ts";
import { type SpanName, tenantTexts } from "./texts.ts";

export interface TenantView {
  standing: TenantStanding;
  report: TenantReport | null;
  thresholds: Thresholds;
  open: Part<Alert>;
  past: Part<Alert>;
  history: { span: SpanName; from: Instant; to: Instant; points: HistoryPoint[] };
  errors: { text: string; span: Span; part: Part<StoredObjectError> };
}

export function tenantPage(view: TenantView, context: PageContext): Page {
  const texts = tenantTexts[context.language];
  const { standing } = view;
  const name = safeLine(standing.displayName, 120) ?? standing.name;
  return {
    title: name,
    item: "tenants",
    isLive: true,
    content: html`<p class="crumb"><a href="${context.to("/")}">${context.words.nav.tenants}</a></p>
<div class="head"><h1>${name}</h1>${stateBadge(standing, tenantTone(standing, context), context)}
<p class="muted">${[safeLine(standing.initialDomain, 120), standing.tenantId].filter((part) => part !== null).join(" · ")} · ${texts.row.polled.toLowerCase()} ${ago(standing.polledAt, context, context.words.never)}</p></div>
${alertSections(view, texts, context).open}
<div class="columns">
${statusSection(view, texts, context)}
<div>${limitsSection(view, texts, context)}${jobsSection(standing, texts, context)}</div>
</div>
${historySection(view, texts, context)}
${objectErrorsSection(view, texts, context)}
${alertSections(view, texts, context).past}
${readingsSection(view, texts, context)}`,
  };
}
