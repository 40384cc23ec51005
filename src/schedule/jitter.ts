/** Spreads a fleet's polls: each tenant starts a fixed little later, so that they never all call at once. Pure. */
import { createHash } from "node:crypto";

/**
 * Delay in milliseconds for one tenant: the same at every tick, spread evenly over tenants, at most `maxMs` and at most
 * a tenth of the interval (so that a fast schedule stays one).
 */
export function jitterMs(tenant: string, maxMs: number, intervalMs: number): number {
  const ceiling = Math.min(maxMs, intervalMs / 10);
  return Math.floor(fraction(tenant) * ceiling);
}

/** The name as a number from 0 up to 1; a digest, because similar names must land far apart. */
function fraction(name: string): number {
  return createHash("sha256").update(name).digest().readUInt32BE(0) / 2 ** 32;
}
