/** Who is told of what, in which language, with whom in one mail, and what is gathered with what. */
import { describe, expect, test } from "vitest";
import type { Alert, Transition, TransitionKind, TransitionReason } from "../../../src/domain/alert.ts";
import type { FindingId } from "../../../src/domain/finding.ts";
import { hour } from "../../../src/domain/instant.ts";
import type { ThreadEntry } from "../../../src/domain/notification.ts";
import type { Recipient, Route } from "../../../src/domain/routing.ts";
import type { Severity } from "../../../src/domain/severity.ts";
import { createNotifications, type NotificationInput } from "../../../src/outbox/create-notifications.ts";

const now = 1_000 * hour;

function transition(
  finding: FindingId,
  severity: Severity,
  kind: TransitionKind = "raised",
  more: Partial<Transition> = {},
): Transition {
  const alert = { id: `a-${finding}`, tenant: "contoso", finding, last: { severity } } as Alert;
  const base = { alertId: alert.id, kind, reason: "condition-met", at: now, alert, proof: null };
  return { ...base, quiet: false, toldBefore: null, nextReminderAt: null, ...more } as Transition;
}

const reader = (address: string, language: Recipient["language"] = "auto"): Recipient => ({
  address,
  language,
});
const route = (more: Partial<Route>): Route => ({
  tenants: [],
  findings: [],
  minSeverity: "warning",
  to: [],
  only: false,
  ...more,
});

function create(more: Partial<NotificationInput> = {}) {
  let count = 0;
  return createNotifications({
    tenant: { name: "contoso", tenantId: "id" },
    profile: { displayName: null, initialDomain: null, preferredLanguage: null },
    recipients: [reader("ops@x.example")],
    language: "auto",
    minSeverity: "warning",
    routes: [],
    channels: [],
    incidents: [],
    transitions: [transition("sync-stale", "warning")],
    threads: new Map(),
    circleOf: () => "all",
    messageIdDomain: "x.example",
    now,
    createId: () => {
      count += 1;
      return `n${count}`;
    },
    ...more,
  });
}

/** `recipients: findings` of each notification. */
const told = (more: Partial<NotificationInput>) =>
  create(more).map(
    ({ recipients, transitions }) =>
      `${recipients.join(" ")}: ${transitions.map(({ alert }) => alert.finding).join(" ")}`,
  );

describe("language", () => {
  const rows: [
    preferred: string | null,
    tenant: "auto" | "en" | "nl",
    own: "auto" | "en" | "nl",
    want: string,
  ][] = [
    ["nl", "auto", "auto", "nl"],
    ["nl-BE", "auto", "auto", "nl"],
    ["NL", "auto", "auto", "nl"],
    ["de", "auto", "auto", "en"],
    [null, "auto", "auto", "en"],
    ["nl", "en", "auto", "en"],
    ["en", "nl", "auto", "nl"],
    ["nl", "nl", "en", "en"],
    ["en", "en", "nl", "nl"],
  ];
  test.each(rows)(
    "tenant prefers %s, configured %s, reader's own %s: %s",
    (preferred, language, own, want) => {
      const profile = { displayName: null, initialDomain: null, preferredLanguage: preferred };
      expect(create({ profile, language, recipients: [reader("a@x.example", own)] })[0]?.language).toBe(want);
    },
  );

  test("two languages are two mails, each with its own readers", () => {
    const recipients = [reader("a@x.example", "nl"), reader("b@x.example"), reader("c@x.example", "nl")];
    const mails = create({ recipients }).map(({ language, recipients: to }) => [language, to]);
    expect(mails).toEqual([
      ["nl", ["a@x.example", "c@x.example"]],
      ["en", ["b@x.example"]],
    ]);
  });
});

describe("one mail", () => {
  test("for all that one poll has to tell the same people, the worst first, ends last", () => {
    const transitions = [
      transition("password-hash-sync-stale", "critical", "resolved"),
      transition("job-failing", "warning"),
      transition("sync-disabled", "critical"),
      transition("object-errors", "warning", "reminder"),
    ];
    expect(told({ transitions })).toEqual([
      "ops@x.example: sync-disabled job-failing object-errors password-hash-sync-stale",
    ]);
  });

  test("says nothing of what a silence holds back", () => {
    const held = transition("sync-disabled", "critical", "raised", { quiet: true });
    expect(told({ transitions: [held] })).toEqual([]);
    expect(told({ transitions: [held, transition("job-failing", "warning")] })).toEqual([
      "ops@x.example: job-failing",
    ]);
  });

  test("milder than asked for: none", () => {
    expect(create({ transitions: [transition("sync-stale", "info")] })).toEqual([]);
    expect(create({ minSeverity: "critical" })).toEqual([]);
  });
});

