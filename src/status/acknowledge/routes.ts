/**
 * /acknowledge/TOKEN. In: a link from a mail, and a form. Out: pages; an acknowledgement or a silence in the store.
 * A GET changes nothing, however often a mail scanner follows the link. The token is what a forger of forms lacks.
 */
import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Acknowledgement, Alert } from "../../domain/alert.ts";
import type { Language } from "../../domain/catalog.ts";
import type { Finding } from "../../domain/finding.ts";
import { second } from "../../domain/instant.ts";
import type { Silence } from "../../domain/silence.ts";
import type { Clock } from "../../util/clock.ts";
import { coerceError } from "../../util/coerce-error.ts";
import { homeNetwork } from "../../util/network.ts";
import { silenceMs, toChoice } from "../choices.ts";
import { chooseLanguage } from "../choose-language.ts";
import { createFailureLimit } from "../failure-limit.ts";
import { readWords } from "../words.ts";
import { acknowledgePath, readToken } from "./link.ts";
import {
  type AlertsPage,
  alertsPage,
  emptyForm,
  type Filled,
  type Notice,
  noticePage,
  sayMoment,
} from "./page.ts";
import { contentSecurityPolicy } from "./style.ts";
import { type PageTexts, pageTexts } from "./texts.ts";

export interface AcknowledgeOptions {
  store: {
    alertsOf(notificationId: string): Promise<Alert[]>;
    acknowledge(alertIds: readonly string[], acknowledgement: Acknowledgement): Promise<Alert[]>;
    addSilence(silence: Silence): Promise<void>;
  };
  clock: Clock;
  /** Signs the links. */
  secret: string;
  /** Where neither the address nor the browser asks for one. */
  language: Language;
  /** One line. */
  titleOf: (finding: Finding, language: Language) => string;
  /** Called when they are stored, as they are then. */
  onAcknowledged: (alerts: readonly Alert[], by: string, reason: string) => void;
  /** The store failed; the reader saw a page that says only that. */
  onFailed: (error: Error) => void;
}

/** Whoever has the link may use it: it is its own key. */
const open = { config: { isOpen: true } };
/** A name, a reason and a choice, with room for a language that takes nine characters for one. */
const maxFormBytes = 8 * 1_024;

const headers = {
  "content-security-policy": contentSecurityPolicy,
  // Not `no-referrer`: with that, browsers call the origin of the form `null`.
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
  "x-robots-tag": "noindex, nofollow",
  "x-content-type-options": "nosniff",
  "content-type": "text/html; charset=utf-8",
};

/** What the same link's commands are, for whoever can't use it any more. */
const commands = ["sync-health alerts list", 'sync-health alerts ack ID --reason "…"'];

