/** Which signals were looked at when, and which can't be seen, with Microsoft's reason. */
import { type ProbeId, probeIds, readingsOf } from "../../../domain/probes.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { ago } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { sign } from "../tone.ts";
import type { TenantView } from "./tenant-page.ts";
import type { TenantTexts } from "./texts.ts";

export function readingsSection(view: TenantView, texts: TenantTexts, context: PageContext): Html {
  const { readings: words } = texts;
  return html`<section><details><summary>${words.title}</summary>
<table class="stack"><thead><tr><th scope="col">${words.what}</th><th scope="col">${words.lastSeen}</th><th scope="col">${words.sight}</th></tr></thead><tbody>
${probeIds.map((probe) => probeRow(probe, view, texts, context))}</tbody></table></details></section>
`;
}

function probeRow(
  probe: ProbeId,
  { standing, report }: TenantView,
  texts: TenantTexts,
  context: PageContext,
): Html {
  const { readings: words } = texts;
  const seenAt = readingsOf(probe)
    .map((kind) => standing.seen[kind] ?? null)
    .reduce((latest, at) => (at !== null && at > (latest ?? 0) ? at : latest), null);
  const blind = standing.blind.filter((each) => each.probe === probe);
  const detail = report?.blind.find((each) => each.probe === probe)?.detail ?? null;
  const name = context.texts.probe(probe);
  const sight =
    blind.length === 0
      ? seenAt === null
        ? context.words.unknown
        : html`${sign("ok")} ${words.sees}`
      : html`${sign(blind.every(({ optional }) => optional) ? "info" : "unknown")} ${blind.map(({ reason }) => context.texts.blindReason({ reason })).join(", ")}${blind.every(({ optional }) => optional) && ` (${words.optional})`}${detail !== null && html`<br><span class="muted">${safeLine(detail, 300)}</span>`}`;
  return html`<tr><th scope="row">${name.charAt(0).toUpperCase()}${name.slice(1)}</th><td data-label="${words.lastSeen}">${ago(seenAt, context, context.words.never)}</td><td data-label="${words.sight}">${sight}</td></tr>
`;
}
