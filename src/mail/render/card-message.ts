/** The message in which Teams takes an adaptive card through a Workflows webhook. */

import { escapeMarkdown } from "./markdown.ts";

export type CardElement = Record<string, unknown>;

/** `summary`: plain text, for notifications and for clients that show no cards; the body is escaped already. */
export function cardMessage(card: {
  language: string;
  summary: string;
  body: CardElement[];
  actions: CardElement[];
}): CardElement {
  const { language, summary, body, actions } = card;
  return {
    type: "message",
    summary,
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          lang: language,
          fallbackText: escapeMarkdown(summary),
          msteams: { width: "Full" },
          body,
          actions,
        },
      },
    ],
  };
}
