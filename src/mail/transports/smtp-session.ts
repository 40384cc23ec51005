/**
 * What signing in to a mail server takes: with a password, or with a token that is fetched for each mail and renewed once
 * where the server refuses it. Knows everything that the server's words must not show.
 */
import { createTransport, type SMTPTransportOptions, type Transporter } from "nodemailer";
import { coerceError } from "../../util/coerce-error.ts";
import { noFetching } from "./message.ts";
import { createScrub, type Scrub } from "./scrub.ts";
import type { SmtpFault, SmtpInfo } from "./smtp-answer.ts";

export type SmtpAuth =
  | { type: "password"; user: string; password: string }
  | {
      /** https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth */
      type: "xoauth2";
      user: string;
      /** A token that is good for now, from a cache if there is one; throws what people should read. */
      getToken(signal: AbortSignal): Promise<string>;
      /** Forgets the cached token: the server does not take it. */
      renewToken(): void;
    };

export interface SmtpOptions {
  host: string;
  port: number;
  /** none: plain text, never upgraded. starttls: upgraded before anything is said, or not sent. tls: from the first byte. */
  tls: "none" | "starttls" | "tls";
  /** PEM text of the certificate authorities to trust instead of the host's own. */
  ca?: string;
  auth?: SmtpAuth;
  /** Longest silence of the server; the whole mail may take four times as long. */
  timeoutSeconds: number;
}

export interface SmtpSession {
  /** Does the work with a mailer that signs in as configured, perhaps twice: with a new token where the first is refused. */
  run<Result>(signal: AbortSignal, work: (mailer: Transporter<SmtpInfo>) => Promise<Result>): Promise<Result>;
  scrub: Scrub;
}

/** For one mail: the second token of a mail that fails with it is the last. */
export function createSmtpSession(options: SmtpOptions): SmtpSession {
  const { auth } = options;
  if (auth?.type === "xoauth2") return createTokenSession(options, auth);
  return {
    run: (_signal, work) =>
      work(createMailer(options, auth ? { user: auth.user, pass: auth.password } : undefined)),
    scrub: createScrub(auth ? passwordForms(auth) : []),
  };
}

/** As AUTH PLAIN and AUTH LOGIN send it. */
function passwordForms({ user, password }: { user: string; password: string }): string[] {
  return password === "" ? [] : [password, `\0${user}\0${password}`, `${user}\0${user}\0${password}`];
}

function createTokenSession(
  options: SmtpOptions,
  { user, getToken, renewToken }: Extract<SmtpAuth, { type: "xoauth2" }>,
): SmtpSession {
  const secrets: string[] = [];
  let isRenewed = false;

  async function fetchToken(signal: AbortSignal): Promise<string> {
    try {
      const token = await getToken(signal);
      secrets.push(token, `user=${user}\u0001auth=Bearer ${token}\u0001\u0001`);
      return token;
    } catch (thrown) {
      const fault: SmtpFault = new Error(coerceError(thrown).message, { cause: thrown });
      fault.code = "EAUTH";
      throw fault;
    }
  }

  function fetchNewToken(signal: AbortSignal): Promise<string> {
    isRenewed = true;
    renewToken();
    return fetchToken(signal);
  }

  function openMailer(accessToken: string, signal: AbortSignal) {
    return createMailer(options, {
      type: "OAuth2",
      user,
      accessToken,
      // Called only after a refusal in SASL's own way (334): the same connection tries again.
      provisionCallback: (_user, _renew, answer) => {
        if (isRenewed) return answer(new Error("the mail server refuses a new token too"));
        fetchNewToken(signal).then((token) => answer(null, token), answer);
      },
    });
  }

  return {
    async run(signal, work) {
      const token = await fetchToken(signal);
      try {
        return await work(openMailer(token, signal));
      } catch (thrown) {
        // A plain 535, as Exchange gives it. The token may have been revoked, or consent given after it was made.
        if (isRenewed || signal.aborted || !isTokenRefused(coerceError(thrown))) throw thrown;
        return work(openMailer(await fetchNewToken(signal), signal));
      }
    },
    scrub: (text) => createScrub(secrets)(text),
  };
}

function isTokenRefused({ code, responseCode = 0 }: SmtpFault): boolean {
  return code === "EAUTH" && responseCode >= 500;
}

function createMailer(
  { host, port, tls, ca, timeoutSeconds }: SmtpOptions,
  auth: SMTPTransportOptions["auth"],
): Transporter<SmtpInfo> {
  const timeoutMs = timeoutSeconds * 1_000;
  return createTransport({
    host,
    port,
    secure: tls === "tls",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    tls: { rejectUnauthorized: true, minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) },
    ...(auth ? { auth } : {}),
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    ...noFetching,
  });
}
