/** Failed sign-ins, told at a pace that no attacker can raise. In: each of them. Out: one call a minute for each address. */
import { type Instant, minute } from "../../domain/instant.ts";
import { safeLine } from "../../mail/render/safe-line.ts";
import type { Clock } from "../../util/clock.ts";
import type { RefusedSignIn } from "./access.ts";

const pauseMs = minute;
/** Addresses remembered; the one that was told of longest ago makes room. */
const maxAddresses = 1_000;
const maxUserLength = 100;

/** `user`: as it was given; never a password. */
export function createRefusalReport(
  clock: Pick<Clock, "now">,
  tell: (refused: RefusedSignIn) => void,
): (address: string, user: string) => void {
  const held = new Map<string, { toldAt: Instant; attempts: number }>();
  return (address, user) => {
    const now = clock.now();
    const known = held.get(address);
    if (known && now - known.toldAt < pauseMs) {
      known.attempts += 1;
      return;
    }
    held.delete(address);
    const [first] = held.keys();
    if (first !== undefined && held.size >= maxAddresses) held.delete(first);
    held.set(address, { toldAt: now, attempts: 0 });
    tell({ address, user: safeLine(user, maxUserLength), attempts: (known?.attempts ?? 0) + 1 });
  };
}
