/** In: a rendered mail. Out: the message as nodemailer takes it, and as the bytes that it would put on the wire. */
import { createTransport, type SendMailOptions } from "nodemailer";
import type { Mail } from "../../domain/notification.ts";

/** Texts come from outside: nothing in them may make the mailer read a file or fetch an address. */
export const noFetching = { disableFileAccess: true, disableUrlAccess: true } as const;

export function toMessage(mail: Mail): SendMailOptions {
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

/** RFC 5322 with CRLF: the very message that SMTP would carry after DATA. */
export async function composeMessage(mail: Mail): Promise<Buffer> {
  const composer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: "windows",
    ...noFetching,
  });
  const { message } = await composer.sendMail(toMessage(mail));
  if (!Buffer.isBuffer(message)) throw new Error("the composer gave no whole message");
  return message;
}