export async function registerAcknowledge(
  server: FastifyInstance,
  options: AcknowledgeOptions,
): Promise<void> {
  const { store, clock, secret } = options;
  const limit = createFailureLimit();

  await server.register(async (scope) => {
    // Nothing but our own form: JSON, which any page's script may send, is refused.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: maxFormBytes },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers(headers);
    });
    scope.setErrorHandler((thrown, request, reply) => {
      const error = coerceError(thrown) as Error & { statusCode?: number };
      const status = error.statusCode ?? 500;
      if (status >= 500) options.onFailed(error);
      const notice: Notice = status >= 500 ? "failed" : "unreadable";
      reply
        .code(status)
        .headers(headers)
        .send(noticePage(languageOf(request), notice));
    });
    scope.get(`${acknowledgePath}:token`, open, async (request, reply) => {
      const told = await alertsBehind(request, reply);
      if (!told) return reply;
      const form = isOpen(told.alerts) ? emptyForm : null;
      return reply.send(page(request, { alerts: told.alerts, done: null, form }));
    });
    scope.post(`${acknowledgePath}:token`, open, async (request, reply) => {
      const told = await alertsBehind(request, reply);
      if (!told) return reply;
      const { alerts, notificationId } = told;
      if (!isOpen(alerts)) return reply.code(409).send(page(request, { alerts, done: null, form: null }));
      const { choice, ...filled } = readForm(request.body);
      if (choice === null || filled.faults.length > 0) {
        return reply.code(422).send(page(request, { alerts, done: null, form: { ...filled, choice } }));
      }
      const texts = pageTexts[languageOf(request)];
      const done =
        choice === "acknowledge"
          ? await acknowledge(alerts, filled, texts)
          : await silence(alerts, filled, silenceMs[choice], texts);
      return reply.send(page(request, { alerts: await store.alertsOf(notificationId), done, form: null }));
    });
  });

  function languageOf({ query, headers }: FastifyRequest): Language {
    const { lang } = query as { lang?: unknown };
    return chooseLanguage(lang, headers["accept-language"], options.language);
  }

  function page(request: FastifyRequest, content: Omit<AlertsPage, "titleOf">): string {
    return alertsPage(languageOf(request), { ...content, titleOf: options.titleOf });
  }

  /** Null: the link leads to none, and the reply says why. */
  async function alertsBehind(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<{ notificationId: string; alerts: Alert[] } | null> {
    const { token } = request.params as { token: string };
    const reading = readToken(token, secret, clock.now());
    const language = languageOf(request);
    if (reading.state === "valid") {
      const { notificationId } = reading;
      const alerts = await store.alertsOf(notificationId);
      if (alerts.length > 0) return { notificationId, alerts };
      reply.code(410).send(noticePage(language, "forgotten", commands));
    } else if (reading.state === "expired") {
      reply.code(410).send(noticePage(language, "expired", commands));
    } else {
      refuse(homeNetwork(request.ip), reply, language);
    }
    return null;
  }

  function refuse(address: string, reply: FastifyReply, language: Language): void {
    const waitMs = limit.limitedMs(address, clock.now());
    if (waitMs === 0) {
      limit.count(address, clock.now());
      reply.code(404).send(noticePage(language, "bad"));
      return;
    }
    // Who has a good link is let in all the same: behind a proxy, everybody comes from one address.
    reply.code(429).header("retry-after", Math.ceil(waitMs / second));
    reply.send(noticePage(language, "tooMany"));
  }

  /** Resolves with what to say of it, as `silence` does. */
  async function acknowledge(
    alerts: readonly Alert[],
    { by, reason }: Pick<Filled, "by" | "reason">,
    { done, nothingOpen }: PageTexts,
  ): Promise<string> {
    const ids = alerts.map(({ id }) => id);
    const acknowledged = await store.acknowledge(ids, { at: clock.now(), by, reason, via: "by-link" });
    if (acknowledged.length === 0) return nothingOpen(alerts.length);
    options.onAcknowledged(acknowledged, by, reason);
    return done.acknowledged(acknowledged.length);
  }

  /** One for each alert: a wider one would hold back what the mail did not tell of. */
  async function silence(
    alerts: readonly Alert[],
    { by, reason }: Pick<Filled, "by" | "reason">,
    ms: number,
    { done }: PageTexts,
  ): Promise<string> {
    const startsAt = clock.now();
    const endsAt = startsAt + ms;
    const open = alerts.filter(({ state }) => state === "open");
    for (const { tenant, finding, subjectKey } of open) {
      const about = { tenant, finding, subjectKey };
      await store.addSilence({
        id: randomUUID(),
        ...about,
        startsAt,
        endsAt,
        by,
        reason,
        createdAt: startsAt,
      });
    }
    return done.silenced(open.length, sayMoment(endsAt));
  }
}

function isOpen(alerts: readonly Alert[]): boolean {
  return alerts.some(({ state }) => state === "open");
}

function readForm(body: unknown): Filled {
  const fields = body instanceof URLSearchParams ? body : new URLSearchParams();
  const { by, reason, faults } = readWords({
    by: fields.get("by") ?? "",
    reason: fields.get("reason") ?? "",
  });
  const choice = toChoice(fields.get("choice"));
  return { by, reason, choice, faults: choice === null ? [...faults, "choice-missing"] : faults };
}
