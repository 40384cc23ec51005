/** In: what nodemailer says became of a mail. Out: the result of each recipient, in the server's own words. */
import { domainToASCII } from "node:url";
import addressParser from "nodemailer/lib/addressparser";
import type { RecipientResult } from "../../domain/notification.ts";
import type { Scrub } from "./scrub.ts";

/** What nodemailer adds to its errors. */
export interface SmtpFault extends Error {
  code?: string;
  response?: string;
  responseCode?: number;
  command?: string;
  recipient?: string;
  rejectedErrors?: SmtpFault[];
}

export interface SmtpInfo {
  response: string;
  rejectedErrors?: SmtpFault[] | undefined;
}

/** The server took the message, though perhaps not for everyone. */
export function judgeAccepted(address: string, info: SmtpInfo, scrub: Scrub): RecipientResult {
  const own = findFault(address, info.rejectedErrors);
  return own
    ? judge(address, own, scrub)
    : { address, outcome: "accepted", response: scrub(info.response), via: "smtp" };
}

export function judgeFault(address: string, fault: SmtpFault, scrub: Scrub): RecipientResult {
  return judge(address, findFault(address, fault.rejectedErrors) ?? fault, scrub);
}

export function deferred(address: string, response: string): RecipientResult {
  return { address, outcome: "deferred", response, via: "smtp" };
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
function judge(address: string, fault: SmtpFault, scrub: Scrub): RecipientResult {
  const code = fault.responseCode ?? 0;
  const isAboutMail = fault.code === "EENVELOPE" || fault.code === "EMESSAGE";
  const isAboutSender = fault.command?.toUpperCase().startsWith("MAIL") ?? false;
  const refused = isAboutMail && code >= 500 && !isSignInProblem(fault) && !isAboutSender && code !== 503;
  const response = describeFault(fault, scrub);
  return refused ? { address, outcome: "refused", response, via: "smtp" } : deferred(address, response);
}

function isSignInProblem({ code, responseCode }: SmtpFault): boolean {
  return code === "EAUTH" || [530, 534, 535, 538].includes(responseCode ?? 0);
}

export function describeFault(fault: SmtpFault, scrub: Scrub): string {
  const words = fault.response || fault.message;
  if (isSignInProblem(fault)) return scrub(`sign-in to the mail server failed: ${words}`);
  if (fault.code === "ETLS") return scrub(`TLS failed: ${words}`);
  return scrub(words);
}