describe("who was told before", () => {
  const threads = new Map<string, ThreadEntry[]>([
    ["a-sync-stale", [{ messageId: "<n0@x.example>", channel: "mail", recipients: ["Ops@x.example"] }]],
  ]);

  test.each<[TransitionKind, TransitionReason, number]>([
    ["resolved", "condition-cleared", 1],
    ["changed", "severity-fell", 1],
    ["changed", "count-grew", 0],
    ["reminder", "repeat-due", 0],
  ])("hears of %s (%s), however mild it is by now: %i mail", (kind, reason, count) => {
    const transitions = [transition("sync-stale", "warning", kind, { reason })];
    expect(create({ minSeverity: "critical", transitions, threads })).toHaveLength(count);
  });

  test("hears of the end also when nobody named them any more", () => {
    const transitions = [transition("sync-stale", "warning", "resolved")];
    const recipients = [reader("new@x.example")];
    expect(told({ recipients, transitions, threads })).toEqual(["new@x.example Ops@x.example: sync-stale"]);
  });

  test("finds the thread; who never got a mail of it is given none to answer", () => {
    const transitions = [transition("sync-stale", "critical", "changed")];
    expect(create({ transitions, threads })[0]?.references).toEqual(["<n0@x.example>"]);
    const other = new Map([
      ["a-sync-stale", [{ messageId: "<n9@x.example>", channel: "ops-teams", recipients: ["ops-teams"] }]],
    ]);
    expect(create({ transitions, threads: other })[0]?.references).toEqual([]);
  });
});

describe("routes", () => {
  const both = [transition("credential-expiry", "critical"), transition("sync-stale", "warning")];
  const pki = [reader("pki@x.example")];
  const rows: [name: string, routes: Route[], want: string[]][] = [
    [
      "a finding's own readers, beside the usual ones",
      [route({ findings: ["credential-expiry"], to: pki })],
      ["ops@x.example: credential-expiry sync-stale", "pki@x.example: credential-expiry"],
    ],
    [
      "a finding's own readers alone",
      [route({ findings: ["credential-expiry"], to: pki, only: true })],
      ["ops@x.example: sync-stale", "pki@x.example: credential-expiry"],
    ],
    [
      "by severity",
      [route({ minSeverity: "critical", to: [reader("boss@x.example")] })],
      ["ops@x.example: credential-expiry sync-stale", "boss@x.example: credential-expiry"],
    ],
    [
      "of another tenant",
      [route({ tenants: ["fabrikam"], to: pki, only: true })],
      ["ops@x.example: credential-expiry sync-stale"],
    ],
    [
      "two that fit, for one reader: one mail with both",
      [
        route({ findings: ["credential-expiry"], to: pki }),
        route({ findings: ["sync-stale"], to: [reader("PKI@x.example")] }),
      ],
      ["ops@x.example pki@x.example: credential-expiry sync-stale"],
    ],
  ];
  test.each(rows)("%s", (_name, routes, want) => expect(told({ routes, transitions: both })).toEqual(want));

  test("circles are told by themselves, so that those whom many tenants share are gathered all the same", () => {
    const recipients = [reader("noc@msp.example"), reader("it@contoso.example")];
    const circleOf = (address: string) => address.slice(address.indexOf("@"));
    expect(told({ recipients, circleOf })).toEqual([
      "noc@msp.example: sync-stale",
      "it@contoso.example: sync-stale",
    ]);
  });

  test("a channel gets what it asks for, under its own name", () => {
    const channels = [
      { ...route({ minSeverity: "critical" }), name: "ops-teams", language: "auto" as const },
    ];
    expect(
      create({ channels, transitions: both }).map(({ channel, recipients }) => [channel, recipients]),
    ).toEqual([
      ["mail", ["ops@x.example"]],
      ["ops-teams", ["ops-teams"]],
    ]);
  });
});

describe("what is gathered", () => {
  const keyOf = (more: Partial<NotificationInput>) => create(more)[0]?.gatherKey;
  const usual = keyOf({});
  const rows: [name: string, more: Partial<NotificationInput>, same: boolean][] = [
    ["another tenant", { tenant: { name: "fabrikam", tenantId: "id2" } }, true],
    ["the same people in another case", { recipients: [reader("OPS@x.example")] }, true],
    ["other people", { recipients: [reader("other@x.example")] }, false],
    ["another finding", { transitions: [transition("blind", "warning")] }, false],
    ["an end", { transitions: [transition("sync-stale", "warning", "resolved")] }, false],
    [
      "a milder one beside it",
      { transitions: [transition("sync-stale", "warning"), transition("job-paused", "warning")] },
      true,
    ],
  ];
  test.each(rows)("%s: %s", (_name, more, same) => expect(keyOf(more) === usual).toBe(same));
});
