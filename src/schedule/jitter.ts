/** Spreads a fleet's polls: each tenant starts a fixed little later, so that they never all call at once. Pure. */

/**
 * Delay in milliseconds for one tenant: the same at every tick, spread evenly over tenants, at most `maxMs` and at most
 * a tenth of the interval (so that a fast schedule stays one).
 */
export function jitterMs(tenant: string, maxMs: number, intervalMs: number): number {
  const ceiling = Math.min(maxMs, intervalMs / 10);
  return Math.floor(fraction(tenant) * ceiling);
}

/** FNV-1a of the name, as a number from 0 up to 1. */
function fraction(name: string): number {
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}
