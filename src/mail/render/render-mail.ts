/** A notification as a mail: subject, html and text part, files, headers. Pure: the same input gives the same mail. */
import type { Mail, Notification } from "../../domain/notification.ts";
import { attachLists, toAttachments } from "./attachments.ts";
import { fitToBudget } from "./budget.ts";
import { createContext } from "./context.ts";
import { buildDocument } from "./document.ts";
import { alertHeaders, headerValue } from "./headers.ts";
import { printHtml } from "./html-part.ts";
import type { RenderOptions } from "./render-options.ts";
import { mailSubject, mailTopic } from "./subject.ts";
import { printText } from "./text-part.ts";
import { threadOf } from "./threading.ts";

export type { RenderOptions } from "./render-options.ts";

/** Values from the directory are cleaned, bounded and escaped on the way; no header can carry a line break. */
export function renderMail(notification: Notification, options: RenderOptions): Mail {
  const context = createContext(notification, options);
  const { texts } = context;
  const subject = mailSubject(context);
  const lists = attachLists(context);
  const { document, html } = fitToBudget(
    (budget) => {
      const document = buildDocument(context, lists, budget);
      return { document, html: printHtml(document, texts, subject) };
    },
    (print) => Buffer.byteLength(print.html),
  );
  const thread = threadOf(context.notification, mailTopic(context));
  return {
    messageId: thread.messageId,
    from: headerValue(options.from),
    to: notification.recipients.map(headerValue),
    subject,
    text: printText(document, texts),
    html,
    headers: { ...alertHeaders(context.notification), ...thread.headers },
    inReplyTo: thread.inReplyTo,
    references: thread.references,
    date: options.now,
    attachments: toAttachments(lists),
  };
}
