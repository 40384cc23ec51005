/**
 * The Graph transport: a rendered mail leaves by `POST /users/{sender}/sendMail`, as an application with Mail.Send. Graph
 * answers for the message as a whole (202: accepted), so where one recipient is invalid each gets a message of its own.
 * A delivery failure is a result, never an exception. https://learn.microsoft.com/graph/api/user-sendmail
 */
import { minute } from "../../domain/instant.ts";
import type { Mail, RecipientResult, Transport } from "../../domain/notification.ts";
import type { Cloud } from "../../graph/clouds.ts";
import type { TokenSource } from "../../graph/credentials.ts";
import { GraphFault } from "../../graph/fault.ts";
import { createGraphPoster } from "../../graph/post.ts";
import { readTokenClaims } from "../../graph/token-claims.ts";
import { cleanLine } from "../../util/clean-text.ts";
import type { Clock } from "../../util/clock.ts";
import { coerceError } from "../../util/coerce-error.ts";
import { composeContent, type GraphContentOptions } from "./graph-content.ts";
import { createScrub } from "./scrub.ts";

export interface GraphMailOptions extends GraphContentOptions {
  cloud: Cloud;
  /** Of this transport alone: it is renewed as sending needs it. */
  tokens: TokenSource;
  clock: Clock;
  /** Sign-in name or object id of an Exchange Online mailbox. */
  sender: string;
  /** Longest time for one request, the sign-in before it included. */
  timeoutMs: number;
}

interface Verdict extends Pick<RecipientResult, "outcome" | "response"> {
  /** Some recipient is invalid; Graph does not say which. */
  blamesRecipients: boolean;
}

/** A token carries the permissions of the hour it was made in: with an older one, a 403 may have been mended since. */
const renewAfterMs = 10 * minute;

export function createGraphMailTransport(options: GraphMailOptions): Transport {
  const { cloud, clock, sender, timeoutMs } = options;
  const { tokens, scrub } = rememberTokens(options.tokens);
  const poster = createGraphPoster({ cloud, tokens, clock, requestTimeoutMs: timeoutMs });
  const closing = new AbortController();
  const path = `/users/${encodeURIComponent(sender)}/sendMail`;

  async function submit(mail: Mail, signal: AbortSignal): Promise<Verdict> {
    const deadline = AbortSignal.timeout(timeoutMs);
    const stop = AbortSignal.any([signal, closing.signal]);
    try {
      const content = await composeContent(mail, options);
      if (!content) return verdict("refused", "the mail is too large: Graph takes 4 MB");
      const answer = await poster.post(path, content, AbortSignal.any([stop, deadline]));
      const id = requestIdOf(answer.headers["request-id"]);
      const note = content.withoutAttachments
        ? ", without its attachments, which are too large for Graph"
        : "";
      return verdict("accepted", scrub(`202 Accepted${note}${id}`));
    } catch (thrown) {
      if (stop.aborted) return verdict("deferred", "given up before Graph answered");
      if (deadline.aborted && !isSignInFault(thrown))
        return verdict("deferred", `no answer within ${timeoutMs / 1_000} s`);
      if (!(thrown instanceof GraphFault)) return verdict("deferred", scrub(coerceError(thrown).message));
      renewOldToken(thrown);
      const response = scrub(cleanLine(thrown.message, 240) + requestIdOf(thrown.requestId));
      return { ...judgeGraphFault(thrown), response };
    }
  }

  function renewOldToken({ status }: GraphFault): void {
    const fetchedAt = tokens.fetchedAt();
    if (status === 403 && fetchedAt !== null && clock.now() - fetchedAt > renewAfterMs) tokens.renew();
  }

  return {
    name: "graph",
    target: sender,
    async send(mail, signal) {
      const whole = await submit(mail, signal);
      if (!whole.blamesRecipients || mail.to.length < 2)
        return mail.to.map((address) => toResult(address, whole));
      const results: RecipientResult[] = [];
      // One after the other: Exchange takes no more than a few at once for one mailbox.
      for (const address of mail.to)
        results.push(toResult(address, await submit({ ...mail, to: [address] }, signal)));
      return results;
    },
    async verify() {
      try {
        const stop = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
        return { works: true, response: describeToken(await tokens.getToken(stop)) };
      } catch (thrown) {
        return { works: false, response: scrub(coerceError(thrown).message) };
      }
    },
    async close() {
      closing.abort();
      await poster.close();
    },
  };
}

/**
 * Refused is final, so only what Graph says of these recipients or this message counts. A permission, the mailbox, a
 * quota or the sign-in can be mended by an operator, and the mail must still be there then; so must what a 400 with an
 * unknown code is about. Codes: https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode
 */
export function judgeGraphFault({ status, graphCode }: GraphFault): Omit<Verdict, "response"> {
  const code = (graphCode ?? "").toLowerCase();
  const blamesRecipients = status === 400 && aboutRecipients.has(code);
  const blamesMessage =
    status === 413 || (status === 400 && (aboutMessage.has(code) || code.startsWith("errormimecontent")));
  return { outcome: blamesRecipients || blamesMessage ? "refused" : "deferred", blamesRecipients };
}

const aboutRecipients = new Set(["errorinvalidrecipients", "errorinvalidemailaddress"]);
const aboutMessage = new Set([
  "errormessagesizeexceeded",
  "errorattachmentsizelimitexceeded",
  "errorcontentconversionfailed",
  "errorinvalidinternetmessageheadername",
  "invalidinternetmessageheader",
  "invalidinternetmessageheadercollection",
]);

function isSignInFault(thrown: unknown): boolean {
  return thrown instanceof GraphFault && thrown.catalogId === "sign-in-unreachable";
}

function verdict(outcome: RecipientResult["outcome"], response: string): Verdict {
  return { outcome, response, blamesRecipients: false };
}

function toResult(address: string, { outcome, response }: Verdict): RecipientResult {
  return { address, outcome, response, via: "graph" };
}

function requestIdOf(id: string | null | undefined): string {
  return id ? ` (request-id ${cleanLine(id, 50)})` : "";
}

/** The role is no proof either way: Exchange may grant it without (RBAC for Applications), or withhold one mailbox. */
function describeToken(token: string): string {
  const permitted = readTokenClaims(token)?.roles.includes("Mail.Send");
  const role = permitted
    ? "a token with Mail.Send"
    : "a token, which does not name Mail.Send: sending works only where Exchange itself permits it";
  return `Microsoft gives us ${role}; whether the mailbox may send shows only when something is sent`;
}

/** Whatever repeats a token that was used lately must not get it into a log. */
function rememberTokens(source: TokenSource) {
  let lately: string[] = [];
  const tokens: TokenSource = {
    ...source,
    async getToken(signal) {
      const token = await source.getToken(signal);
      if (!lately.includes(token)) lately = [token, ...lately].slice(0, 2);
      return token;
    },
  };
  return { tokens, scrub: (text: string) => createScrub(lately)(text) };
}
