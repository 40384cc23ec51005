/** The mail that `send-test` sends: it says that it is a test, from where, and which way it went. Pure. */
import type { Language } from "../../domain/catalog.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Mail } from "../../domain/notification.ts";
import { headerValue, messageIdDomain } from "./headers.ts";
import { html } from "./html.ts";
import { safeLine } from "./safe-line.ts";

type Lines = (words: { host: string; at: string; via: string }) => string[];

const texts: Record<Language, { subject: string; lines: Lines }> = {
  en: {
    subject: "sync-health-monitor: test mail",
    lines: ({ host, at, via }) => [
      `This is a test mail from sync-health-monitor on ${host}, sent at ${at} through ${via}.`,
      "It was asked for with `sync-health send-test`. Nothing is wrong; alerts will come the same way.",
    ],
  },
  nl: {
    subject: "sync-health-monitor: testbericht",
    lines: ({ host, at, via }) => [
      `Dit is een testbericht van sync-health-monitor op ${host}, verzonden op ${at} via ${via}.`,
      "Het is aangevraagd met `sync-health send-test`. Er is niets aan de hand; meldingen komen langs dezelfde weg.",
    ],
  },
};

/** `via`: the transport and where it goes, such as `smtp (smtp.contoso.example:587)`; never a secret. */
export function renderTestMail(options: {
  id: string;
  from: string;
  to: string[];
  language: Language;
  host: string;
  via: string;
  now: Instant;
}): Mail {
  const { id, from, to, language, host, via, now } = options;
  const { subject, lines } = texts[language];
  const paragraphs = lines({
    host: safeLine(host, 100),
    at: new Date(now).toISOString(),
    via: safeLine(via, 200),
  });
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
