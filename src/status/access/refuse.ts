/**
 * A refusal as an answer. In: why. Out: a short page for people, JSON for programs. Nothing of the request is repeated
 * but what stands under "seen", cut to a line and escaped.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { html } from "../../mail/render/html.ts";
import { safeLine } from "../../mail/render/safe-line.ts";
import { chooseLanguage } from "../choose-language.ts";
import { type Refused, refusalCodes } from "./access.ts";
import { refusalTexts, seenLabel } from "./refusal-texts.ts";

const maxDetailLength = 120;

/** `status`: another one than the refusal's own. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  { refusal, detail, retryAfterSeconds }: Refused,
  status: number = refusalCodes[refusal],
): FastifyReply {
  reply.code(status).header("cache-control", "no-store");
  if (retryAfterSeconds !== undefined) reply.header("retry-after", retryAfterSeconds);
  const seen = safeLine(detail ?? null, maxDetailLength);
  if (wantsJson(request)) {
    const { text } = refusalTexts.en[refusal];
    const message = seen === null ? text : `${text} ${seenLabel.en} ${seen}`;
    return reply.type("application/json; charset=utf-8").send({ error: { code: refusal, message } });
  }
  return reply.type("text/html; charset=utf-8").send(pageOf(request, refusal, seen));
}

function pageOf(request: FastifyRequest, refusal: Refused["refusal"], seen: string | null): string {
  const { lang } = (request.query ?? {}) as { lang?: unknown };
  const language = chooseLanguage(lang, request.headers["accept-language"], "en");
  const { title, text } = refusalTexts[language][refusal];
  const detail = seen === null ? null : html`<p>${seenLabel[language]} <code>${seen}</code></p>\n`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · sync-health-monitor</title>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
${detail}</main>
</body>
</html>
`.markup;
}

function wantsJson({ url, headers }: FastifyRequest): boolean {
  if (/^\/api(?:\/|$)/.test(url)) return true;
  const accepted = headers.accept ?? "";
  return accepted.includes("json") && !accepted.includes("text/html");
}
