/** What `send-test` posts to a channel: it says that it is a test, and from where. Pure. */
import type { Language } from "../../domain/catalog.ts";
import type { Instant } from "../../domain/instant.ts";
import { cardMessage } from "./card-message.ts";
import { escapeMarkdown } from "./markdown.ts";
import { safeLine } from "./safe-line.ts";

const texts: Record<Language, (host: string) => string> = {
  en: (host) =>
    `Test message from sync-health-monitor on ${host}. Nothing is wrong; alerts will come the same way.`,
  nl: (host) =>
    `Testbericht van sync-health-monitor op ${host}. Er is niets aan de hand; meldingen komen langs dezelfde weg.`,
};

/** A JSON body: for a webhook with `test: true` in place of events, for Teams a card of one line. */
export function renderTestPost(options: {
  form: "webhook" | "teams";
  id: string;
  language: Language;
  host: string;
  now: Instant;
}): string {
  const { form, id, language, host, now } = options;
  const text = texts[language](safeLine(host, 100));
  if (form === "webhook") {
    return JSON.stringify({
      version: 1,
      id,
      createdAt: new Date(now).toISOString(),
      test: true,
      text,
      events: [],
    });
  }
  const body = [{ type: "TextBlock", text: escapeMarkdown(text), wrap: true }];
  return JSON.stringify(cardMessage({ language, summary: text, body, actions: [] }));
}
