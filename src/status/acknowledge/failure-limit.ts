/**
 * Counts failures by address: after too many in a while there are no more kind answers until it is over. Nobody can
 * guess a signature; this keeps those who try from keeping us busy.
 */
import { type Instant, minute } from "../../domain/instant.ts";

export interface FailureLimit {
  /** Counts one more failure; true when the address has had too many. */
  isExceeded(address: string, now: Instant): boolean;
}

export const maxFailures = 20;
export const limitedForMs = 10 * minute;
/** Addresses remembered; the one that began longest ago makes room. */
const maxAddresses = 1_000;

export function createFailureLimit(): FailureLimit {
  const counts = new Map<string, { since: Instant; failures: number }>();
  return {
    isExceeded(address, now) {
      const known = counts.get(address);
      const count = known && now - known.since < limitedForMs ? known : { since: now, failures: 0 };
      count.failures += 1;
      if (count !== known) {
        counts.delete(address);
        const [first] = counts.keys();
        if (first !== undefined && counts.size >= maxAddresses) counts.delete(first);
        counts.set(address, count);
      }
      return count.failures > maxFailures;
    },
  };
}
