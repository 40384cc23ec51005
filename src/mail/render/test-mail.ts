/** The mail that `send-test` sends: it says that it is a test, and from where. Pure. */
import type { Language } from "../../domain/catalog.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Mail } from "../../domain/notification.ts";
import { headerValue, messageIdDomain } from "./headers.ts";
import { html } from "./html.ts";

const texts: Record<Language, { subject: string; lines: (host: string, at: string) => string[] }> = {
  en: {
    subject: "sync-health-monitor: test mail",
    lines: (host, at) => [
      `This is a test mail from sync-health-monitor on ${host}, sent at ${at}.`,
      "It was asked for with `sync-health send-test`. Nothing is wrong; alerts will come the same way.",
    ],
  },
  nl: {
    subject: "sync-health-monitor: testbericht",
    lines: (host, at) => [
      `Dit is een testbericht van sync-health-monitor op ${host}, verzonden op ${at}.`,
      "Het is aangevraagd met `sync-health send-test`. Er is niets aan de hand; meldingen komen langs dezelfde weg.",
    ],
  },
};

export function renderTestMail(options: {
  id: string;
  from: string;
  to: string[];
  language: Language;
  host: string;
  now: Instant;
}): Mail {
  const { id, from, to, language, host, now } = options;
  const { subject, lines } = texts[language];
  const paragraphs = lines(host, new Date(now).toISOString());
  return {
    messageId: `<${id}@${messageIdDomain(from)}>`,
    from: headerValue(from),
    to: to.map(headerValue),
    subject,
    text: `${paragraphs.join("\n\n")}\n`,
    html: html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${subject}</title></head><body>${paragraphs.map((line) => html`<p>${line}</p>`)}</body></html>`
      .markup,
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "Content-Language": language,
    },
    inReplyTo: null,
    references: [],
    date: now,
    attachments: [],
  };
}
