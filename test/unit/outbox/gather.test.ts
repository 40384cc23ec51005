/** How like notifications of many tenants are gathered: the first at once, a storm in a few digests. */
import { describe, expect, test } from "vitest";
import { minute, second } from "../../../src/domain/instant.ts";
import type { Burst, Notification } from "../../../src/domain/notification.ts";
import { gather } from "../../../src/outbox/gather.ts";
import { mergeNotifications } from "../../../src/outbox/merge-notifications.ts";

/** Plays arrivals, as `[tenant, at]`; gives each mail's moment of leaving, and how many notifications are in it. */
function play(arrivals: [tenant: string, at: number][]): [at: number, count: number][] {
  let burst: Burst | null = null;
  const mails: [at: number, count: number][] = [];
  for (const [tenant, at] of arrivals) {
    burst = gather(burst, tenant, at);
    const last = mails.at(-1);
    // Added to the mail that is being gathered, unless that has left by now.
    if (last && last[0] > at) last.splice(0, 2, burst.dueAt, last[1] + 1);
    else mails.push([burst.dueAt, 1]);
  }
  return mails;
}

const storm = (count: number, everyMs: number): [string, number][] =>
  Array.from({ length: count }, (_, n) => [`tenant-${n}`, n * everyMs]);

describe("gathering", () => {
  test("the first leaves at once", () => {
    expect(play([["a", 7]])).toEqual([[7, 1]]);
  });

  test("the second tenant a moment later", () => {
    expect(play(storm(2, 100))).toEqual([
      [0, 1],
      [100 + second, 1],
    ]);
  });

  test("one tenant with much to tell is not held back", () => {
    const mails = play([
      ["a", 0],
      ["a", second],
      ["a", 2 * second],
    ]);
    expect(mails.map(([at]) => at)).toEqual([0, second, 2 * second]);
  });

  test.each<[string, number]>([
    ["in ten seconds", 10],
    ["in a minute", 60],
    ["in five minutes", 300],
    ["in ten minutes", 600],
  ])("a thousand tenants %s: three mails at most, nobody lost", (_name, seconds) => {
    const mails = play(storm(1_000, seconds));
    expect(mails.length).toBeLessThanOrEqual(3);
    expect(mails.reduce((sum, [, count]) => sum + count, 0)).toBe(1_000);
  });

  test("a quarter of an hour later it is news of its own", () => {
    const mails = play([
      ["a", 0],
      ["b", 16 * minute],
      ["c", 32 * minute],
    ]);
    expect(mails.map(([at]) => at)).toEqual([0, 16 * minute, 32 * minute]);
  });
});

describe("the digest", () => {
  const part = (tenant: string, incidents: string[], references: string[]) =>
    ({
      id: tenant,
      channel: "mail",
      language: "en",
      recipients: ["ops@x.example"],
      gatherKey: "k",
      messageId: `<${tenant}@x.example>`,
      tenants: [{ name: tenant, tenantId: tenant, profile: {} }],
      transitions: [{ alertId: `a-${tenant}`, alert: { tenant, last: { facts: { sample: [1, 2] } } } }],
      incidents: incidents.map((id) => ({ id })),
      references,
      createdAt: tenant === "a" ? 5 : 3,
    }) as unknown as Notification;
  const digest = mergeNotifications(
    [part("a", ["MO1"], ["<r1>"]), part("b", ["MO1", "MO2"], ["<r1>"])],
    "d",
    "x.example",
  );

  test("tells of all, once, under a Message-ID of its own", () => {
    expect(digest).toMatchObject({ id: "d", messageId: "<d@x.example>", recipients: ["ops@x.example"] });
    expect(digest.tenants.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(digest.transitions.map(({ alertId }) => alertId)).toEqual(["a-a", "a-b"]);
    expect(digest.incidents.map(({ id }) => id)).toEqual(["MO1", "MO2"]);
    expect(digest.references).toEqual(["<r1>"]);
  });

  test("is as old as its oldest part, and lists no objects", () => {
    expect(digest.createdAt).toBe(3);
    expect(JSON.stringify(digest)).not.toContain("[1,2]");
  });
});
