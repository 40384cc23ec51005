/**
 * A mail's content without its form: the html and the text part are two prints of this document, so that they
 * cannot say different things. In goes a notification, out come sections of clean, bounded, plain strings.
 */
import type { Transition, TransitionKind } from "../../domain/alert.ts";
import type { CatalogEntry } from "../../domain/catalog.ts";
import type { Finding } from "../../domain/finding.ts";
import { type Instant, minute } from "../../domain/instant.ts";
import type { Notification } from "../../domain/notification.ts";
import { factRows } from "./fact-rows.ts";
import type { Formatter } from "./format.ts";
import { safeUrl } from "./html.ts";
import { type IncidentBlock, incidentBlock } from "./incidents.ts";
import { numberRows } from "./number-rows.ts";
import type { Tone } from "./palette.ts";
import type { Row } from "./rows.ts";
import { safeLine } from "./safe-line.ts";
import { type SampleList, sampleList } from "./samples.ts";
import { mailTitle, tenantScope, transitionTitle } from "./subject.ts";
import { isHashJob } from "./texts/by-language.ts";
import type { Texts } from "./texts/texts.ts";

/** One catalog entry as a remedy. */
export interface Advice {
  title: string;
  meaning: string;
  affected: string;
  stillWorks: string;
  steps: string[];
  clears: string;
  /** Who can act, and whether it tends to pass. */
  notes: string[];
}

export interface Section {
  kind: TransitionKind;
  tone: Tone;
  /** `Critical`, `Changed – Critical`, `Resolved`, `Closed`. */
  badge: string;
  title: string;
  facts: Row[];
  numbers: Row[];
  /** Some of the objects it is about; null for an end, and where it is about none in particular. */
  samples: SampleList | null;
  /** For a resolved alert: how it is now. */
  outcome: string[];
  advice: Advice | null;
  otherCauses: { title: string; meaning: string }[];
  links: { title: string; url: string }[];
  incident: string;
  next: string;
}

export interface MailDocument {
  language: string;
  /** `Contoso B.V. [contoso.onmicrosoft.com]`. */
  tenantLine: string;
  /** How many alerts of each kind; null when there is one, whose title says it. */
  summary: string | null;
  /** Says that the mail could not be sent at once; null when it was. */
  delayed: string | null;
  /** Microsoft's own incidents that may be the cause; null when there are none, or all is well again. */
  incidents: IncidentBlock | null;
  sections: Section[];
  why: string;
  sentBy: string;
}

export interface DocumentContext {
  texts: Texts;
  f: Formatter;
  now: Instant;
  host: string | null;
  entries: (ids: string[]) => CatalogEntry[];
}

const maxOtherCauses = 3;
/** A mail that leaves later than this after it was written says so. */
const delayWorthTelling = 15 * minute;

export function buildDocument(notification: Notification, context: DocumentContext): MailDocument {
  const { texts, f, now, host } = context;
  const scope = tenantScope(notification);
  const displayName = safeLine(notification.profile.displayName, 200);
  const several = notification.transitions.length > 1;
  return {
    language: notification.language,
    tenantLine: displayName ? `${displayName} [${scope}]` : scope,
    summary: several ? mailTitle(notification.transitions, texts, f, now) : null,
    delayed:
      now - notification.createdAt > delayWorthTelling
        ? texts.delayed(f.moment(notification.createdAt) ?? texts.unknown)
        : null,
    incidents: incidentBlock(notification, texts, f),
    sections: notification.transitions.map((transition) => buildSection(notification, transition, context)),
    why: texts.why(scope),
    sentBy: texts.sentBy(host === null ? null : safeLine(host, 100)),
  };
}

function buildSection(notification: Notification, transition: Transition, context: DocumentContext): Section {
  const { texts, f, now } = context;
  const { kind, alert } = transition;
  const finding = alert.last;
  const over = kind === "resolved";
  const title = transitionTitle(transition, texts, f, now);
  const rowContext = { notification, transition, title, texts, f, now };
  const [best, ...others] = over ? [] : context.entries(finding.catalogIds);
  const explained = best ? [best, ...others.slice(0, maxOtherCauses)] : [];
  return {
    kind,
    tone: toneOf(transition),
    badge: badge(transition, texts),
    title,
    facts: factRows(rowContext),
    numbers: numberRows(rowContext),
    samples: over ? null : sampleList(finding, context),
    outcome: over ? outcome(transition, texts) : [],
    advice: best ? toAdvice(best, finding, texts, f) : null,
    otherCauses: explained.slice(1).map((entry) => ({
      title: safeLine(entry.text[texts.language].title, 200),
      meaning: safeLine(entry.text[texts.language].meaning, 600),
    })),
    links: uniqueLinks(explained, texts),
    incident: texts.incident(safeLine(transition.alertId, 100)),
    next: texts.next[kind],
  };
}

function badge({ kind, reason, alert }: Transition, texts: Texts): string {
  const severity = texts.severity[alert.last.severity];
  if (kind === "resolved") return reason === "level-accepted" ? texts.accepted.badge : texts.state.resolved;
  return kind === "changed" ? `${texts.state.changed} – ${severity}` : severity;
}

/** What was only got used to is not painted as a recovery. */
function toneOf({ kind, reason, alert }: Transition): Tone {
  if (kind === "resolved") return reason === "level-accepted" ? "info" : "resolved";
  return alert.last.severity;
}

function outcome({ reason, alert }: Transition, texts: Texts): string[] {
  const { holdsNow, gone } = texts.finding[alert.last.id];
  if (reason === "subject-gone") return [gone ?? texts.subjectGone];
  return [reason === "level-accepted" ? texts.accepted.outcome : holdsNow];
}

function toAdvice(entry: CatalogEntry, finding: Finding, texts: Texts, f: Formatter): Advice {
  const words = entry.text[texts.language];
  // Catalog entries tell what a stopped job does to objects; a password hash job carries none.
  const impact = isHashJob(finding) ? texts.hashJob : words;
  const transient = entry.transient
    ? texts.transient(entry.transientMinutes === null ? null : f.limit(entry.transientMinutes))
    : null;
  return {
    title: safeLine(words.title, 200),
    meaning: safeLine(words.meaning, 1_000),
    affected: safeLine(impact.affected, 1_000),
    stillWorks: safeLine(impact.stillWorks, 1_000),
    steps: words.remedy.map((step) => safeLine(step, 1_000)),
    clears: safeLine(words.clears, 600),
    notes: [saysWhoCanAct(finding) ? null : texts.actor[entry.actor], transient].filter(
      (note) => note !== null,
    ),
  };
}

function uniqueLinks(entries: CatalogEntry[], texts: Texts): Section["links"] {
  const links = new Map<string, string>();
  for (const entry of entries) {
    const url = safeUrl(entry.url);
    if (url !== null && !links.has(url)) links.set(url, safeLine(entry.text[texts.language].title, 200));
  }
  return [...links].map(([url, title]) => ({ url, title }));
}

/** Microsoft's own word on this very incident stands among the facts; the entry's general one could contradict it. */
function saysWhoCanAct({ facts }: Finding): boolean {
  return "tenantActionable" in facts && facts.tenantActionable !== null;
}
