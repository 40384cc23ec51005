/** What a language must be able to say on every page. */
import type { PluralForms } from "../../../mail/render/format.ts";
import type { Tone } from "../tone.ts";

export type NavItem = "tenants" | "alerts" | "deliveries" | "muted" | "catalog";

export interface CommonTexts {
  /** Its own name, and how to ask for it. */
  language: string;
  nav: Record<NavItem, string>;
  navLabel: string;
  skip: string;
  /** `{}` stands for a span: `{} ago`. Read by the script too. */
  ago: string;
  /** As in "in 3 days". */
  ahead: string;
  never: string;
  unknown: string;
  none: string;
  yes: string;
  no: string;
  /** A tone in one word, for who can't see colours. */
  tone: Record<Tone, string>;
  state: Record<"ok" | "warning" | "critical" | "unknown" | "stale", string>;
  data: {
    /** Before the moment of the newest poll. */
    polled: string;
    notYet: string;
    /** The daemon's own loop stands still; before the moment of its last round. */
    stalled: string;
    /** The page in the browser gets no answers any more. */
    noAnswer: string;
    /** The page in the browser is older than it should be. */
    old: string;
    /** A reload was refused. */
    rejected: string;
  };
  search: string;
  clear: string;
  paging: {
    label: string;
    /** `1–50 of 1,200`. */
    shown: (from: string, to: string, total: string) => string;
    previous: string;
    next: string;
  };
  alerts: PluralForms;
  tenants: PluralForms;
  objectErrors: PluralForms;
  signedInAs: (name: string) => string;
  notMicrosoft: string;
  notFound: { title: string; text: string };
  failed: { title: string; text: string };
  forged: { title: string; text: string };
  tooLarge: { title: string; text: string };
  back: string;
}
