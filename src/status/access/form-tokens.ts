/**
 * What shows that a form was made by us, for the reader who sends it: a page of somebody else can send a form here, but
 * can't read one. In: who reads. Out: a signed text for a hidden field, and whether one that came back is good.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { hour, type Instant } from "../../domain/instant.ts";
import type { Clock } from "../../util/clock.ts";

export interface FormTokens {
  /** `user` null: nobody need sign in. */
  issue(user: string | null): string;
  /** It was issued for this very reader, in the last twelve hours. */
  isValid(token: string, user: string | null): boolean;
}

const validMs = 12 * hour;
/** Ours have some fifty characters. */
const maxLength = 100;

/** `secret`: of the store, so that a form outlives a restart. The links in mails may be signed with the same one. */
export function createFormTokens(secret: string, clock: Pick<Clock, "now">): FormTokens {
  // A key of its own: nothing that is signed for another purpose can ever pass for a form's token, nor the reverse.
  const key = createHmac("sha256", secret).update("form tokens of the status page").digest();

  function sign(expires: string, user: string | null): string {
    return createHmac("sha256", key)
      .update(JSON.stringify([expires, user]))
      .digest("base64url");
  }

  return {
    issue(user) {
      const expires = (clock.now() + validMs).toString(36);
      return `${expires}.${sign(expires, user)}`;
    },
    isValid(token, user) {
      const [expires = "", signature = "", ...rest] = token.length <= maxLength ? token.split(".") : [];
      if (rest.length > 0 || !isSame(signature, sign(expires, user))) return false;
      const expiresAt: Instant = Number.parseInt(expires, 36);
      const now = clock.now();
      // Not before it was issued: a clock that was set back must not make a token last longer.
      return now < expiresAt && expiresAt <= now + validMs;
    },
  };
}

/** As text: so that one claim has one token only, where base64 would let the last bits vary. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
