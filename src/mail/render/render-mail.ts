/** A notification as a mail: subject, html and text part, headers. Pure: the same input gives the same mail. */
import type { CatalogEntry } from "../../domain/catalog.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Mail, Notification } from "../../domain/notification.ts";
import { buildDocument } from "./document.ts";
import { createFormatter } from "./format.ts";
import { headerValue, mailHeaders, messageIdValue } from "./headers.ts";
import { printHtml } from "./html-part.ts";
import { mailSubject } from "./subject.ts";
import { printText } from "./text-part.ts";
import { getTexts } from "./texts/by-language.ts";

export interface RenderOptions {
  /** The From header, `Name <address>` or an address. */
  from: string;
  /** The catalog entries with these ids, in that order; unknown ids may be left out. */
  entries: (ids: string[]) => CatalogEntry[];
  /** The moment of sending: "ago", countdowns and the Date header count from it. */
  now: Instant;
  /** The host that watches, named in the footer. */
  host?: string;
  /** IANA time zone for the local time in brackets; UTC alone without it. */
  timeZone?: string;
}

/** Values from the directory are cleaned, bounded and escaped on the way; no header can carry a line break. */
export function renderMail(notification: Notification, options: RenderOptions): Mail {
  const { now } = options;
  const texts = getTexts(notification.language);
  const f = createFormatter(texts, options.timeZone);
  const subject = mailSubject(notification, texts, f, now);
  const document = buildDocument(notification, {
    texts,
    f,
    now,
    host: options.host ?? null,
    entries: options.entries,
  });
  const references = notification.references.map(messageIdValue).filter((id) => id !== null);
  return {
    messageId: messageIdValue(notification.messageId) ?? notification.id,
    from: headerValue(options.from),
    to: notification.recipients.map(headerValue),
    subject,
    text: printText(document, texts),
    html: printHtml(document, texts, subject),
    headers: mailHeaders(notification),
    inReplyTo: references[0] ?? null,
    references,
    date: now,
    attachments: [],
  };
}
