/** What became of an alert, the newest first: every transition in words, and between them who was told and when. */
import { type Alert, toldKinds } from "../../../domain/alert.ts";
import type { DeliverySummary, TransitionRecord } from "../../../domain/archive.ts";
import type { Instant } from "../../../domain/instant.ts";
import { mailChannel } from "../../../domain/notification.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import type { ReasonTexts, ReasonWords } from "../../../mail/render/texts/reason-texts.ts";
import { channelName, deliveryPath, stateTone } from "../deliveries/delivery-words.ts";
import { type DeliveriesTexts, deliveriesTexts } from "../deliveries/texts.ts";
import { ago } from "../moments.ts";
import type { PageContext } from "../page-context.ts";
import { sign, type Tone } from "../tone.ts";
import type { AlertTexts } from "./texts.ts";

/** A flapping alert of three months has thousands of lines. */
const maxLines = 200;
/** Recipients named in one line. */
const maxNamed = 3;

interface Line {
  at: Instant;
  tone: Tone;
  content: Html;
}

export interface Told {
  alert: Alert;
  timeline: readonly TransitionRecord[];
  /** The newest of those that tell of it, the newest first. */
  deliveries: readonly DeliverySummary[];
}

export function timelineSection(
  { alert, timeline, deliveries }: Told,
  texts: AlertTexts,
  context: PageContext,
): Html {
  const own = deliveriesTexts[context.language];
  // What happened stands before what was told of it, also within one millisecond; turned round below.
  const lines = [
    ...timeline.map((record) => transitionLine(record, alert, texts, context)),
    ...deliveries.toReversed().map((delivery) => deliveryLine(delivery, texts, own, context)),
  ]
    .toSorted((a, b) => a.at - b.at)
    .reverse();
  const shown = lines.slice(0, maxLines);
  const rest = lines.length - shown.length;
  return html`<section aria-labelledby="timeline"><h2 id="timeline">${texts.timeline.title}</h2>
${
  shown.length > 0
    ? html`<ol class="timeline" reversed>
${shown.map((line) => lineItem(line, context))}</ol>`
    : html`<p class="muted">${texts.timeline.unknown}</p>`
}
${rest > 0 && html`<p class="muted">${texts.timeline.earlier(context.f.number(rest))}</p>`}</section>
`;
}

function lineItem({ at, tone, content }: Line, context: PageContext): Html {
  const { f, words } = context;
  return html`<li>${sign(tone)}<p class="muted">${f.shortMoment(at) ?? words.unknown} · ${ago(at, context, "")}</p>
${content}</li>
`;
}

function transitionLine(
  record: TransitionRecord,
  alert: Alert,
  texts: AlertTexts,
  context: PageContext,
): Line {
  const { kind, at, severity, by, words, quiet } = record;
  const { timeline } = texts;
  const isTold = toldKinds.some((told) => told === kind);
  const said = safeLine(words, 300);
  const who = safeLine(by, 100);
  const isBad = isTold && kind !== "resolved" && severity !== null;
  return {
    at,
    tone: toneOf(record),
    content: html`<p><b>${timeline.kind[kind] ?? kind}</b>${who && ` ${timeline.by(who)}`}${isBad && html` · ${context.words.tone[severity]}`}</p>
<p>${sayWhy(record, alert, texts, context)}${isTold && quiet && html` <span class="muted">${timeline.quiet}</span>`}</p>
${said && html`<p>“${said}”</p>`}`,
  };
}

function toneOf({ kind, severity }: TransitionRecord): Tone {
  switch (kind) {
    case "resolved":
      return "ok";
    case "raised":
    case "changed":
    case "reminder":
      return severity ?? "unknown";
    case "pending":
    case "withdrawn":
      return "unknown";
    default:
      return "info";
  }
}

/** In the mails' words where they have some; of numbers and codes of then, only the severity was kept. */
function sayWhy(
  { reason, severity, at }: TransitionRecord,
  { raisedAt }: Alert,
  texts: AlertTexts,
  { texts: mail, f }: PageContext,
): string {
  const own = (texts.timeline.reason as Partial<Record<string, string>>)[reason];
  if (own !== undefined) return own;
  if (reason === "code-changed") return texts.timeline.codeChanged;
  const say = (mail.reason as Partial<ReasonTexts>)[reason as keyof ReasonTexts];
  if (severity === null && reason.startsWith("severity-")) return texts.timeline.severityChanged;
  if (!say) return reason;
  const unknown: ReasonWords = {
    severity: severity === null ? "" : mail.severity[severity],
    code: null,
    limit: null,
    count: null,
    raised: null,
    open: f.span(at - raisedAt),
    toldBefore: null,
    deadline: null,
    left: null,
  };
  return say(unknown);
}

/** `Mailed to ops@contoso.example and jan@contoso.example: sent 10:02`. */
function deliveryLine(
  delivery: DeliverySummary,
  texts: AlertTexts,
  own: DeliveriesTexts,
  context: PageContext,
): Line {
  const { channel, state, createdAt, endedAt, id } = delivery;
  const { timeline } = texts;
  const who =
    channel === mailChannel
      ? timeline.mailedTo(sayNames(delivery, own, context))
      : timeline.toldTo(channelName(channel, own));
  return {
    at: endedAt ?? createdAt,
    tone: stateTone(state),
    content: html`<p><a href="${context.to(deliveryPath(id))}">${who}</a>: ${own.state[state].toLowerCase()}</p>`,
  };
}

function sayNames(
  { recipients, recipientsTotal }: DeliverySummary,
  own: DeliveriesTexts,
  { f }: Pick<PageContext, "f">,
): string {
  const named = recipients.slice(0, maxNamed).map(({ address }) => safeLine(address, 254));
  const rest = recipientsTotal - named.length;
  return rest > 0 ? `${named.join(", ")} ${own.more(f.number(rest))}` : f.list(named);
}
