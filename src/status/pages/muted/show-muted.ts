/** What is muted. In: a source and what its reader did. Out: the page; silences made and ended at the source. */
import { randomUUID } from "node:crypto";
import type { Alert } from "../../../domain/alert.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import type { StatusSource } from "../../source.ts";
import { tenantsByName } from "../alerts/alert-words.ts";
import { readMutes } from "../alerts/mute.ts";
import { notice, type Page } from "../layout.ts";
import type { PageContext } from "../page-context.ts";
import type { Outcome } from "../page-server.ts";
import { mutedPage } from "./muted-page.ts";
import { emptySilence, type FilledSilence, readSilence, toCover } from "./silence-form.ts";
import { mutedTexts } from "./texts.ts";

const maxAcknowledged = 100;
const alertsAtOnce = 100;

export async function showMuted(source: StatusSource, context: PageContext): Promise<Page> {
  return pageOf(emptySilence, doneNotice(context), source, context);
}

export async function addSilence(
  form: URLSearchParams,
  source: StatusSource,
  context: PageContext,
): Promise<Outcome> {
  const filled = readSilence(form, tenantsByName(await source.standings()), context);
  const cover = toCover(filled);
  if (!cover) return { page: await pageOf(filled, null, source, context), status: 422 };
  const { now } = context;
  const { tenant, finding, forMs } = cover;
  const { by, reason } = filled;
  const about = { tenant, finding, subjectKey: null };
  const span = { startsAt: now, endsAt: now + forMs };
  await source.addSilence({ id: randomUUID(), ...about, ...span, by, reason, createdAt: now });
  return { goTo: "/muted?done=silenced" };
}

export async function endSilence(
  id: string,
  source: StatusSource,
  { user }: Pick<PageContext, "user">,
): Promise<Outcome> {
  return { goTo: `/muted?done=${(await source.endSilence(id, user)) ? "ended" : "gone"}` };
}

async function pageOf(
  form: FilledSilence,
  done: Html | null,
  source: StatusSource,
  context: PageContext,
): Promise<Page> {
  return mutedPage(
    {
      mutes: await readMutes(source),
      acknowledged: await readAcknowledged(source),
      tenants: tenantsByName(await source.standings()),
      notice: done,
      form,
    },
    context,
  );
}

/** Alerts are not looked up by who acknowledged them; how many each tenant has is known. */
async function readAcknowledged(source: StatusSource): Promise<{ items: Alert[]; total: number }> {
  const tallies = (await source.alertTallies()).filter(({ acknowledged }) => acknowledged > 0);
  const items: Alert[] = [];
  for (const { tenant, acknowledged } of tallies) {
    let missing = acknowledged;
    for (let offset = 0; missing > 0 && items.length < maxAcknowledged; offset += alertsAtOnce) {
      const part = await source.alerts({ tenant, state: "open" }, { offset, limit: alertsAtOnce });
      const found = part.items.filter(({ acknowledgement }) => acknowledgement !== null);
      items.push(...found);
      missing -= found.length;
      if (offset + alertsAtOnce >= part.total) break;
    }
  }
  const total = tallies.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  return { items: items.slice(0, maxAcknowledged), total: Math.max(total, items.length) };
}

function doneNotice({ language, query }: PageContext): Html | null {
  const { done } = mutedTexts[language];
  const what = query.get("done");
  if (what !== "silenced" && what !== "ended" && what !== "gone") return null;
  return notice(html`<p>${done[what]}</p>`, "status");
}
