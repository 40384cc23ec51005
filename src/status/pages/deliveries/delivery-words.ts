/** A delivery in words: what it tells of, how it stands, and who got it. */
import type { DeliveryRecipient, DeliverySummary, OutboxState } from "../../../domain/archive.ts";
import { mailChannel } from "../../../domain/notification.ts";
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { nameOf } from "../../../mail/render/texts/by-language.ts";
import { type Tenants, tenantName } from "../alerts/alert-words.ts";
import { ago } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { badge, sign, type Tone } from "../tone.ts";
import type { DeliveriesTexts } from "./texts.ts";

const tones: Record<OutboxState, Tone> = {
  queued: "info",
  sent: "ok",
  dead: "critical",
  merged: "none",
  dropped: "none",
};

const outcomeTones: Record<DeliveryRecipient["outcome"], Tone> = {
  waiting: "none",
  accepted: "ok",
  refused: "critical",
  deferred: "warning",
};

/** Names in a list before the rest becomes a number. */
const maxNamed = 3;

export function stateTone(state: OutboxState): Tone {
  return tones[state];
}

export function stateBadge({ state }: Pick<DeliverySummary, "state">, texts: DeliveriesTexts): Html {
  return badge(tones[state], texts.state[state]);
}

/** Who waits for a delivery that has come to its end waits for nothing: the digest tells them, or nobody does. */
export function outcomeBadge(
  { outcome }: DeliveryRecipient,
  delivery: Pick<DeliverySummary, "state">,
  texts: DeliveriesTexts,
): Html {
  if (outcome === "waiting" && delivery.state === "merged") return stateBadge(delivery, texts);
  if (outcome === "waiting" && delivery.state !== "queued") return badge("none", texts.notTold);
  return badge(outcomeTones[outcome], texts.outcome[outcome]);
}

export function deliveryPath(id: string): string {
  return `/deliveries/${encodeURIComponent(id)}`;
}

/** `New, Changed: No recent synchronization, Quarantine`. */
export function sayWhat({ kinds, alerts }: DeliverySummary, { texts, f, words }: PageContext): string {
  const findings = [...new Set(alerts.map(({ finding }) => finding))].map((id) => nameOf(texts, id));
  const named = findings.length > maxNamed ? [...findings.slice(0, maxNamed), texts.others] : findings;
  const what = findings.length > 0 ? f.list(named) : words.unknown;
  const told = kinds.map((kind) => texts.state[kind]);
  return told.length > 0 ? `${told.join(", ")}: ${what}` : what;
}

/** `Contoso, Fabrikam, Northwind and 37 more`: the rest are alerts, of these tenants or others. */
export function sayWhose(
  { alerts, alertsTotal }: DeliverySummary,
  tenants: Tenants,
  texts: DeliveriesTexts,
  { f }: Pick<PageContext, "f">,
): string {
  const names = [...new Set(alerts.map(({ tenant }) => tenant))].slice(0, maxNamed);
  const rest = alertsTotal - alerts.filter(({ tenant }) => names.includes(tenant)).length;
  const named = names.map((name) => tenantName(name, tenants)).join(", ");
  return rest > 0 ? `${named} ${texts.more(f.number(rest))}` : named;
}

export function channelName(channel: string, texts: DeliveriesTexts): string {
  return channel === mailChannel ? texts.mailChannel : safeLine(channel, 80);
}

/** `3 of 4 accepted`; of very many recipients only the first are at hand. */
export function sayRecipients(
  { recipients, recipientsTotal }: DeliverySummary,
  texts: DeliveriesTexts,
  { f }: Pick<PageContext, "f">,
): HtmlValue {
  const countOf = (wanted: DeliveryRecipient["outcome"]) =>
    recipients.filter(({ outcome }) => outcome === wanted).length;
  const refused = countOf("refused");
  const parts: HtmlValue[] = [
    texts.accepted(f.number(countOf("accepted")), f.number(recipients.length)),
    ...(refused > 0 ? [html`${sign("warning")} ${texts.refused(f.number(refused))}`] : []),
    ...(recipientsTotal > recipients.length ? [texts.inAll(f.number(recipientsTotal))] : []),
  ];
  return parts.map((part, n) => html`${n > 0 && ", "}${part}`);
}

/** Of one that waits. */
export function sayNextTry(
  { state, dueAt }: DeliverySummary,
  texts: DeliveriesTexts,
  context: PageContext,
): HtmlValue {
  if (state !== "queued") return null;
  return dueAt === null || dueAt <= context.now ? texts.now : ago(dueAt, context, texts.now);
}
