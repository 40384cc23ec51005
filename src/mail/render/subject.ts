/** Subjects and titles: `{tenant}: {title}`, one line, bounded, without control characters. */
import type { Transition } from "../../domain/alert.ts";
import type { Language } from "../../domain/catalog.ts";
import type { Finding } from "../../domain/finding.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Notification } from "../../domain/notification.ts";
import { createFormatter, type Formatter } from "./format.ts";
import { safeLine } from "./safe-line.ts";
import { getTexts, sayTitle } from "./texts/by-language.ts";
import type { Texts } from "./texts/texts.ts";

const maxSubjectLength = 200;
const maxTenantLength = 80;

/** The finding's title without the tenant, as subjects, `check` and `status` show it; one line of at most 200 characters. */
export function findingTitle(finding: Finding, language: Language, now: Instant): string {
  const texts = getTexts(language);
  return titleOf(finding, texts, createFormatter(texts), now);
}

/** `now: null` gives the stem: the title without anything that ages, for a mail that tells of the end. */
export function titleOf(finding: Finding, texts: Texts, f: Formatter, now: Instant | null): string {
  return safeLine(sayTitle(texts, finding, { f, now }), maxSubjectLength);
}

/** The title of one alert in a mail. An end that put nothing right says so: its prefix alone would tell of a recovery. */
export function transitionTitle(
  { kind, reason, alert }: Transition,
  texts: Texts,
  f: Formatter,
  now: Instant,
): string {
  if (kind !== "resolved") return titleOf(alert.last, texts, f, now);
  const stem = titleOf(alert.last, texts, f, null);
  return reason === "level-accepted" ? `${stem} – ${texts.accepted.title}` : stem;
}

/** The tenant as subjects name it: its initial domain, else the name it has in our configuration. */
export function tenantScope(notification: Notification): string {
  return safeLine(notification.profile.initialDomain || notification.tenant, maxTenantLength);
}

/** The whole subject of a mail. The resolved prefix stands first, so that a raise and its end sort together. */
export function mailSubject(notification: Notification, texts: Texts, f: Formatter, now: Instant): string {
  const { transitions } = notification;
  const resolved = transitions.length > 0 && transitions.every(({ kind }) => kind === "resolved");
  const prefix = resolved ? `${texts.resolvedPrefix} ` : "";
  return safeLine(
    `${prefix}${tenantScope(notification)}: ${mailTitle(transitions, texts, f, now)}`,
    maxSubjectLength,
  );
}

/** The subject's title: the one alert's, or how many alerts of each kind. */
export function mailTitle(transitions: Transition[], texts: Texts, f: Formatter, now: Instant): string {
  const [only] = transitions;
  if (only && transitions.length === 1) return transitionTitle(only, texts, f, now);
  const counts = { raised: 0, changed: 0, resolved: 0 };
  for (const { kind } of transitions) counts[kind] += 1;
  return texts.severalTitle(counts, f);
}
