/** What stands at the top of a mail about several alerts: each with its severity, title and incident, in the mail's order. */
import type { AttachedList } from "./attachments.ts";
import type { RenderContext } from "./context.ts";
import { tenantRows } from "./fact-rows.ts";
import { shortId } from "./follow-up.ts";
import type { Tone } from "./palette.ts";
import type { Row } from "./rows.ts";
import { badgeOf, toneOf } from "./section.ts";
import { transitionTitle } from "./subject.ts";

export interface Overview {
  items: { tone: Tone; badge: string; title: string; incident: string }[];
  more: string | null;
  /** The tenant that all of them are about. */
  tenant: Row[];
  /** The file that lists all of them; null where there is none. */
  attached: string | null;
}

export function overviewOf(context: RenderContext, titles: number, alerts: AttachedList | null): Overview {
  const { notification, texts, f } = context;
  const { transitions } = notification;
  const [first] = transitions;
  const rest = transitions.length - titles;
  return {
    items: transitions.slice(0, titles).map((transition) => ({
      tone: toneOf(transition),
      badge: badgeOf(transition, texts),
      title: transitionTitle(transition, context),
      incident: texts.incident(shortId(transition.alertId)),
    })),
    more: rest > 0 ? (alerts ? texts.moreAttached : texts.more)(f.number(rest)) : null,
    tenant: first ? tenantRows(first, context) : [],
    attached:
      alerts &&
      texts.attached(alerts.filename, alerts.rows < transitions.length ? f.number(alerts.rows) : null),
  };
}
