/** The list of alerts over HTTP: which of them, in which state, and what mutes them. */
import { afterEach, describe, expect, test } from "vitest";
import type { Alert } from "../../../../src/domain/alert.ts";
import { day, hour } from "../../../../src/domain/instant.ts";
import type { Silence } from "../../../../src/domain/silence.ts";
import { type Mutes, muteOf } from "../../../../src/status/pages/alerts/mute.ts";
import { createAlert } from "../../../support/alerts.ts";
import { createPageReader } from "../../../support/read-pages.ts";
import { type ServedPages, startPages } from "../../../support/status-pages.ts";
import { statusNow } from "../../../support/status-world.ts";

let served: ServedPages | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});

async function start(language = "en") {
  served = await startPages();
  return { ...served, ...createPageReader(served.address, { language }) };
}

/** Without the row of heads. */
const titles = (rows: string[][]) => rows.slice(1).map(([, title]) => title);

describe("which alerts are shown", () => {
  const cases: [name: string, query: string, isShown: (alert: Alert) => boolean][] = [
    ["without a wish: those that are open", "", ({ state }) => state === "open"],
    ["pending ones", "?state=pending", ({ state }) => state === "pending"],
    ["ended ones", "?state=ended", ({ state }) => state === "resolved" || state === "withdrawn"],
    ["all", "?state=all", () => true],
    ["of a tenant", "?tenant=fabrikam", ({ tenant }) => tenant === "fabrikam"],
    ["of a finding", "?finding=blind", ({ finding, state }) => finding === "blind" && state === "open"],
    ["of a severity", "?severity=critical&state=all", ({ last }) => last.severity === "critical"],
    [
      "of all three",
      "?tenant=contoso&finding=object-quota&severity=warning",
      ({ finding, last, state }) =>
        finding === "object-quota" && last.severity === "warning" && state === "open",
    ],
    [
      "a wish that is none of ours counts as none",
      "?state=x&finding=x&severity=x",
      ({ state }) => state === "open",
    ],
  ];
  test.each(cases)("%s", async (_name, query, isShown) => {
    const { get, world } = await start();
    const { status, rows, markup } = await get(`/alerts${query}`);
    const wanted = world.alerts.filter(isShown);
    expect(status).toBe(200);
    expect(wanted.length).toBeGreaterThan(0);
    expect(titles(rows)).toHaveLength(wanted.length);
    for (const { id } of wanted) expect(markup).toContain(`alerts/${id}"`);
  });

  test("a tenant without alerts, and one that nobody knows", async () => {
    const { get } = await start();
    for (const tenant of ["northwind", "nobody"]) {
      const { text, rows } = await get(`/alerts?tenant=${tenant}`);
      expect(rows).toEqual([]);
      expect(text).toContain("No alert is like that.");
    }
  });

  test("the tiles count what tenant, finding and severity leave over, and keep these", async () => {
    const { get } = await start();
    const { text, markup } = await get("/alerts?tenant=contoso&finding=sync-stale");
    expect(text).toMatch(/1 Open 0 Pending 1 Ended 2 All/);
    expect(markup).toContain('href="./alerts?tenant=contoso&amp;finding=sync-stale&amp;state=ended"');
  });

  test("a long list comes in parts of fifty; beyond its end is its beginning", async () => {
    const { get, world } = await start();
    world.alerts = Array.from({ length: 120 }, (_, n) =>
      createAlert(`alert-${n}`, { raisedAt: statusNow - n }),
    );
    const first = await get("/alerts");
    const last = await get("/alerts?offset=100");
    expect(titles(first.rows)).toHaveLength(50);
    expect(first.text).toContain("1–50 of 120");
    expect(titles(last.rows)).toHaveLength(20);
    expect(last.markup).toContain("alerts/alert-119");
    for (const offset of ["1000", "-1", "1e99", "x"]) {
      expect((await get(`/alerts?offset=${offset}`)).text).toContain("1–50 of 120");
    }
  });
});

