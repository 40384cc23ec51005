/**
 * Pages over HTTP. In: handlers that make a page of a context. Out: routes with the language chosen, the headers set,
 * forms read and found to be ours, and a page for what went wrong.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Language, languages } from "../../domain/catalog.ts";
import { html } from "../../mail/render/html.ts";
import type { Clock } from "../../util/clock.ts";
import { coerceError } from "../../util/coerce-error.ts";
import type { FormTokens } from "../access/form-tokens.ts";
import { chooseLanguage } from "../choose-language.ts";
import type { StatusSource } from "../source.ts";
import { registerAssets } from "./assets/assets.ts";
import { documentOf, type Freshness, type Page } from "./layout.ts";
import { createPageContext, type PageContext } from "./page-context.ts";
import type { CommonTexts } from "./texts/common-texts.ts";

export interface PageOptions {
  source: StatusSource;
  clock: Clock;
  version: string;
  formTokens: FormTokens;
  /** Where neither the address, a cookie nor the browser asks for one. */
  language: Language;
}

/** What a handler makes. Null: there is no such thing. */
export type Outcome =
  | { page: Page; status?: number }
  /** To one of our paths, after a form was taken. */
  | { goTo: string }
  | { file: { name: string; type: string; content: string } }
  /** Another document, in a frame of a page of ours; `policy`: its content security policy. */
  | { frame: { content: string; policy: string } }
  | null;

type Parameters = Record<string, string>;

export interface PageServer {
  get(path: string, handle: (context: PageContext, parameters: Parameters) => Promise<Outcome>): void;
  /** The form's token was found to be ours. `maxBytes`: of the form. */
  post(
    path: string,
    handle: (context: PageContext, parameters: Parameters, form: URLSearchParams) => Promise<Outcome>,
    options?: { maxBytes?: number },
  ): void;
}

/** A name, a reason and a choice, with room for a language that takes nine characters for one. */
const defaultFormBytes = 8 * 1_024;
const cookieName = "sync-health-language";

/** `scope`: a scope of its own, whose content-type parsers and error handler are the pages'. */
export function createPageServer(scope: FastifyInstance, options: PageOptions): PageServer {
  const { source, clock, formTokens, version } = options;
  const assets = registerAssets(scope);
  scope.removeAllContentTypeParsers();
  // Nothing but our own forms: JSON, which any page's script may send, is refused.
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  scope.setErrorHandler(async (thrown, request, reply) => {
    const error = coerceError(thrown) as Error & { statusCode?: number };
    const status = error.statusCode ?? 500;
    if (status >= 500) source.onFailed(error);
    const notice = status >= 500 ? "failed" : status === 413 ? "tooLarge" : "forged";
    await answerNotice(request, reply, notice, status);
    return reply;
  });

  function contextOf(request: FastifyRequest): PageContext {
    return createPageContext({
      language: languageOf(request, options.language),
      url: request.url,
      user: request.user,
      now: clock.now(),
      timeZone: source.timeZone(),
      formToken: () => formTokens.issue(request.user),
    });
  }

  async function answer(
    outcome: Outcome,
    context: PageContext,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    if (outcome === null) return answerNotice(request, reply, "notFound", 404);
    rememberLanguage(context, reply);
    if ("goTo" in outcome) return reply.redirect(context.to(outcome.goTo), 303);
    if ("file" in outcome) {
      const { name, type, content } = outcome.file;
      return reply.type(type).header("content-disposition", `attachment; filename="${name}"`).send(content);
    }
    if ("frame" in outcome) {
      return reply
        .type("text/html; charset=utf-8")
        .header("content-security-policy", outcome.frame.policy)
        .header("x-frame-options", "SAMEORIGIN")
        .send(outcome.frame.content);
    }
    return sendPage(outcome.page, outcome.status ?? 200, context, reply);
  }

  async function sendPage(page: Page, status: number, context: PageContext, reply: FastifyReply) {
    const fresh = freshnessOf(source, version, await newestPoll(source));
    return reply
      .code(status)
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-store")
      .send(documentOf(page, fresh, assets, context));
  }

  async function answerNotice(
    request: FastifyRequest,
    reply: FastifyReply,
    which: keyof Pick<CommonTexts, "notFound" | "failed" | "forged" | "tooLarge">,
    status: number,
  ) {
    const context = contextOf(request);
    const { title, text } = context.words[which];
    const page: Page = {
      title,
      item: null,
      isLive: false,
      content: html`<div class="head"><h1>${title}</h1></div><section><p>${text}</p><p><a href="${context.to("/")}">${context.words.back}</a></p></section>`,
    };
    // Where the store itself fails, how fresh it is can't be said either.
    const fresh = freshnessOf(source, version, status >= 500 ? null : await newestPoll(source));
    return reply
      .code(status)
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-store")
      .send(documentOf(page, fresh, assets, context));
  }

  scope.setNotFoundHandler((request, reply) => answerNotice(request, reply, "notFound", 404));

  return {
    get(path, handle) {
      scope.get(path, async (request, reply) => {
        const context = contextOf(request);
        return answer(await handle(context, request.params as Parameters), context, request, reply);
      });
    },
    post(path, handle, { maxBytes = defaultFormBytes } = {}) {
      scope.post(path, { bodyLimit: maxBytes }, async (request, reply) => {
        const context = contextOf(request);
        const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
        if (!formTokens.isValid(form.get("token") ?? "", request.user)) {
          return answerNotice(request, reply, "forged", 403);
        }
        return answer(await handle(context, request.params as Parameters, form), context, request, reply);
      });
    },
  };
}

/** The hidden field by which a form is known to be ours. */
export function tokenField({ formToken }: PageContext) {
  return html`<input type="hidden" name="token" value="${formToken()}">`;
}

interface NewestPoll {
  polledAt: number | null;
  staleAfter: number | null;
}

async function newestPoll(source: StatusSource): Promise<NewestPoll> {
  const standings = await source.standings();
  return standings.reduce<NewestPoll>(
    (newest, { polledAt, staleAfter }) =>
      polledAt !== null && polledAt >= (newest.polledAt ?? 0) ? { polledAt, staleAfter } : newest,
    { polledAt: null, staleAfter: null },
  );
}

function freshnessOf(source: StatusSource, version: string, newest: NewestPoll | null): Freshness {
  const { healthy, lastRoundAt, configRejected } = source.health();
  return {
    polledAt: newest?.polledAt ?? null,
    staleAfter: newest?.staleAfter ?? null,
    isHealthy: healthy,
    lastRoundAt,
    configRejected,
    version,
  };
}

function languageOf({ query, headers }: FastifyRequest, fallback: Language): Language {
  const { lang: given } = query as { lang?: unknown };
  const lang = Array.isArray(given) ? given[0] : given;
  const [, kept] = new RegExp(`(?:^|;\\s*)${cookieName}=(\\w+)`).exec(headers.cookie ?? "") ?? [];
  return chooseLanguage(lang ?? kept, headers["accept-language"], fallback);
}

/** Only when it was asked for by name: nothing is kept of who never asked. */
function rememberLanguage({ query }: PageContext, reply: FastifyReply): void {
  const asked = languages.find((language) => language === query.get("lang"));
  if (asked)
    reply.header("set-cookie", `${cookieName}=${asked}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`);
}
