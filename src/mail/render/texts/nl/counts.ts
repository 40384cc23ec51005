/** Dutch: a count that may be too low. */

/** A count of which more may exist than were read. */
export const atLeast = (count: string): string => `minstens ${count}`;

export const readSoFar = (count: string, truncated = false): string => (truncated ? atLeast(count) : count);
