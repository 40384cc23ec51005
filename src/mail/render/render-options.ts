/** What it takes, beside a notification, to make a mail, a card or a payload of it. */
import type { CatalogEntry } from "../../domain/catalog.ts";
import type { Instant } from "../../domain/instant.ts";

export interface RenderOptions {
  /** The From header, `Name <address>` or an address. */
  from: string;
  /** The catalog entries with these ids, in that order; unknown ids may be left out. */
  entries: (ids: string[]) => CatalogEntry[];
  /** The moment of sending: countdowns and the Date header count from it. */
  now: Instant;
  /** The host that watches, named in the footer. */
  host?: string;
  /** IANA time zone for the local time in brackets; UTC alone without it. */
  timeZone?: string;
  /** Where these readers acknowledge what they are told of; anything but http and https counts as none. */
  acknowledgeUrl?: string | null;
}
