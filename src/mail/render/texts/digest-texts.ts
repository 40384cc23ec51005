/** What a language says in mails about many: object errors since the last mail, and one trouble in many tenants. */
import type { ToldKind } from "../../../domain/alert.ts";
import type { ObjectErrorStanding } from "../../../domain/synced-object.ts";
import type { Formatter } from "../format.ts";

export type KindCounts = Record<ToldKind, number>;

export interface ErrorCounts {
  total: number;
  truncated: boolean;
  /** Since the last mail. */
  added: number;
  fixed: number;
}

export interface DigestTexts {
  /** The title of a mail about several alerts. */
  severalTitle: (counts: KindCounts, f: Formatter) => string;
  /** Behind the title of the leading alert: so many others are told of with it. */
  moreAlerts: (others: string, count: number) => string;
  /** `tenants`: how many, in words. `others`: some have other conditions beside the named one. */
  digestTitle: (tenants: string, name: string, others: boolean) => string;
  /** What happened; `counts` tells of which kinds the news is. */
  digestDescription: (tenants: string, name: string, counts: KindCounts, f: Formatter) => string;
  errorDigestTitle: (counts: ErrorCounts, f: Formatter) => string;
  standing: Record<ObjectErrorStanding, string>;
  /** The heading of each list: how many there are. */
  standingTitle: Record<ObjectErrorStanding, (count: string) => string>;
}
