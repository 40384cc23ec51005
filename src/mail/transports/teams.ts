/**
 * The Teams transport: an adaptive card, posted as a message to a Workflow ("When a Teams webhook request is received").
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
import type { Post, Transport } from "../../domain/notification.ts";
import { createHttpPostTransport, type HttpPostOptions } from "./http-post.ts";

/** Teams drops a larger message, after the workflow has accepted it. */
const maxMessageBytes = 28 * 1024;

export function createTeamsTransport(options: HttpPostOptions): Transport<Post> {
  return createHttpPostTransport(options, {
    name: "teams",
    prepare({ body }) {
      const bytes = Buffer.byteLength(body);
      if (bytes > maxMessageBytes)
        return { refusal: `the card has ${bytes} bytes; Teams takes ${maxMessageBytes}` };
      // Without the charset each character may be counted twice against the limit.
      return { body, headers: { "content-type": "application/json; charset=utf-8" } };
    },
    // A workflow that somebody switched off answers 400, and works again once it is on.
    canBeMended: (status, text) => status === 400 && /TriggerIsNotEnabled/i.test(text),
  });
}
