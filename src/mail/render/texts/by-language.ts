/** The texts of a language, and the one place where a finding meets the text written for its id. */
import type { Language } from "../../../domain/catalog.ts";
import type { Finding, FindingId, JobFacts } from "../../../domain/finding.ts";
import type { Instant } from "../../../domain/instant.ts";
import type { Formatter } from "../format.ts";
import { en } from "./en.ts";
import type { TitleContext } from "./finding-texts.ts";
import { nl } from "./nl.ts";
import type { Texts } from "./texts.ts";

const textsOf: Record<Language, Texts> = { en, nl };

/** A stored language that is no longer one of ours reads English rather than failing the mail. */
export function getTexts(language: Language): Texts {
  return textsOf[language] ?? en;
}

// TypeScript cannot see that texts.finding[finding.id] takes exactly this finding; the mapped type guarantees it.
type Say = Record<
  FindingId,
  {
    title: (finding: Finding, context: TitleContext) => string;
    describe: (facts: Finding["facts"], f: Formatter, now: Instant) => string;
    describePast: (facts: Finding["facts"], f: Formatter) => string;
  }
>;

function say(texts: Texts, { id }: Finding): Say[FindingId] {
  return (texts.finding as unknown as Say)[id];
}

export function nameOf(texts: Texts, id: FindingId): string {
  return texts.finding[id]?.name ?? id;
}

export function sayTitle(texts: Texts, finding: Finding, context: TitleContext): string {
  return say(texts, finding).title(distinct(texts, finding), context);
}

export function sayDescription(texts: Texts, finding: Finding, f: Formatter, now: Instant): string {
  return say(texts, finding).describe(distinct(texts, finding).facts, f, now);
}

export function sayPast(texts: Texts, finding: Finding, f: Formatter): string {
  return say(texts, finding).describePast(distinct(texts, finding).facts, f);
}

/** A configuration has two jobs, for objects and for password hashes: their mails must not read alike. */
function distinct(texts: Texts, finding: Finding): Finding {
  if (!isHashJob(finding)) return finding;
  const configuration = texts.hashJob.name(finding.facts.configuration);
  return { ...finding, facts: { ...finding.facts, configuration } } as Finding;
}

type JobFinding = Extract<Finding, { facts: JobFacts }>;

export function isHashJob(finding: Finding): finding is JobFinding {
  return "jobKind" in finding.facts && finding.facts.jobKind === "AD2AADPasswordHash";
}
