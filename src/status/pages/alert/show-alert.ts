/** One alert. In: its id, a source, and what its reader did. Out: the page; an acknowledgement or a silence at the source. */
import { randomUUID } from "node:crypto";
import type { Alert } from "../../../domain/alert.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { pageTexts } from "../../acknowledge/texts.ts";
import { type Choice, silenceMs } from "../../choices.ts";
import type { StatusSource } from "../../source.ts";
import { alertPath, tenantsByName } from "../alerts/alert-words.ts";
import { type Mute, muteOf, readMutes } from "../alerts/mute.ts";
import { notice } from "../layout.ts";
import type { PageContext } from "../page-context.ts";
import type { Outcome } from "../page-server.ts";
import { emptyAction, type FilledAction, readAction } from "./action-form.ts";
import { alertPage } from "./alert-page.ts";

/** In the timeline; the list of deliveries has them all. */
const maxDeliveries = 100;

export async function showAlert(id: string, source: StatusSource, context: PageContext): Promise<Outcome> {
  const alert = await source.alert(id);
  if (!alert) return null;
  return pageOf(alert, source, context, (mute) => ({
    notice: doneNotice(alert, mute, context),
    form: alert.state === "open" ? emptyAction(alert.acknowledgement !== null) : null,
  }));
}

/** Takes the form; the reader is sent back to the page, so that loading it again does nothing twice. */
export async function actOnAlert(
  id: string,
  form: URLSearchParams,
  source: StatusSource,
  context: PageContext,
): Promise<Outcome> {
  const alert = await source.alert(id);
  if (!alert) return null;
  const filled = readAction(form, context);
  const { choice } = filled;
  if (alert.state !== "open") return tooLate(alert, source, context);
  if (choice === null || filled.faults.length > 0) {
    return { ...(await pageOf(alert, source, context, () => ({ notice: null, form: filled }))), status: 422 };
  }
  if (choice === "acknowledge") {
    const { by, reason } = filled;
    const acknowledged = await source.acknowledge(id, { at: context.now, by, reason });
    if (!acknowledged) return tooLate((await source.alert(id)) ?? alert, source, context);
    return { goTo: `${alertPath(id)}?done=acknowledged` };
  }
  await silence(alert, choice, filled, source, context);
  return { goTo: `${alertPath(id)}?done=silenced` };
}

async function silence(
  { tenant, finding, subjectKey }: Alert,
  choice: Exclude<Choice, "acknowledge">,
  { by, reason }: FilledAction,
  source: StatusSource,
  { now }: PageContext,
): Promise<void> {
  const about = { tenant, finding, subjectKey };
  const span = { startsAt: now, endsAt: now + silenceMs[choice] };
  await source.addSilence({ id: randomUUID(), ...about, ...span, by, reason, createdAt: now });
}

/** It ended while somebody filled in the form. */
async function tooLate(alert: Alert, source: StatusSource, context: PageContext): Promise<Outcome> {
  const { nothingOpen } = pageTexts[context.language];
  const said = notice(html`<p>${nothingOpen(1)}</p>`, "alert");
  return { ...(await pageOf(alert, source, context, () => ({ notice: said, form: null }))), status: 409 };
}

async function pageOf(
  alert: Alert,
  source: StatusSource,
  context: PageContext,
  fill: (mute: Mute | null) => { notice: Html | null; form: FilledAction | null },
) {
  const { id: alertId } = alert;
  const mute = muteOf(alert, await readMutes(source), context.now);
  const page = alertPage(
    {
      alert,
      timeline: await source.timeline(alertId),
      deliveries: await source.deliveries({ alertId }, { offset: 0, limit: maxDeliveries }),
      mute,
      tenants: tenantsByName(await source.standings()),
      catalog: source.catalog(),
      ...fill(mute),
    },
    context,
  );
  return { page };
}

/** Says only what is so: the address may be old, or somebody else's. */
function doneNotice(alert: Alert, mute: Mute | null, context: PageContext): Html | null {
  const { done } = pageTexts[context.language];
  const what = context.query.get("done");
  if (alert.state !== "open") return null;
  if (what === "acknowledged" && alert.acknowledgement) {
    return notice(html`<p>${done.acknowledged(1)}</p>`, "status");
  }
  if (what === "silenced" && mute) {
    return notice(html`<p>${done.silenced(1, context.f.shortMoment(mute.until) ?? "")}</p>`, "status");
  }
  return null;
}
