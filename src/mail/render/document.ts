/**
 * A mail's content without its form: the html part, the text part and the card are prints of this document, so that they
 * cannot say different things. In goes a notification, out come sections of clean, bounded, plain strings.
 */
import { minute } from "../../domain/instant.ts";
import type { AttachedList } from "./attachments.ts";
import type { Budget } from "./budget.ts";
import type { RenderContext } from "./context.ts";
import { buildDigest, digestTenants } from "./digest.ts";
import { type AcknowledgeBlock, acknowledgeBlock } from "./follow-up.ts";
import { type IncidentBlock, incidentBlock } from "./incidents.ts";
import { type Overview, overviewOf } from "./overview.ts";
import { safeLine } from "./safe-line.ts";
import { buildSection, type Section } from "./section.ts";
import { severalTitle } from "./subject.ts";
import { scopeOf, tenantLine } from "./telling.ts";

export interface MailDocument {
  language: string;
  /** About one alert, about several of one tenant, or about one trouble in many tenants. */
  form: "one" | "several" | "digest";
  /** `Contoso B.V. [contoso.onmicrosoft.com]`; in a digest some of the tenants. */
  tenantLine: string;
  /** Of several alerts: how many of each kind, and which; null in the other forms. */
  summary: { title: string; overview: Overview } | null;
  /** Says that the mail could not be sent at once; null when it was. */
  delayed: string | null;
  /** Microsoft's own incidents that may be the cause; null when there are none, or all is well again. */
  incidents: IncidentBlock | null;
  sections: Section[];
  acknowledge: AcknowledgeBlock | null;
  why: string;
  sentBy: string;
}

/** A mail that leaves later than this after it was written says so. */
const delayWorthTelling = 15 * minute;
/** A digest is gathered for up to an hour: that is no delay. */
const gatheringTime = 60 * minute;

export function buildDocument(
  context: RenderContext,
  attached: readonly AttachedList[],
  budget: Budget,
): MailDocument {
  const { notification, tenantOf, texts, f, now, host } = context;
  const { transitions, tenants, createdAt, language } = notification;
  const [first] = transitions;
  const form = tenants.length > 1 ? "digest" : transitions.length > 1 ? "several" : "one";
  const alerts = attached.find(({ of }) => of === null) ?? null;
  const tenant = first ? tenantOf(first) : null;
  const patience = delayWorthTelling + (form === "digest" ? gatheringTime : 0);
  return {
    language,
    form,
    tenantLine: form === "digest" || !tenant ? digestTenants(context) : tenantLine(tenant),
    summary:
      form === "several"
        ? {
            title: severalTitle(transitions, texts, f),
            overview: overviewOf(context, budget.titles, alerts),
          }
        : null,
    delayed: now - createdAt > patience ? texts.delayed(f.moment(createdAt) ?? texts.unknown) : null,
    incidents: incidentBlock(notification, texts, f),
    sections:
      form === "digest"
        ? [buildDigest(context, attached, budget)]
        : transitions
            .slice(0, budget.sections)
            .map((transition) => buildSection(transition, context, attached, budget)),
    acknowledge: acknowledgeBlock(context, alerts),
    why: texts.why(form === "digest" || !tenant ? null : scopeOf(tenant)),
    sentBy: texts.sentBy(host === null ? null : safeLine(host, 100)),
  };
}