describe("what a row says", () => {
  test("acknowledged, muted, flapping, pending, resolved, withdrawn", async () => {
    const { get } = await start();
    const { text } = await get("/alerts?state=all");
    expect(text).toContain("acknowledged by Mara Lindt");
    expect(text).toContain("muted until Jan 24, 2025 07:00 UTC");
    expect(text).toContain("keeps coming back");
    expect(text).toContain("Pending");
    expect(text).toMatch(/Resolved less than a minute ago lasted 1 day 6 hours/);
    expect(text).toMatch(/Withdrawn 5 days ago/);
  });

  test("in the reader's language", async () => {
    const { get } = await start("nl-NL,en;q=0.5");
    const { text, markup } = await get("/alerts");
    expect(markup).toContain('<html lang="nl">');
    expect(text).toContain("Inrichting voor corp.contoso.example staat in quarantaine");
    expect(text).toContain("bevestigd door Mara Lindt");
    expect(text).toContain("gedempt tot 24 jan 2025 07:00 UTC");
  });

  test("what a directory says is text; a tenant that is polled no more has no page", async () => {
    const { get, world } = await start();
    const { markup } = await get("/alerts?state=all");
    expect(markup).toContain("Fabrikam &lt;script&gt;alert(1)&lt;/script&gt;");
    expect(markup).not.toContain("<script>alert");
    expect(markup).toContain("tenants/fabrikam");
    expect(world.alerts.some(({ tenant }) => tenant === "litware")).toBe(true);
    expect(markup).not.toContain("tenants/litware");
  });

  test("the form keeps what was chosen, and the list is asked for again by itself", async () => {
    const { get } = await start();
    const { markup } = await get("/alerts?state=all&tenant=litware&severity=critical");
    expect(markup).toContain('<option value="litware" selected>');
    expect(markup).toContain('<option value="critical" selected>');
    expect(markup).toContain('<input type="hidden" name="state" value="all">');
    expect(markup).toMatch(/<body[^>]* data-live>/);
  });
});

describe("what mutes an alert", () => {
  const alert = createAlert("a");
  const now = statusNow;
  const silence = (more: Partial<Silence>): Silence => ({
    id: "s",
    tenant: null,
    finding: null,
    subjectKey: null,
    startsAt: now - hour,
    endsAt: now + hour,
    by: "mara",
    reason: "work",
    createdAt: now - hour,
    ...more,
  });
  const window = (
    more: Partial<Mutes["windows"][number]["window"]>,
    next: Mutes["windows"][number]["next"] = { from: now, to: now + 2 * hour },
  ): Mutes["windows"][number] => ({
    window: {
      name: "patches",
      tenants: [],
      findings: [],
      when: { type: "once", from: now, to: now + 2 * hour },
      ...more,
    },
    next,
  });
  const cases: [name: string, silences: Silence[], windows: Mutes["windows"], until: number | null][] = [
    ["nothing", [], [], null],
    ["a silence of everything", [silence({})], [], now + hour],
    [
      "a silence of just this",
      [silence({ tenant: alert.tenant, finding: alert.finding, subjectKey: alert.subjectKey })],
      [],
      now + hour,
    ],
    ["one of another tenant", [silence({ tenant: "fabrikam" })], [], null],
    ["one of another finding", [silence({ finding: "blind" })], [], null],
    ["one of another subject", [silence({ subjectKey: "domain:other" })], [], null],
    ["one that has not begun", [silence({ startsAt: now + 1 })], [], null],
    ["one that ends just now", [silence({ endsAt: now })], [], null],
    ["a window of everything", [], [window({})], now + 2 * hour],
    ["a window of others", [], [window({ tenants: ["fabrikam"] }), window({ findings: ["blind"] })], null],
    [
      "a window of this",
      [],
      [window({ tenants: ["x", alert.tenant], findings: [alert.finding] })],
      now + 2 * hour,
    ],
    ["a window to come", [], [window({}, { from: now + 1, to: now + day })], null],
    ["a window that comes no more", [], [window({}, null)], null],
    ["the longest of several", [silence({}), silence({ endsAt: now + day })], [window({})], now + day],
  ];
  test.each(cases)("%s", (_name, silences, windows, until) => {
    expect(muteOf(alert, { silences, windows }, now)?.until ?? null).toBe(until);
  });
  test("what is over is not muted", () => {
    const over = createAlert("b", { state: "resolved", resolvedAt: now });
    expect(muteOf(over, { silences: [silence({})], windows: [window({})] }, now)).toBeNull();
  });
});
