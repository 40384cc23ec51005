/**
 * The signed link of a mail. In: a notification. Out: an address that shows its alerts and lets its reader acknowledge
 * them, for a time, without an account. Who has the link may use it, as who has the mail may read it.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "../../domain/instant.ts";
import type { Notification } from "../../domain/notification.ts";

export const acknowledgePath = "/acknowledge/";
/** Ours have some 130 characters; what is longer is none of ours, and is not worth a look. */
export const maxTokenLength = 512;

export interface AcknowledgeLinks {
  /** The address to put into a mail that leaves at `sentAt`; null where readers can't reach the status page. */
  urlFor(notification: Pick<Notification, "id" | "language">, sentAt: Instant): string | null;
}

/** `publicUrl`: without a slash at its end. */
export function createAcknowledgeLinks({
  secret,
  publicUrl,
  validMs,
}: {
  secret: string;
  publicUrl: string | null;
  validMs: number;
}): AcknowledgeLinks {
  return {
    urlFor({ id, language }, sentAt) {
      if (publicUrl === null) return null;
      const token = createToken({ notificationId: id, expiresAt: sentAt + validMs }, secret);
      return `${publicUrl}${acknowledgePath}${token}?lang=${language}`;
    },
  };
}

interface Claim {
  notificationId: string;
  /** It holds until just before. */
  expiresAt: Instant;
}

export function createToken({ notificationId, expiresAt }: Claim, secret: string): string {
  const claim = Buffer.from(JSON.stringify({ n: notificationId, e: expiresAt })).toString("base64url");
  return `${claim}.${sign(claim, secret)}`;
}

export type TokenReading = { state: "valid"; notificationId: string } | { state: "expired" | "bad" };

/** Nothing in a token is looked at before its signature is found to be ours. */
export function readToken(token: string, secret: string, now: Instant): TokenReading {
  const [claim, signature, ...rest] = token.length <= maxTokenLength ? token.split(".") : [];
  if (claim === undefined || signature === undefined || rest.length > 0) return { state: "bad" };
  if (!isSame(signature, sign(claim, secret))) return { state: "bad" };
  const { n, e } = JSON.parse(Buffer.from(claim, "base64url").toString()) as { n: string; e: Instant };
  return now < e ? { state: "valid", notificationId: n } : { state: "expired" };
}

function sign(claim: string, secret: string): string {
  return createHmac("sha256", secret).update(claim).digest("base64url");
}

/** As text, not as bytes: so that one claim has one token only, where base64 would let the last bits vary. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
