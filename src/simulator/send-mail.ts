/**
 * In: a POST to /users/{id}/sendMail, as MIME or JSON. Out: 202 and the mail in the tenant's list, or Graph's refusal. How
 * Graph answers: https://learn.microsoft.com/graph/api/user-sendmail
 */
import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import { createTransport } from "nodemailer";
import { type Answer, errorAnswer } from "./graph-answer.ts";
import { completeAnswer, type GraphCall, type GraphContext } from "./graph-endpoint.ts";
import type { SimulatedMailbox } from "./mailboxes.ts";
import type { SimulatedTenant } from "./tenant.ts";

/** The path below the version, and the body as it came. */
export type SendMailCall = Pick<GraphCall, "tenant" | "version" | "headers" | "clientRequestId"> & {
  path: string;
  body: string;
};

interface Draft {
  raw: Buffer;
  format: "mime" | "json";
  savedToSentItems: boolean;
}

const maxRequestBytes = 4 * 1024 * 1024;
const maxOwnHeaders = 5;

/** Whose mailbox is to send; null for any other request. */
export function sendMailTarget(method: string, path: string): string | null {
  const name = method === "POST" ? /^\/users\/([^/]+)\/sendMail$/i.exec(path)?.[1] : undefined;
  return name === undefined ? null : decodeURIComponent(name);
}

export async function answerSendMail(
  context: GraphContext,
  call: SendMailCall,
  target: string,
): Promise<Answer> {
  context.counters.items += 1;
  const raw = call.tenant.findRaw(call.version, call.path);
  return completeAnswer(context, raw ?? (await send(context, call, target)), call.clientRequestId);
}

async function send(context: GraphContext, call: SendMailCall, target: string): Promise<Answer> {
  const { tenant, body } = call;
  if (Buffer.byteLength(body) > maxRequestBytes)
    return errorAnswer(413, "RequestEntityTooLarge", "The request entity is too large.");
  const mailbox = tenant.findMailbox(target);
  if (!tenant.permissions.has("Mail.Send") && !mailbox?.granted)
    return errorAnswer(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
  if (!mailbox) return errorAnswer(404, "ErrorInvalidUser", `The requested user '${target}' is invalid.`);
  const draft = await readDraft(call, mailbox, context);
  if ("status" in draft) return draft;
  const parsed = await simpleParser(draft.raw);
  const refusal = refuse(tenant, mailbox, parsed);
  if (refusal) return refusal;
  const to = recipientsOf(parsed);
  tenant.sentMail.add({ ...draft, parsed, from: mailbox.address, to, secure: true, user: mailbox.address });
  return { status: 202, headers: {}, body: undefined };
}

function refuse(tenant: SimulatedTenant, mailbox: SimulatedMailbox, parsed: ParsedMail): Answer | null {
  const from = parsed.from?.value[0]?.address?.toLowerCase();
  if (from !== mailbox.address) {
    return errorAnswer(
      403,
      "ErrorSendAsDenied",
      "The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account., Cannot submit message.",
    );
  }
  const recipients = recipientsOf(parsed);
  const isValid = (address: string) =>
    /^[^\s@]+@[^\s@]+$/.test(address) && !tenant.invalidRecipients.has(address.toLowerCase());
  if (recipients.length > 0 && recipients.every(isValid)) return null;
  return errorAnswer(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.");
}

function recipientsOf({ to }: ParsedMail): string[] {
  const lists: AddressObject[] = to === undefined ? [] : Array.isArray(to) ? to : [to];
  return lists.flatMap(({ value }) => value.map(({ address }) => address ?? ""));
}

async function readDraft(
  { headers, body }: SendMailCall,
  mailbox: SimulatedMailbox,
  context: GraphContext,
): Promise<Draft | Answer> {
  if (!headers["content-type"]?.startsWith("text/plain")) return readJson(body, mailbox, context);
  if (!/^[A-Za-z0-9+/\r\n]+={0,2}\s*$/.test(body)) {
    return errorAnswer(400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content.");
  }
  // A MIME request has no place to say that no copy is wanted.
  return { raw: Buffer.from(body, "base64"), format: "mime", savedToSentItems: true };
}

interface JsonRequest {
  message?: {
    subject?: string;
    body?: { contentType?: string; content?: string };
    toRecipients?: { emailAddress?: { address?: string; name?: string } }[];
    internetMessageHeaders?: { name: string; value: string }[];
    attachments?: { "@odata.type"?: string; name: string; contentType: string; contentBytes: string }[];
  };
  saveToSentItems?: boolean;
}

async function readJson(
  body: string,
  mailbox: SimulatedMailbox,
  { clock }: GraphContext,
): Promise<Draft | Answer> {
  const request = parse(body);
  if (!request?.message) return errorAnswer(400, "BadRequest", "The message is missing.");
  const { subject = "", body: content, toRecipients = [], attachments = [] } = request.message;
  const own = request.message.internetMessageHeaders ?? [];
  const stranger = own.find(({ name }) => !/^x-/i.test(name));
  if (stranger) {
    const words = `The internet message header name '${stranger.name}' should start with 'x-' or 'X-'.`;
    return errorAnswer(400, "InvalidInternetMessageHeader", words);
  }
  if (own.length > maxOwnHeaders) {
    const words = `Maximum number of headers in one message should be less than or equal to ${maxOwnHeaders}.`;
    return errorAnswer(400, "InvalidInternetMessageHeaderCollection", words);
  }
  const isHtml = content?.contentType?.toLowerCase() === "html";
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  const { message } = await composer.sendMail({
    from: mailbox.address,
    to: toRecipients.map(({ emailAddress }) => emailAddress?.address ?? ""),
    subject,
    ...(isHtml ? { html: content?.content ?? "" } : { text: content?.content ?? "" }),
    headers: Object.fromEntries(own.map(({ name, value }) => [name, value])),
    attachments: attachments.map(({ name, contentType, contentBytes }) => ({
      filename: name,
      contentType,
      content: Buffer.from(contentBytes, "base64"),
    })),
    date: new Date(clock.now()),
  });
  return { raw: message as Buffer, format: "json", savedToSentItems: request.saveToSentItems ?? true };
}

function parse(text: string): JsonRequest | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
