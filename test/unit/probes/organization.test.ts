/** The organization probe, and notification-gap, which shares its request. */
import { describe, expect, test } from "vitest";
import { notificationGapProbe } from "../../../src/probes/notification-gap/probe.ts";
import { organizationProbe } from "../../../src/probes/organization/probe.ts";
import { type Answers, expectBlind, lookAt, refusal } from "../../support/fake-graph-reader.ts";

const organization = {
  id: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
  displayName: "Northwind Lab",
  createdDateTime: "2019-03-11T08:21:44Z",
  preferredLanguage: "en",
  onPremisesSyncEnabled: true,
  onPremisesLastSyncDateTime: "2026-09-14T06:41:09Z",
  onPremisesLastPasswordSyncDateTime: "2026-09-14T06:52:31Z",
  directorySizeQuota: { used: 18_422, total: 300_000 },
  technicalNotificationMails: ["it-alerts@northwind.example"],
  verifiedDomains: [
    { name: "Northwind.Example", isInitial: false },
    { name: "northwindlab.onmicrosoft.com", isInitial: true },
  ],
};
const answer =
  (changes: Record<string, unknown> = {}): Answers =>
  () => ({ value: [{ ...organization, ...changes }] });

describe("organization", () => {
  test("two requests, one exchange, three readings", async () => {
    const { readings, asked, exchanges } = await lookAt(organizationProbe, answer());
    expect(exchanges).toBe(1);
    expect(asked.map(({ version, path }) => `${version}${path}`)).toEqual([
      expect.stringMatching(/^v1\.0\/organization\?\$select=id,.*technicalNotificationMails$/),
      "beta/organization?$select=id,createdDateTime,onPremisesLastPasswordSyncDateTime,directorySizeQuota",
    ]);
    expect(readings).toEqual([
      {
        kind: "organization",
        displayName: "Northwind Lab",
        initialDomain: "northwindlab.onmicrosoft.com",
        preferredLanguage: "en",
        syncEnabled: true,
        lastSyncAt: Date.parse("2026-09-14T06:41:09Z"),
        verifiedDomains: ["northwind.example", "northwindlab.onmicrosoft.com"],
      },
      { kind: "password-sync", lastPasswordSyncAt: Date.parse("2026-09-14T06:52:31Z") },
      { kind: "directory-quota", quota: { used: 18_422, total: 300_000 } },
    ]);
  });

  const quotas: [name: string, value: unknown, want: unknown][] = [
    ["missing", undefined, null],
    ["null", null, null],
    ["text", "full", null],
    ["without a total", { used: 5 }, null],
    ["without what is used", { total: 5 }, null],
    ["of nothing", { used: 0, total: 0 }, null],
    ["below nothing", { used: 5, total: -1 }, null],
    ["with used below nothing", { used: -5, total: 10 }, null],
    ["over its limit", { used: 12, total: 10 }, { used: 12, total: 10 }],
    ["in text, as Int64 may be", { used: "0", total: "50000" }, { used: 0, total: 50_000 }],
  ];
  test.each(quotas)("a quota %s", async (_name, directorySizeQuota, quota) => {
    const { readings } = await lookAt(organizationProbe, answer({ directorySizeQuota }));
    expect(readings[2]).toEqual({ kind: "directory-quota", quota });
  });

  test("domains without a readable name are left out, and no list is no domain", async () => {
    const odd = { verifiedDomains: [null, { name: null }, { name: "" }, 7, { name: "A.example" }] };
    expect((await lookAt(organizationProbe, answer(odd))).readings[0]).toMatchObject({
      verifiedDomains: ["a.example"],
      initialDomain: null,
    });
    const none = await lookAt(organizationProbe, answer({ verifiedDomains: null }));
    expect(none.readings[0]).toMatchObject({ verifiedDomains: [] });
  });

  test("beta refused: password hashes and quota are blind, the rest stays in sight", async () => {
    const { readings } = await lookAt(organizationProbe, (path, version) =>
      version === "beta" ? refusal(403) : answer()(path, version),
    );
    expect(readings).toHaveLength(2);
    expect(readings[0]).toMatchObject({ kind: "organization", syncEnabled: true });
    expectBlind(readings[1], "organization", {
      covers: ["password-sync", "directory-quota"],
      reason: "permission",
      permission: "Organization.Read.All",
    });
  });

  test("half an answer, as without rights, is blind on both sides", async () => {
    const { readings } = await lookAt(organizationProbe, answer({ createdDateTime: null }));
    expect(readings.map((reading) => reading.kind)).toEqual(["blind", "blind"]);
    expectBlind(readings[0], "organization", {
      covers: ["organization"],
      reason: "permission",
      permission: "Organization.Read.All",
    });
  });
});

describe("notification-gap", () => {
  test("asks word for word what organization asks", async () => {
    const gap = await lookAt(notificationGapProbe, answer());
    const main = await lookAt(organizationProbe, answer());
    expect(gap.asked).toEqual([main.asked[0]]);
    expect(gap.readings).toEqual([
      { kind: "notification-recipients", technicalMails: ["it-alerts@northwind.example"] },
    ]);
  });

  const lists: [name: string, value: unknown, want: string[]][] = [
    ["empty", [], []],
    ["with nothing in its entries", ["", null, 7, " \n"], []],
    ["with a line break in an address", ["a@b.example\r\nBcc: x"], ["a@b.example Bcc: x"]],
    ["without end", Array(999).fill("a@b.example"), Array(50).fill("a@b.example")],
  ];
  test.each(lists)("a list %s", async (_name, technicalNotificationMails, want) => {
    const { reading } = await lookAt(notificationGapProbe, answer({ technicalNotificationMails }));
    expect(reading).toEqual({ kind: "notification-recipients", technicalMails: want });
  });

  test("no list is not an empty one", async () => {
    for (const technicalNotificationMails of [null, undefined, "a@b.example"]) {
      const { reading } = await lookAt(notificationGapProbe, answer({ technicalNotificationMails }));
      expectBlind(reading, "notification-gap", { reason: "malformed", permission: null });
    }
  });

  test("half an answer is blind for want of rights", async () => {
    const { reading } = await lookAt(
      notificationGapProbe,
      answer({ createdDateTime: null, technicalNotificationMails: [] }),
    );
    expectBlind(reading, "notification-gap", {
      covers: ["notification-recipients"],
      reason: "permission",
      permission: "Organization.Read.All",
    });
  });
});
