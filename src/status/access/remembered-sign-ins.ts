/**
 * Good sign-ins, for a while: browsers send name and password with every request, and checking a password takes long on
 * purpose. In: the header they come in. Out: whose it is. Only a keyed hash of the header is kept, and the key lives in
 * this process alone.
 */
import { createHmac, randomBytes } from "node:crypto";
import { hour, type Instant, minute } from "../../domain/instant.ts";

export interface RememberedSignIns {
  /** What stands for a header; says nothing about it to who does not have the key. */
  keyOf(header: string): string;
  /** Null: not known, or not any more. */
  userOf(key: string, now: Instant): string | null;
  add(key: string, user: string, now: Instant): void;
}

export const rememberedForMs = 15 * minute;
/** Who goes on asking stays signed in, for so long at most: what others fail at does not shut them out. */
export const rememberedAtMostMs = 12 * hour;
/** The one that was added longest ago makes room. */
const maxRemembered = 500;

export function createRememberedSignIns(): RememberedSignIns {
  const secret = randomBytes(32);
  const known = new Map<string, { user: string; until: Instant; atMost: Instant }>();
  return {
    keyOf: (header) => createHmac("sha256", secret).update(header).digest("base64url"),
    userOf(key, now) {
      const found = known.get(key);
      if (found && now < found.until) {
        found.until = Math.min(now + rememberedForMs, found.atMost);
        return found.user;
      }
      known.delete(key);
      return null;
    },
    add(key, user, now) {
      known.delete(key);
      const [first] = known.keys();
      if (first !== undefined && known.size >= maxRemembered) known.delete(first);
      known.set(key, { user, until: now + rememberedForMs, atMost: now + rememberedAtMostMs });
    },
  };
}
