/**
 * The webhook transport: a JSON document by POST, signed when a secret is shared with the receiver. The signature is the
 * HMAC-SHA-256 of `<timestamp>.<body>`, with the moment of sending, so that a receiver can refuse forged and old posts.
 */
import { createHmac } from "node:crypto";
import type { Post, Transport } from "../../domain/notification.ts";
import type { Clock } from "../../util/clock.ts";
import { createHttpPostTransport, type HttpPostOptions } from "./http-post.ts";

export interface WebhookOptions extends HttpPostOptions {
  /** Null: posts are not signed. */
  secret: string | null;
  clock: Clock;
}

export function createWebhookTransport(options: WebhookOptions): Transport<Post> {
  const { secret, clock } = options;
  return createHttpPostTransport(options, {
    name: "webhook",
    prepare({ id, body }) {
      const timestamp = String(Math.floor(clock.now() / 1_000));
      return {
        body,
        headers: {
          "content-type": "application/json",
          "x-sync-health-delivery": id,
          "x-sync-health-timestamp": timestamp,
          ...(secret === null ? {} : { "x-sync-health-signature": sign(secret, timestamp, body) }),
        },
      };
    },
  });
}

function sign(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
}
