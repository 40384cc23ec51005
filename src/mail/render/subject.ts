/**
 * Subjects and titles: `{tenant}: {title}`, one line, bounded, without control characters.
 *
 * Gmail keeps mails in one conversation only while their subject stays the same but for what stands in square brackets.
 * So a reminder and an end repeat, behind their prefix, the very words in which the alert was last announced, as of then;
 * and no subject counts from the moment of delivery, which differs from try to try.
 */
import type { ToldKind, Transition } from "../../domain/alert.ts";
import type { Language } from "../../domain/catalog.ts";
import type { Finding } from "../../domain/finding.ts";
import type { Instant } from "../../domain/instant.ts";
import { toldAs } from "../../domain/telling.ts";
import type { RenderContext } from "./context.ts";
import { createFormatter, type Formatter } from "./format.ts";
import { safeLine } from "./safe-line.ts";
import { countSinceLastMail } from "./standings.ts";
import { leadingTransition, scopeOf } from "./telling.ts";
import { getTexts, nameOf, sayTitle } from "./texts/by-language.ts";
import type { Texts } from "./texts/texts.ts";

const maxSubjectLength = 200;

/** The finding's title without the tenant, as subjects, `check` and `status` show it; one line of at most 200 characters. */
export function findingTitle(finding: Finding, language: Language, now: Instant): string {
  const texts = getTexts(language);
  return titleOf(finding, texts, createFormatter(texts), now);
}

/** `now: null` gives the stem: the title without anything that ages, for a mail that tells of the end. */
export function titleOf(finding: Finding, texts: Texts, f: Formatter, now: Instant | null): string {
  return safeLine(sayTitle(texts, finding, { f, now }), maxSubjectLength);
}

/** The title of one alert inside a mail: how it is now, or what it was. An end that put nothing right says so. */
export function transitionTitle(
  transition: Transition,
  { texts, f }: Pick<RenderContext, "texts" | "f">,
): string {
  const { kind, reason, at, alert } = transition;
  if (isErrorDigest(transition)) return errorDigestTitle(alert.last, texts, f);
  if (kind !== "resolved") return titleOf(alert.last, texts, f, at);
  const stem = titleOf(alert.last, texts, f, null);
  return reason === "level-accepted" ? `${stem} – ${texts.accepted.title}` : stem;
}

/** The whole subject of a mail: its prefix, and what it has in common with the other mails of its conversation. */
export function mailSubject(context: RenderContext): string {
  const prefix = subjectPrefix(context);
  return safeLine(prefix ? `${prefix} ${mailTopic(context)}` : mailTopic(context), maxSubjectLength);
}

/** The subject without its prefix, short enough for the longest one to stand before it. */
export function mailTopic(context: RenderContext): string {
  const { notification, texts, f, tenantOf } = context;
  const [first] = notification.transitions;
  const room = maxSubjectLength - 1 - Math.max(...Object.values(texts.prefix).map(({ length }) => length));
  if (!first || notification.tenants.length > 1) return safeLine(digestTitle(context), room);
  const others = notification.transitions.length - 1;
  const more = others > 0 ? ` [${texts.moreAlerts(f.number(others), others)}]` : "";
  return `${safeLine(`${scopeOf(tenantOf(first))}: ${topicTitle(first, texts, f)}`, room - more.length)}${more}`;
}

function topicTitle(transition: Transition, texts: Texts, f: Formatter): string {
  const { kind, at, alert } = transition;
  if (isErrorDigest(transition)) return errorDigestTitle(alert.last, texts, f);
  if (kind !== "reminder" && kind !== "resolved") return titleOf(alert.last, texts, f, at);
  return titleOf(alert.announced.finding, texts, f, alert.announced.at);
}

/** What all transitions are: they share a prefix, or have none. An end that put nothing right has its own. */
function subjectPrefix({ notification: { transitions }, texts }: RenderContext): string | null {
  const kinds = new Set(transitions.map(toldAs));
  const [only] = kinds;
  if (kinds.size !== 1 || only === undefined || only === "raised") return null;
  const isClosed = transitions.every(({ reason }) => reason === "level-accepted");
  return isClosed ? texts.prefix.closed : texts.prefix[only];
}

/** How many alerts of each kind: the title of a mail about several. */
export function severalTitle(transitions: Transition[], texts: Texts, f: Formatter): string {
  return texts.severalTitle(countKinds(transitions), f);
}

export function countKinds(transitions: readonly Transition[]): Record<ToldKind, number> {
  const counts: Record<ToldKind, number> = { raised: 0, changed: 0, reminder: 0, resolved: 0 };
  for (const transition of transitions) counts[toldAs(transition)] += 1;
  return counts;
}

/** `37 tenants: No recent synchronization`. */
export function digestTitle({ notification, texts, f }: RenderContext): string {
  const { tenants, transitions } = notification;
  const findings = new Set(transitions.map(({ alert }) => alert.finding));
  const leading = leadingTransition(transitions);
  const name = leading ? nameOf(texts, leading.alert.finding) : texts.unknown;
  return texts.digestTitle(f.count(tenants.length, texts.tenants), name, findings.size > 1);
}

/** The regular overview of object errors has numbers of its own: each one is news. */
function isErrorDigest({ reason, alert }: Transition): boolean {
  return reason === "digest-due" && alert.finding === "object-errors";
}

function errorDigestTitle({ id, facts }: Finding, texts: Texts, f: Formatter): string {
  if (id !== "object-errors") return texts.unknown;
  const { added, fixed } = countSinceLastMail(facts);
  const title = texts.errorDigestTitle({ total: facts.total, truncated: facts.truncated, added, fixed }, f);
  return safeLine(title, maxSubjectLength);
}
