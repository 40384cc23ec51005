/**
 * When a notification may leave. The first about a trouble leaves at once; those about the same trouble in other
 * tenants wait a moment for each other, and leave as one digest. Pure.
 */
import { type Instant, minute, second } from "../domain/instant.ts";
import type { Burst } from "../domain/notification.ts";

/**
 * The longer it goes on, the more is gathered: each mail leaves when nothing was added for `quietMs`, or after `maxMs`.
 * Two tenants that fail together are told within seconds, a thousand in three mails.
 */
const gatherings = [
  { quietMs: 0, maxMs: 0 },
  { quietMs: second, maxMs: 30 * second },
  { quietMs: 15 * second, maxMs: 10 * minute },
  { quietMs: minute, maxMs: 10 * minute },
];

/** After such a silence the next one is news of its own. */
const overAfterMs = 15 * minute;

/** The storm with one more notification, of this tenant; that one leaves at its `dueAt`. */
export function gather(burst: Burst | null, tenant: string, now: Instant): Burst {
  if (!burst || now - burst.lastAt > overAfterMs || burst.tenant === tenant) {
    return { tenant, mails: 1, beganAt: now, lastAt: now, dueAt: now };
  }
  const isGathering = burst.dueAt > now;
  const mails = isGathering ? burst.mails : burst.mails + 1;
  const beganAt = isGathering ? burst.beganAt : now;
  const { quietMs, maxMs } = gatherings[
    Math.min(mails, gatherings.length) - 1
  ] as (typeof gatherings)[number];
  return { tenant: null, mails, beganAt, lastAt: now, dueAt: Math.min(beganAt + maxMs, now + quietMs) };
}
