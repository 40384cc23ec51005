/** What becomes of a notification after a delivery. */
import { describe, expect, test } from "vitest";
import { hour } from "../../../src/domain/instant.ts";
import type { RecipientResult } from "../../../src/domain/notification.ts";
import { planRetry, type RetryInput } from "../../../src/outbox/retry-plan.ts";

const now = 1_000 * hour;

describe("planRetry", () => {
  const plan = (outcomes: string[], more: Partial<RetryInput> = {}) =>
    planRetry({
      results: outcomes.map(
        (outcome) => ({ address: "a", outcome, response: "", via: "smtp" }) as RecipientResult,
      ),
      acceptedBefore: false,
      heldBack: false,
      attempts: 0,
      triedAt: now,
      otherWayAfterMs: null,
      giveUpAfterMs: 72 * hour,
      now,
      random: () => 1,
      ...more,
    });
  const cases: [name: string, got: ReturnType<typeof plan>, want: ReturnType<typeof plan>][] = [
    ["accepted", plan(["accepted"]), { state: "sent", dueAt: null }],
    ["one accepted, one refused", plan(["accepted", "refused"]), { state: "sent", dueAt: null }],
    ["all refused", plan(["refused"]), { state: "dead", dueAt: null }],
    [
      "refused now, accepted by another before",
      plan(["refused"], { acceptedBefore: true }),
      { state: "sent", dueAt: null },
    ],
    ["deferred for the first time", plan(["accepted", "deferred"]), { state: "queued", dueAt: now + 5_000 }],
    [
      "deferred for the third time",
      plan(["deferred"], { attempts: 2 }),
      { state: "queued", dueAt: now + 20_000 },
    ],
    [
      "no later than the moment at which the other way may be taken",
      plan(["deferred"], { attempts: 9, otherWayAfterMs: 60_000 }),
      { state: "queued", dueAt: now + 60_000 },
    ],
    [
      "the other way was taken, and failed too",
      plan(["deferred"], { triedAt: now - 60_000, otherWayAfterMs: 60_000 }),
      { state: "queued", dueAt: now + 5_000 },
    ],
    ["never more than an hour", plan(["deferred"], { attempts: 99 }), { state: "queued", dueAt: now + hour }],
    [
      "accepted, and somebody else must get an earlier one first",
      plan(["accepted"], { heldBack: true }),
      { state: "queued", dueAt: now },
    ],
    [
      "deferred for too long",
      plan(["deferred"], { triedAt: now - 72 * hour }),
      { state: "dead", dueAt: null },
    ],
  ];
  test.each(cases)("%s", (_name, got, want) => expect(got).toEqual(want));

  test("the pause is spread over its upper half", () => {
    expect(plan(["deferred"], { random: () => 0 }).dueAt).toBe(now + 2_500);
  });
});
