/**
 * The SMTP transport. In goes a rendered mail, out comes the server's answer for every recipient; one connection a
 * mail. A delivery failure is a result, never an exception. Nothing returned carries the password.
 */
import { domainToASCII } from "node:url";
import { createTransport, type Transporter } from "nodemailer";
import addressParser from "nodemailer/lib/addressparser";
import type { Mail, RecipientResult, Transport } from "../../domain/notification.ts";
import { cleanLine } from "../../util/clean-text.ts";
import { coerceError } from "../../util/coerce-error.ts";

export interface SmtpOptions {
  host: string;
  port: number;
  /** none: plain text, never upgraded. starttls: upgraded before anything is said, or not sent. tls: from the first byte. */
  tls: "none" | "starttls" | "tls";
  /** PEM text of the certificate authorities to trust instead of the host's own. */
  ca?: string;
  auth?: { user: string; password: string };
  /** Longest silence of the server; the whole mail may take four times as long. */
  timeoutSeconds: number;
}

const maxResponseLength = 300;

/** What nodemailer adds to its errors. */
interface SmtpFault extends Error {
  code?: string;
  response?: string;
  responseCode?: number;
  command?: string;
  recipient?: string;
  rejectedErrors?: SmtpFault[];
}

/** Certificates are always verified against `ca` or the host's authorities; there is no switch to turn that off. */
export function createSmtpTransport(options: SmtpOptions): Transport {
  const transporter = createTransporter(options);
  const closing = new AbortController();

  return {
    name: "smtp",
    async send(mail, signal) {
      const deadline = AbortSignal.timeout(options.timeoutSeconds * 4_000);
      try {
        const info = await transporter.sendMail({
          ...toMessage(mail),
          signal: AbortSignal.any([signal, closing.signal, deadline]),
        });
        return mail.to.map((address) =>
          recipientResult(address, info.response, info.rejectedErrors, options),
        );
      } catch (thrown) {
        const fault: SmtpFault = coerceError(thrown);
        if (deadline.aborted && fault.code === "EABORT")
          return mail.to.map((address) =>
            deferred(address, `no answer within ${options.timeoutSeconds * 4} s`),
          );
        return mail.to.map((address) => {
          const own = findFault(address, fault.rejectedErrors);
          return own ? judge(address, own, options) : judge(address, fault, options);
        });
      }
    },
    async verify() {
      try {
        await transporter.verify();
        return { works: true, response: "the server takes the connection and the sign-in" };
      } catch (thrown) {
        return { works: false, response: describe(coerceError(thrown), options) };
      }
    },
    async close() {
      closing.abort();
      transporter.close();
    },
  };
}

function createTransporter({
  host,
  port,
  tls,
  ca,
  auth,
  timeoutSeconds,
}: SmtpOptions): Transporter<SmtpInfo> {
  const timeoutMs = timeoutSeconds * 1_000;
  return createTransport({
    host,
    port,
    secure: tls === "tls",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    tls: { rejectUnauthorized: true, minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) },
    ...(auth ? { auth: { user: auth.user, pass: auth.password } } : {}),
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Texts come from outside: nothing in them may make the mailer read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

interface SmtpInfo {
  response: string;
  rejectedErrors?: SmtpFault[] | undefined;
}

function toMessage(mail: Mail) {
  return {
    messageId: mail.messageId,
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: mail.headers,
    date: new Date(mail.date),
    ...(mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo }),
    ...(mail.references.length === 0 ? {} : { references: mail.references }),
    attachments: mail.attachments,
  };
}

function recipientResult(
  address: string,
  response: string,
  rejected: SmtpFault[] | undefined,
  options: SmtpOptions,
): RecipientResult {
  const fault = findFault(address, rejected);
  if (fault) return judge(address, fault, options);
  return { address, outcome: "accepted", response: scrub(response, options) };
}

/** Addresses are compared as the envelope has them: without a display name, the domain in ASCII. */
function findFault(address: string, faults: SmtpFault[] | undefined): SmtpFault | undefined {
  const wanted = envelopeAddress(address);
  return faults?.find(({ recipient }) => recipient !== undefined && envelopeAddress(recipient) === wanted);
}

function envelopeAddress(address: string): string {
  const parsed = addressParser(address, { flatten: true })[0]?.address ?? address;
  const at = parsed.lastIndexOf("@");
  const domain = parsed.slice(at + 1);
  return `${parsed.slice(0, at)}@${domainToASCII(domain) || domain}`.toLowerCase();
}

/**
 * Refused is final, so only the server's 5xx about this recipient or message counts. Everything about the
 * connection, the sign-in or our sender address can be mended by an operator, and the mail must still be there then.
 */
function judge(address: string, fault: SmtpFault, options: SmtpOptions): RecipientResult {
  const code = fault.responseCode ?? 0;
  const isAboutMail = fault.code === "EENVELOPE" || fault.code === "EMESSAGE";
  const isAboutSender = fault.command?.toUpperCase().startsWith("MAIL") ?? false;
  const refused = isAboutMail && code >= 500 && !isSignInProblem(fault) && !isAboutSender && code !== 503;
  const response = describe(fault, options);
  return refused ? { address, outcome: "refused", response } : deferred(address, response);
}

function deferred(address: string, response: string): RecipientResult {
  return { address, outcome: "deferred", response };
}

function isSignInProblem({ code, responseCode }: SmtpFault): boolean {
  return code === "EAUTH" || [530, 534, 535, 538].includes(responseCode ?? 0);
}

function describe(fault: SmtpFault, options: SmtpOptions): string {
  const words = scrub(fault.response || fault.message, options);
  if (isSignInProblem(fault)) return scrub(`sign-in to the mail server failed: ${words}`, options);
  if (fault.code === "ETLS") return scrub(`TLS failed: ${words}`, options);
  return words;
}

/** One bounded line of the server's words; a server that repeats what we signed in with does not get it into a log. */
function scrub(text: string, { auth }: SmtpOptions): string {
  let line = text;
  if (auth && auth.password !== "") {
    const base64 = (value: string) => Buffer.from(value).toString("base64");
    const secrets = [
      base64(`\0${auth.user}\0${auth.password}`),
      base64(`${auth.user}\0${auth.user}\0${auth.password}`),
      base64(auth.password),
      auth.password,
    ];
    for (const secret of secrets) line = line.replaceAll(secret, "[hidden]");
  }
  return cleanLine(line, maxResponseLength);
}
