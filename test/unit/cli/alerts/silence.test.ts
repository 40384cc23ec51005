/** `alerts silence` and `alerts unsilence`: what is covered, for how long, and what is refused. */
import { describe, expect, test } from "vitest";
import { runAlertsSilence, type SilenceOptions } from "../../../../src/cli/alerts/silence.ts";
import { runAlertsUnsilence } from "../../../../src/cli/alerts/unsilence.ts";
import { day, hour } from "../../../../src/domain/instant.ts";
import { alertsNow, createAlert, createAlertFinding, storeAlerts } from "../../../support/alerts.ts";
import { createAlertsDesk, printed, refused } from "./alerts-desk.ts";

async function createDesk() {
  const desk = await createAlertsDesk();
  await storeAlerts(desk.store, [
    createAlert("aaaa1111", { last: createAlertFinding("one.example") }),
    createAlert("bbbb2222", { last: createAlertFinding("two.example"), tenant: "fabrikam" }),
  ]);
  const silence = (more: SilenceOptions) =>
    runAlertsSilence({ ...desk.options, reason: "new server", ...more }, desk.surroundings);
  return { ...desk, silence };
}

describe("what", () => {
  const cases: [name: string, what: SilenceOptions, stored: object, covered: string[]][] = [
    ["a tenant", { tenant: "contoso" }, { tenant: "contoso", finding: null, subjectKey: null }, ["aaaa1111"]],
    [
      "a finding, everywhere",
      { finding: "federation-certificate" },
      { tenant: null, finding: "federation-certificate" },
      ["aaaa1111", "bbbb2222"],
    ],
    [
      "a finding of a tenant",
      { tenant: "fabrikam", finding: "sync-stale" },
      { tenant: "fabrikam", finding: "sync-stale" },
      [],
    ],
    [
      "one subject",
      { finding: "federation-certificate", subject: "domain:two.example" },
      { subjectKey: "domain:two.example" },
      ["bbbb2222"],
    ],
    [
      "everything",
      { everything: true },
      { tenant: null, finding: null, subjectKey: null },
      ["aaaa1111", "bbbb2222"],
    ],
  ];
  test.each(cases)("%s", async (_name, what, stored, covered) => {
    const { silence, store } = await createDesk();
    const out = await printed(() => silence({ ...what, for: "4h" }));
    const [only] = await store.silences(alertsNow);
    const span = { startsAt: alertsNow, endsAt: alertsNow + 4 * hour, createdAt: alertsNow };
    expect(only).toMatchObject({ ...stored, ...span, by: "mara", reason: "new server" });
    expect(out).toContain(`Silenced ${only?.id.slice(0, 8)}`);
    expect(out).toContain("until 2026-09-14T12:00:00.000Z");
    expect(out).toContain(`sync-health alerts unsilence ${only?.id.slice(0, 8)}`);
    expect([...out.matchAll(/^ {2}(\w{8}) {2}/gm)].map(([, id]) => id)).toEqual(covered);
    expect(out.includes("covers no alert")).toBe(covered.length === 0);
  });

  const wrong: [name: string, what: SilenceOptions, says: string][] = [
    ["nothing said", {}, "say what: --tenant, --finding or both; or --everything."],
    ["a subject alone", { subject: "tenant" }, "say what: --tenant, --finding or both; or --everything."],
    ["everything and something", { everything: true, tenant: "contoso" }, "--everything stands alone."],
    [
      "a tenant misspelt",
      { tenant: "contosso" },
      "--tenant contosso: there is no such tenant. Did you mean contoso?",
    ],
    [
      "a tenant unlike any",
      { tenant: "zzz" },
      "--tenant zzz: there is no such tenant. Configured: contoso, fabrikam.",
    ],
    [
      "a finding misspelt",
      { finding: "sync-stal" },
      "--finding sync-stal: there is no such finding. Did you mean sync-stale?",
    ],
  ];
  test.each(wrong)("%s: a mistake", async (_name, what, says) => {
    const { silence, store } = await createDesk();
    expect(await refused(() => silence({ ...what, for: "4h" }))).toBe(`USAGE alerts silence: ${says}`);
    expect(await store.silences(alertsNow)).toEqual([]);
  });
});

