/** What a language must be able to say in a mail; a language that lacks one of these words does not compile. */
import type { ToldKind } from "../../../domain/alert.ts";
import type { CatalogEntry, Language } from "../../../domain/catalog.ts";
import type { FactsOf, FindingId } from "../../../domain/finding.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { ObjectType } from "../../../domain/synced-object.ts";
import type { FormatWords, PluralForms } from "../format.ts";
import type { DigestTexts } from "./digest-texts.ts";
import type { TextsOf } from "./finding-texts.ts";
import type { Label } from "./labels.ts";
import type { FollowUpTexts, ReasonTexts } from "./reason-texts.ts";

export type Pause = FactsOf["job-paused"]["pause"];
export interface Texts extends FormatWords, DigestTexts, FollowUpTexts {
  language: Language;
  /** Before the subject, in square brackets; `closed` for an end that put nothing right. */
  prefix: Record<Exclude<ToldKind, "raised"> | "closed", string>;
  severity: Record<Severity, string>;
  state: Record<ToldKind, string>;
  yes: string;
  no: string;
  unknown: string;
  never: string;
  notSet: string;

  finding: TextsOf<FindingId>;
  reason: ReasonTexts;
  /** For findings that say nothing of their own about a subject that is gone. */
  subjectGone: string;
  /** For an end that put nothing right: how it is called, and what is so now. */
  accepted: { badge: string; title: string; outcome: string };
  blindReason: (facts: Pick<FactsOf["blind"], "reason" | "atSignIn">) => string;
  /** A probe in words; an id nobody translated stays as it is. */
  probe: (id: string) => string;
  pause: Record<Pause, string>;
  basis: Record<FactsOf["sync-stale"]["basis"], string>;
  actor: Record<CatalogEntry["actor"], string>;
  transient: (minutes: string | null) => string;
  tenantActionable: (can: boolean) => string;
  countdown: (left: string) => string;
  /** For the moment at which Microsoft disables a job. */
  countdownPassed: string;
  /** For the expiry of a certificate or secret. */
  expired: string;
  /** The last of an expiry's limits: no days left. */
  expiryItself: string;
  polls: PluralForms;
  runs: PluralForms;
  times: PluralForms;
  tenants: PluralForms;
  objectType: Record<ObjectType, string>;
  credential: Record<FactsOf["credential-expiry"]["credential"], string>;
  principal: { missing: string; disabled: string };
  noNextCertificate: string;
  validUntil: (date: string) => string;
  /** A count of which more may exist than were read. */
  atLeast: (count: string) => string;
  ofTotal: (count: string, total: string) => string;
  /** The line below a list that shows only the first. */
  more: (count: string) => string;
  /** The same, where the attached file has the rest. */
  moreAttached: (count: string) => string;
  /** Below the lists: the file that has every row, or so many of the first. */
  attached: (file: string, first: string | null) => string;
  /** How long an error has been there. */
  forSpan: (span: string) => string;
  /** Nobody was found to have the value that is held back. */
  noHolder: string;
  incidents: { intro: string; noTitle: string; since: (date: string) => string };

  heading: {
    facts: string;
    numbers: string;
    lastNumbers: string;
    samples: string;
    tenants: string;
    overview: string;
    incidents: string;
    meaning: string;
    impact: string;
    steps: string;
    otherCauses: string;
    links: string;
    why: string;
    resolved: string;
    next: string;
    acknowledge: string;
  };
  affected: string;
  stillWorks: string;
  /** A password hash job shares its configuration's name with the job for objects: how to tell them apart. */
  hashJob: { name: (configuration: string) => string; affected: string; stillWorks: string };
  clears: string;
  label: Record<Label, string>;
  delayed: (written: string) => string;
  /** `tenant`: null in a digest. */
  why: (tenant: string | null) => string;
  incident: (id: string) => string;
  sentBy: (host: string | null) => string;
}
