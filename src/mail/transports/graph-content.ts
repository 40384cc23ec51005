/**
 * In: a rendered mail. Out: the body of a sendMail request, as MIME or as JSON, small enough for Graph.
 * https://learn.microsoft.com/graph/api/user-sendmail
 */
import type { Mail } from "../../domain/notification.ts";
import { composeMessage } from "./message.ts";

export interface GraphContentOptions {
  /** mime: the very message that SMTP would carry. json: built by Graph, which takes only `x-` headers. */
  format: "mime" | "json";
  /** Only json can say so: Graph keeps a copy of every MIME message. */
  saveToSentItems: boolean;
}

export interface GraphContent {
  type: "text/plain" | "application/json";
  body: string;
  /** The attachments would have made it too large. */
  withoutAttachments: boolean;
}

/** A request to Graph may have 4 MB; MIME needs a third more of that for base64, and its attachments that once more. */
const maxRequestBytes = 4_000_000;
/** Graph takes five headers of one's own, and only those that begin with `x-`. */
const customHeaders = [
  "X-Sync-Health-Alert",
  "X-Sync-Health-Tenant",
  "X-Sync-Health-Finding",
  "X-Sync-Health-State",
  "X-Auto-Response-Suppress",
];

/** The alert itself matters more than its tables: they are left out where they don't fit. Null: too large all the same. */
export async function composeContent(mail: Mail, options: GraphContentOptions): Promise<GraphContent | null> {
  const whole = await compose(mail, options);
  if (fits(whole)) return { ...whole, withoutAttachments: false };
  const rest = await compose({ ...mail, attachments: [] }, options);
  return fits(rest) ? { ...rest, withoutAttachments: mail.attachments.length > 0 } : null;
}

type Composed = Pick<GraphContent, "type" | "body">;

function fits({ body }: Composed): boolean {
  return Buffer.byteLength(body) <= maxRequestBytes;
}

async function compose(mail: Mail, { format, saveToSentItems }: GraphContentOptions): Promise<Composed> {
  if (format === "mime") return { type: "text/plain", body: (await composeMessage(mail)).toString("base64") };
  return {
    type: "application/json",
    body: JSON.stringify({ message: toGraphMessage(mail), saveToSentItems }),
  };
}

function toGraphMessage(mail: Mail) {
  const headers = Object.entries(mail.headers).filter(([name]) =>
    customHeaders.some((own) => own.toLowerCase() === name.toLowerCase()),
  );
  return {
    subject: mail.subject,
    body: { contentType: "HTML", content: mail.html },
    toRecipients: mail.to.map((address) => ({ emailAddress: { address } })),
    internetMessageHeaders: headers.map(([name, value]) => ({ name, value })),
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({
      "@odata.type": "#microsoft.graph.fileAttachment",
      name: filename,
      contentType,
      contentBytes: Buffer.from(content).toString("base64"),
    })),
  };
}
