/** The texts of a language, and the one place where a finding meets the text written for its id. */
import type { Language } from "../../../domain/catalog.ts";
import type { Finding, FindingId, JobFacts } from "../../../domain/finding.ts";
import type { Formatter } from "../format.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";
import type { Texts, TitleContext } from "./texts.ts";

const textsOf: Record<Language, Texts> = { en, nl };

/** A stored language that is no longer one of ours reads English rather than failing the mail. */
export function getTexts(language: Language): Texts {
  return textsOf[language] ?? en;
}

// TypeScript cannot see that texts.title[finding.id] takes exactly this finding; the mapped types guarantee it.
type Say<Input, More> = Record<FindingId, (input: Input, more: More) => string>;

export function sayTitle(texts: Texts, finding: Finding, context: TitleContext): string {
  return (texts.title as unknown as Say<Finding, TitleContext>)[finding.id](
    distinct(texts, finding),
    context,
  );
}

export function sayDescription(texts: Texts, finding: Finding, f: Formatter): string {
  return (texts.describe as unknown as Say<Finding["facts"], Formatter>)[finding.id](
    distinct(texts, finding).facts,
    f,
  );
}

export function sayPast(texts: Texts, finding: Finding, f: Formatter): string {
  return (texts.describePast as unknown as Say<Finding["facts"], Formatter>)[finding.id](
    distinct(texts, finding).facts,
    f,
  );
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
