/**
 * Counts failures by address: after too many in a while there are no more kind answers until it is over. Nobody can
 * guess a signature, and a password only slowly; this keeps those who try from keeping us busy.
 */
import { type Instant, minute } from "../domain/instant.ts";

export interface FailureLimit {
  /** One more failure of this address. */
  count(address: string, now: Instant): void;
  /** For so many milliseconds from now it has had too many; 0: it has not. */
  limitedMs(address: string, now: Instant): number;
}

export const maxFailures = 20;
export const limitedForMs = 10 * minute;
/** Addresses remembered; the one that began longest ago makes room. */
const maxAddresses = 1_000;

export function createFailureLimit(): FailureLimit {
  const counts = new Map<string, { since: Instant; failures: number }>();
  const current = (address: string, now: Instant) => {
    const known = counts.get(address);
    return known && now - known.since < limitedForMs ? known : null;
  };
  return {
    count(address, now) {
      const known = current(address, now);
      if (known) {
        known.failures += 1;
        return;
      }
      counts.delete(address);
      const [first] = counts.keys();
      if (first !== undefined && counts.size >= maxAddresses) counts.delete(first);
      counts.set(address, { since: now, failures: 1 });
    },
    limitedMs(address, now) {
      const known = current(address, now);
      return known && known.failures >= maxFailures ? known.since + limitedForMs - now : 0;
    },
  };
}
