/** Exponential pause with full jitter on its upper half: 1 s, 2 s, 4 s … up to `maxMs`. Attempts count from 1. */
export function backoffMs(
  attempt: number,
  random: () => number,
  { baseMs = 1_000, maxMs = 60_000 }: { baseMs?: number; maxMs?: number } = {},
): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
