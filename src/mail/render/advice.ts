/** What the catalog says of a finding: what it means, what to do, what else it may be. Clean, bounded, plain strings. */
import type { CatalogEntry } from "../../domain/catalog.ts";
import type { Finding } from "../../domain/finding.ts";
import type { RenderContext } from "./context.ts";
import { safeUrl } from "./html.ts";
import { safeLine } from "./safe-line.ts";
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

export interface Explanation {
  advice: Advice | null;
  otherCauses: { title: string; meaning: string }[];
  links: { title: string; url: string }[];
}

const maxOtherCauses = 3;
const maxSteps = 12;

export const noExplanation: Explanation = { advice: null, otherCauses: [], links: [] };

/** `extras: false`: the best entry alone. */
export function explain(
  finding: Finding,
  { texts, f, entries }: Pick<RenderContext, "texts" | "f" | "entries">,
  extras: boolean,
): Explanation {
  const [best, ...others] = entries(finding.catalogIds);
  if (!best) return noExplanation;
  const otherEntries = extras ? others.slice(0, maxOtherCauses) : [];
  return {
    advice: toAdvice(best, finding, { texts, f }),
    otherCauses: otherEntries.map((entry) => ({
      title: safeLine(entry.text[texts.language].title, 200),
      meaning: safeLine(entry.text[texts.language].meaning, 600),
    })),
    links: uniqueLinks([best, ...otherEntries], texts),
  };
}

function toAdvice(
  entry: CatalogEntry,
  finding: Finding,
  { texts, f }: Pick<RenderContext, "texts" | "f">,
): Advice {
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
    steps: words.remedy.slice(0, maxSteps).map((step) => safeLine(step, 1_000)),
    clears: safeLine(words.clears, 600),
    notes: [saysWhoCanAct(finding) ? null : texts.actor[entry.actor], transient].filter(
      (note) => note !== null,
    ),
  };
}

function uniqueLinks(entries: CatalogEntry[], texts: Texts): Explanation["links"] {
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