describe("when", () => {
  const iso = (at: number) => new Date(at).toISOString();
  const cases: [name: string, span: SilenceOptions, startsAt: number, endsAt: number][] = [
    ["for a duration", { for: "2d" }, alertsNow, alertsNow + 2 * day],
    [
      "until a moment, to the second",
      { until: "2026-09-14T20:00:00+02:00" },
      alertsNow,
      alertsNow + 10 * hour,
    ],
    ["until a moment, without seconds", { until: "2026-09-14T18:00Z" }, alertsNow, alertsNow + 10 * hour],
    [
      "from a moment on",
      { from: "2026-09-15T08:00+00:00", for: "4h" },
      alertsNow + day,
      alertsNow + day + 4 * hour,
    ],
    [
      "from and until",
      { from: iso(alertsNow + hour), until: iso(alertsNow + 2 * hour) },
      alertsNow + hour,
      alertsNow + 2 * hour,
    ],
    ["as long as it may", { for: "90d" }, alertsNow, alertsNow + 90 * day],
  ];
  test.each(cases)("%s", async (_name, span, startsAt, endsAt) => {
    const { silence, store } = await createDesk();
    const out = await printed(() => silence({ tenant: "contoso", ...span }));
    expect(await store.silences(alertsNow)).toMatchObject([{ startsAt, endsAt }]);
    expect(out.includes(`from ${iso(startsAt)} until`)).toBe(startsAt > alertsNow);
  });

  const wrong: [name: string, span: SilenceOptions, says: string | RegExp][] = [
    ["no end", {}, "give either --for, as in --for 4h, or --until."],
    ["two ends", { for: "4h", until: "2026-09-15T08:00Z" }, "give either --for"],
    ["no duration", { for: "soon" }, '--for "soon" is not a duration. Write a whole number'],
    ["no moment", { until: "tomorrow" }, '--until "tomorrow" is not a moment. Write date, time and offset'],
    ["a moment without its offset", { until: "2026-09-15T08:00" }, "is not a moment"],
    ["a day that is none", { until: "2026-02-30T08:00Z" }, "is not a moment"],
    ["an end that is now", { until: "2026-09-14T08:00Z" }, "--until is not after now."],
    [
      "an end before the beginning",
      { from: "2026-09-16T08:00Z", until: "2026-09-15T08:00Z" },
      "--until is not after --from.",
    ],
    ["a beginning that is past", { from: "2026-09-14T07:59Z", for: "4h" }, "--from lies in the past"],
    ["longer than it may", { for: "91d" }, "a silence lasts 90 days at most."],
    [
      "a beginning further away than it may",
      { from: "2027-09-14T08:00Z", for: "4h" },
      "--from is more than 90 days away.",
    ],
  ];
  test.each(wrong)("%s: a mistake", async (_name, span, says) => {
    const { silence, store } = await createDesk();
    expect(await refused(() => silence({ tenant: "contoso", ...span }))).toMatch(says);
    expect(await store.silences(alertsNow)).toEqual([]);
  });
});

describe("unsilence", () => {
  test("ends it at once, also one that has not begun", async () => {
    const { silence, store, options, surroundings } = await createDesk();
    await printed(() => silence({ tenant: "contoso", for: "4h" }));
    await printed(() => silence({ finding: "sync-stale", from: "2026-09-15T08:00Z", for: "4h" }));
    for (const { id } of await store.silences(alertsNow)) {
      const out = await printed(() => runAlertsUnsilence(id.slice(0, 8), options, surroundings));
      expect(out).toMatch(`Ended ${id.slice(0, 8)}`);
    }
    expect(await store.silences(alertsNow)).toEqual([]);
  });

  test("an ID of none: those that there are are named", async () => {
    const { silence, store, options, surroundings } = await createDesk();
    const unsilence = () => runAlertsUnsilence("0000", options, surroundings);
    expect(await refused(unsilence)).toBe(
      "INPUT alerts unsilence: 0000: no silence has an ID that begins so. There is none.",
    );
    await printed(() => silence({ tenant: "contoso", for: "4h" }));
    const [only] = await store.silences(alertsNow);
    expect(await refused(() => runAlertsUnsilence("zzzz", options, surroundings))).toContain(
      `${only?.id.slice(0, 8)}  contoso, every finding`,
    );
  });

  test("one that has ended by itself is none any more", async () => {
    const { silence, store, clock, options, surroundings } = await createDesk();
    await printed(() => silence({ tenant: "contoso", for: "4h" }));
    const [only] = await store.silences(alertsNow);
    clock.advance(4 * hour);
    expect(await refused(() => runAlertsUnsilence(only?.id ?? "", options, surroundings))).toContain(
      "There is none.",
    );
  });
});
