import { describe, expect, test } from "vitest";
import type { Transition } from "../../../src/domain/alert.ts";
import { hour } from "../../../src/domain/instant.ts";
import { createNotifications, type NotificationInput } from "../../../src/outbox/create-notifications.ts";
import { planRetry, type RetryInput } from "../../../src/outbox/retry-plan.ts";

const now = 1_000 * hour;

describe("planRetry", () => {
  const plan = (outcomes: string[], more: Partial<RetryInput> = {}) =>
    planRetry({
      results: outcomes.map((outcome) => ({ address: "a", outcome, response: "" })) as RetryInput["results"],
      acceptedBefore: false,
      attempts: 0,
      createdAt: now,
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
    ["never more than an hour", plan(["deferred"], { attempts: 99 }), { state: "queued", dueAt: now + hour }],
    [
      "deferred for too long",
      plan(["deferred"], { createdAt: now - 72 * hour }),
      { state: "dead", dueAt: null },
    ],
  ];
  test.each(cases)("%s", (_name, got, want) => expect(got).toEqual(want));

  test("the pause is spread over its upper half", () => {
    expect(plan(["deferred"], { random: () => 0 }).dueAt).toBe(now + 2_500);
  });
});

describe("createNotifications", () => {
  const transition = (severity: string, kind = "raised") =>
    ({
      alertId: "a1",
      kind,
      reason: "condition-met",
      at: now,
      alert: { last: { severity } },
      proof: null,
    }) as unknown as Transition;
  const create = (more: Partial<NotificationInput>) =>
    createNotifications({
      tenant: { name: "contoso", tenantId: "id" },
      profile: { displayName: null, initialDomain: null, preferredLanguage: null },
      recipients: ["ops@x.example"],
      language: "auto",
      minSeverity: "warning",
      incidents: [],
      transitions: [transition("warning")],
      threads: new Map(),
      messageIdDomain: "x.example",
      now,
      createId: () => "n1",
      ...more,
    });

  const languages: [preferred: string | null, language: "auto" | "en" | "nl", want: string][] = [
    ["nl", "auto", "nl"],
    ["nl-BE", "auto", "nl"],
    ["NL", "auto", "nl"],
    ["de", "auto", "en"],
    [null, "auto", "en"],
    ["nl", "en", "en"],
    ["en", "nl", "nl"],
  ];
  test.each(languages)("tenant prefers %s, configured %s: %s", (preferredLanguage, language, want) => {
    const profile = { displayName: null, initialDomain: null, preferredLanguage };
    expect(create({ profile, language })[0]?.language).toBe(want);
  });

  test("milder than asked for: no mail", () => {
    expect(create({ transitions: [transition("info")] })).toEqual([]);
    expect(create({ minSeverity: "critical" })).toEqual([]);
  });

  test("who was told of the beginning is told of the end", () => {
    const threads = new Map([["a1", ["<n0@x.example>"]]]);
    const [mail] = create({
      minSeverity: "critical",
      transitions: [transition("warning", "resolved")],
      threads,
    });
    expect(mail).toMatchObject({ references: ["<n0@x.example>"], messageId: "<n1@x.example>" });
  });
});
