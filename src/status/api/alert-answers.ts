/** From alerts, notifications and silences to what the API answers. No text of a mail, no channel's address. */
import type { Acknowledgement, Alert } from "../../domain/alert.ts";
import type { Delivery, DeliverySummary } from "../../domain/archive.ts";
import { withoutSample } from "../../domain/finding.ts";
import { type Instant, toIso } from "../../domain/instant.ts";
import type { Silence } from "../../domain/silence.ts";
import { createFormatter } from "../../mail/render/format.ts";
import { titleOf } from "../../mail/render/subject.ts";
import { getTexts } from "../../mail/render/texts/by-language.ts";
import type { StatusSource } from "../source.ts";
import { toPlain } from "./plain.ts";
import type { AlertAnswer, DeliveryAnswer, MaintenanceAnswer, SilenceAnswer, Way } from "./schemas-alerts.ts";

/** Made once: it takes longer than all the rest of an answer. */
const texts = getTexts("en");
const formatter = createFormatter(texts);

const ways: Record<Acknowledgement["via"], Way> = {
  "by-command": "command",
  "by-link": "link",
  "by-page": "page",
};

/** Without the list of objects in its facts, unless asked for. */
export function alertAnswer(alert: Alert, { withLists = false } = {}): AlertAnswer {
  const { id, tenant, finding, state, raisedAt, changedAt, lastSeenAt, resolvedAt, flapping } = alert;
  const { last, acknowledgement, hold } = alert;
  const isAlive = state === "open" || state === "pending";
  return {
    ...toPlain({ id, tenant, finding, subject: last.subject.key, subjectName: last.subject.name }),
    ...toPlain({ severity: last.severity, code: last.code, state }),
    ...toPlain({ since: last.since, raisedAt: state === "pending" ? null : raisedAt }),
    ...toPlain({ changedAt, lastSeenAt, resolvedAt }),
    title: titleOf(last, texts, formatter, lastSeenAt),
    flapping,
    acknowledged: acknowledgement && acknowledgedAnswer(acknowledgement),
    silenced: hold && isAlive ? toPlain({ by: hold.by, name: hold.name, until: hold.until }) : null,
    catalogIds: toPlain(last.catalogIds),
    facts: factsOf(last, withLists),
  };
}

/** The list of objects is left out, and not empty: empty would say that there are none. */
function factsOf(finding: Alert["last"], withLists: boolean): AlertAnswer["facts"] {
  if (withLists) return toPlain(finding.facts);
  const { sample: _sample, ...rest } = toPlain(withoutSample(finding).facts) as { sample?: unknown };
  return rest as AlertAnswer["facts"];
}

function acknowledgedAnswer({ at, by, reason, via }: Acknowledgement): AlertAnswer["acknowledged"] {
  return { ...toPlain({ at, by, reason }), via: ways[via] };
}

const maxWhole = 1_000;

/** A delivery's notification is what the mail says: it stays here. */
export function deliveryAnswer(delivery: DeliverySummary | Delivery): DeliveryAnswer {
  const { alerts, recipients, kinds, ...rest } = delivery;
  const { notification: _text, ...summary } = { notification: null, ...rest };
  return {
    ...toPlain(summary),
    kinds,
    alerts: alerts.slice(0, maxWhole).map((alert) => toPlain(alert)),
    recipients: recipients.slice(0, maxWhole).map((recipient) => toPlain(recipient)),
  };
}

export function silenceAnswer(silence: Silence, now: Instant): SilenceAnswer {
  const { id, tenant, finding, subjectKey: subject, startsAt, endsAt, by, reason, createdAt } = silence;
  return {
    ...toPlain({ id, tenant, finding, subject }),
    from: toIso(startsAt),
    to: toIso(endsAt),
    inForce: startsAt <= now && now < endsAt,
    ...toPlain({ by, reason, createdAt }),
  };
}

/** Those that are in force or come again, the next first. */
export function maintenanceAnswers(
  windows: ReturnType<StatusSource["maintenance"]>,
  now: Instant,
): MaintenanceAnswer[] {
  return windows
    .flatMap(({ window, next }) => (next ? [{ window, next }] : []))
    .toSorted((a, b) => a.next.from - b.next.from)
    .map(({ window: { name, tenants, findings }, next: { from, to } }) => ({
      ...toPlain({ name, tenants, findings }),
      from: toIso(from),
      to: toIso(to),
      inForce: from <= now && now < to,
    }));
}
