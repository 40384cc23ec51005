/** An alert's page over HTTP: the mail's own facts and words, the timeline, who was told, and the form. */
import { afterEach, describe, expect, test } from "vitest";
import { type Alert, transitionKinds, transitionReasons } from "../../../../src/domain/alert.ts";
import type { DeliverySummary, TransitionRecord } from "../../../../src/domain/archive.ts";
import { languages } from "../../../../src/domain/catalog.ts";
import { hour, minute } from "../../../../src/domain/instant.ts";
import { createFormatter } from "../../../../src/mail/render/format.ts";
import { numbersOf } from "../../../../src/mail/render/number-rows.ts";
import { findingTitle } from "../../../../src/mail/render/subject.ts";
import { getTexts, sayDescription, sayPast } from "../../../../src/mail/render/texts/by-language.ts";
import { alertTexts } from "../../../../src/status/pages/alert/texts.ts";
import { timelineSection } from "../../../../src/status/pages/alert/timeline-section.ts";
import { createPageContext } from "../../../../src/status/pages/page-context.ts";
import { createAlert, createAlertFinding } from "../../../support/alerts.ts";
import { createPageReader, textOf } from "../../../support/read-pages.ts";
import { type ServedPages, startPages } from "../../../support/status-pages.ts";
import { createStatusWorld, statusNow as now } from "../../../support/status-world.ts";

let served: ServedPages | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});

async function start({
  language = "en",
  headers = {},
  ...options
}: { language?: string; headers?: Record<string, string> } & Parameters<typeof startPages>[0] = {}) {
  served = await startPages(options);
  return { ...served, ...createPageReader(served.address, { language, headers }) };
}

const squeeze = (text: string) => text.replaceAll("\u00ad", "").replace(/\s+/g, " ").trim();
const samples = createStatusWorld().alerts;

describe.each(languages)("every kind of alert in %s", (language) => {
  test("has the mail's title, description and numbers, what to do, and nothing made of missing parts", async () => {
    const { get, source } = await start({ language });
    const texts = getTexts(language);
    const f = createFormatter(texts, "Europe/Amsterdam");
    for (const alert of samples) {
      const { status, text, markup } = await get(`/alerts/${alert.id}`);
      const isOver = alert.state === "resolved" || alert.state === "withdrawn";
      const said = isOver ? sayPast(texts, alert.last, f) : sayDescription(texts, alert.last, f, now);
      expect(status).toBe(200);
      expect(text).toContain(squeeze(findingTitle(alert.last, language, alert.resolvedAt ?? now)));
      expect(text).toContain(squeeze(said));
      for (const { label, value } of numbersOf(alert.last, { texts, f, now }, isOver)) {
        expect(text).toContain(squeeze(`${label} ${value}`));
      }
      const [best = ""] = alert.last.catalogIds;
      if (source.catalog().entries.some(({ id }) => id === best)) {
        expect(text).toContain(texts.heading.steps);
        expect(markup).toContain(`href="../catalog/${best}"`);
      }
      expect(text).not.toMatch(/undefined|\bnull\b|NaN|\[object|\{\}/);
    }
  });
});

describe("objects", () => {
  test("are listed, and those of object errors lead to all of them", async () => {
    const { get, world } = await start();
    const alert = world.alerts.find(({ finding }) => finding === "object-errors");
    const { rows, markup, text } = await get(`/alerts/${alert?.id}`);
    expect(rows).toContainEqual([
      "Mara Lindt (user) mara.lindt@contoso.example",
      "SMTP:mara.lindt@contoso.example ProxyAddresses",
      expect.stringContaining("2025"),
    ]);
    expect(text).toContain("and 15 more");
    expect(markup).toContain('href="../tenants/contoso#object-errors"');
  });

  test("fifty at most", async () => {
    const { get, world } = await start();
    const facts = {
      total: 70,
      truncated: false,
      sample: Array.from({ length: 70 }, (_, n) => ({ id: `group-${n}`, mail: null })),
    };
    const last = { ...createAlertFinding(), id: "group-name-empty", facts } as Alert["last"];
    world.alerts = [createAlert("many", { last, finding: "group-name-empty" })];
    const { text, rows } = await get("/alerts/many");
    expect(rows.filter(([name]) => name?.startsWith("group-"))).toHaveLength(50);
    expect(text).toContain("and 20 more");
  });
});

describe("the timeline", () => {
  const context = (language: "en" | "nl") =>
    createPageContext({ language, url: "/alerts/a", user: null, now, timeZone: "UTC", formToken: () => "" });
  const record = (more: Partial<TransitionRecord>): TransitionRecord => ({
    kind: "raised",
    reason: "condition-met",
    at: now - hour,
    severity: "critical",
    by: null,
    words: null,
    quiet: false,
    ...more,
  });
  const alert = createAlert("a", { raisedAt: now - 26 * hour });
  const say = (
    timeline: TransitionRecord[],
    { deliveries = [], language = "en" }: { deliveries?: DeliverySummary[]; language?: "en" | "nl" } = {},
  ) =>
    textOf(timelineSection({ alert, timeline, deliveries }, alertTexts[language], context(language)).markup);
  const delivery = (more: Partial<DeliverySummary>): DeliverySummary => ({
    id: "d 1",
    channel: "mail",
    state: "sent",
    attempts: 1,
    createdAt: now - hour,
    dueAt: null,
    endedAt: now - hour + minute,
    messageId: "<d@contoso.example>",
    kinds: ["raised"],
    alerts: [],
    alertsTotal: 1,
    recipients: ["a@x.example", "b@x.example", "c@x.example", "d@x.example"].map((address) => ({
      address,
      outcome: "accepted",
      response: null,
      at: now,
      via: "smtp",
    })),
    recipientsTotal: 40,
    ...more,
  });

  test.each(languages)("every reason and every kind has words in %s", (language) => {
    for (const reason of transitionReasons) {
      for (const severity of ["warning", null] as const) {
        const said = say([record({ reason, severity })], { language });
        if (severity !== null || !reason.startsWith("severity-"))
          expect(said).not.toMatch(new RegExp(` ${reason}$`));
        expect(said).not.toMatch(/undefined|null|NaN|: \./);
      }
    }
    const said = new Set(transitionKinds.map((kind) => say([record({ kind })], { language })));
    expect(said.size).toBe(transitionKinds.length);
  });

  test("the newest first, what was told between them, in its place", () => {
    const said = say(
      [
        record({ at: now - 3 * hour }),
        record({
          at: now - 2 * hour,
          kind: "acknowledged",
          reason: "by-page",
          by: "Mara",
          words: "on it",
          quiet: true,
        }),
        record({ at: now - 10 * minute, kind: "resolved", reason: "condition-cleared" }),
      ],
      { deliveries: [delivery({})] },
    );
    const order = [
      "Resolved",
      "Mailed to a@x.example, b@x.example, c@x.example and 37 more: sent",
      "Acknowledged by Mara",
      "“on it”",
      "Raised · Critical",
    ];
    const places = order.map((part) => said.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test("says whom nobody was told of, and only where somebody would have been", () => {
    expect(say([record({ quiet: true })])).toContain("Nobody was told.");
    expect(say([record({ quiet: false })])).not.toContain("Nobody was told.");
    expect(say([record({ kind: "acknowledged", reason: "by-link", quiet: true })])).not.toContain("Nobody");
  });

  test("says for how long it had been open, and no code of another day", () => {
    const repeated = say([record({ kind: "reminder", reason: "repeat-due", at: now - 2 * hour })]);
    expect(repeated).toContain("the alert has been open for 1 day");
    expect(say([record({ kind: "changed", reason: "code-changed" })])).toContain("The error code changed.");
  });

  test("of thousands of lines it shows the newest two hundred", () => {
    const records = Array.from({ length: 1_000 }, (_, n) =>
      record({ at: now - n * minute, words: `line ${n}!` }),
    );
    const said = say(records);
    expect(said).toContain("line 199!");
    expect(said).not.toContain("line 200!");
    expect(said).toContain("And 800 earlier.");
  });

  test("another channel, and one that waits", () => {
    expect(
      say([], { deliveries: [delivery({ channel: "teams-noc", state: "queued", endedAt: null })] }),
    ).toContain("Told teams-noc: waiting");
    expect(say([])).toContain("Nothing of what happened is kept.");
  });
});

describe("who was told", () => {
  test("each recipient, with the answer, and a way to the delivery", async () => {
    const { get, world } = await start();
    const dead = world.deliveries.find(({ state }) => state === "dead");
    const { rows, markup } = await get(`/alerts/${dead?.alerts[0]?.id}`);
    expect(rows).toContainEqual([
      "ops@contoso.example",
      "Resolved: No recent synchronization",
      "Refused",
      expect.stringContaining("2025"),
      "550 5.1.1 no such user",
    ]);
    expect(markup).toContain(`href="../deliveries/${dead?.id}"`);
  });

  test("of very many, the newest, and a way to all", async () => {
    const { get, world, alertId } = await start();
    const [first] = world.deliveries;
    if (!first) throw new Error("no delivery");
    const alerts = [{ id: alertId, tenant: "contoso", finding: "blind" as const }];
    world.deliveries = Array.from({ length: 30 }, (_, n) => ({
      ...first,
      id: `d-${n}`,
      state: "sent",
      alerts,
    }));
    const { markup, text } = await get(`/alerts/${alertId}`);
    expect(text).toContain("All 30 deliveries about this alert");
    expect(markup).toContain(`href="../deliveries?alert=${alertId}"`);
    const all = await get(`/deliveries?alert=${alertId}`);
    expect(all.rows).toHaveLength(31);
  });

  test("nobody", async () => {
    const { get, world } = await start();
    const pending = world.alerts.find(({ state }) => state === "pending");
    const { text } = await get(`/alerts/${pending?.id}`);
    expect(text).toMatch(/Who was told Nobody was told\./);
    expect(text).toContain("Nobody was told of it: it has not been there for long enough");
  });
});

describe("the form", () => {
  const words = { by: "Mara  Lindt", reason: "the server\r\nis being moved" };

  test("acknowledges: who and why are stored as lines, and the page says so", async () => {
    const { get, post, acknowledged, alertId } = await start();
    const answer = await post(`/alerts/${alertId}/actions`, { choice: "acknowledge", ...words });
    expect(answer.status).toBe(303);
    expect(acknowledged).toHaveLength(1);
    expect(acknowledged[0]).toMatchObject({
      id: alertId,
      acknowledgement: { at: now, by: "Mara  Lindt", reason: "the server is being moved" },
    });
    const location = new URL(answer.headers.get("location") ?? "", `http://x/alerts/${alertId}/actions`);
    expect(location.pathname).toBe(`/alerts/${alertId}`);
    const { text, markup } = await get(`${location.pathname}${location.search}`);
    expect(markup).toContain('class="notice done" role="status"');
    expect(text).toContain("Acknowledged. There are no more reminders");
    expect(text).toMatch(/Acknowledged by Mara Lindt/);
    expect(text).toContain("Reason given the server is being moved");
  });

  test.each([
    ["silence-4h", 4],
    ["silence-1d", 24],
    ["silence-7d", 168],
  ])("%s silences this finding of this tenant on this subject, and nothing else", async (choice, hours) => {
    const { get, post, world, alertId } = await start();
    const alert = world.alerts.find(({ id }) => id === alertId);
    const before = world.silences.length;
    const { status } = await post(`/alerts/${alertId}/actions`, { choice, ...words });
    expect(status).toBe(303);
    expect(world.silences.slice(before)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        tenant: alert?.tenant,
        finding: alert?.finding,
        subjectKey: alert?.subjectKey,
        startsAt: now,
        endsAt: now + hours * hour,
        createdAt: now,
        by: "Mara  Lindt",
        reason: "the server is being moved",
      },
    ]);
    const { text } = await get(`/alerts/${alertId}?done=silenced`);
    expect(text).toContain("Silenced until");
    expect(text).toMatch(/Muted by Mara Lindt/);
  });

  test.each([
    ["nothing", {}, ["Choose what to do.", "Say who you are.", "Give a reason."]],
    ["no name", { choice: "acknowledge", reason: "because" }, ["Say who you are."]],
    ["a choice that is none of ours", { choice: "silence-9y", ...words }, ["Choose what to do."]],
    [
      "too much",
      { choice: "acknowledge", by: "a".repeat(101), reason: "b".repeat(301) },
      ["The name may have 100 characters at most.", "The reason may have 300 characters at most."],
    ],
  ])(
    "%s: stores nothing, says what is wrong, and keeps what was typed",
    async (_name, fields: Record<string, string>, faults) => {
      const { post, acknowledged, world, alertId } = await start();
      const before = world.silences.length;
      const { status, text, markup } = await post(`/alerts/${alertId}/actions`, fields);
      expect(status).toBe(422);
      for (const fault of faults) expect(text).toContain(fault);
      const [, list = ""] = /role="alert">.*?<ul>(.*?)<\/ul>/s.exec(markup) ?? [];
      expect(list.match(/<li>/g)).toHaveLength(faults.length);
      for (const value of [fields.by, fields.reason]) {
        if (value) expect(markup).toContain(`value="${value.replace("\r\n", " ")}"`);
      }
      expect(acknowledged).toEqual([]);
      expect(world.silences).toHaveLength(before);
    },
  );

  test("a form that is none of ours changes nothing", async () => {
    const { post, acknowledged, alertId } = await start();
    const { status } = await post(`/alerts/${alertId}/actions`, {
      choice: "acknowledge",
      ...words,
      token: "forged",
    });
    expect(status).toBe(403);
    expect(acknowledged).toEqual([]);
  });

  test("who signed in does it in their own name, whatever the form says", async () => {
    const { get, post, acknowledged, alertId } = await start({
      auth: { users: [], proxy: { header: "x-user", addresses: ["127.0.0.1"] } },
      headers: { "x-user": "mara@contoso.example" },
    });
    const { markup } = await get(`/alerts/${alertId}`);
    expect(markup).toContain('<input type="text" id="by" value="mara@contoso.example" readonly>');
    await post(`/alerts/${alertId}/actions`, { choice: "acknowledge", by: "somebody else", reason: "x" });
    expect(acknowledged.map(({ acknowledgement }) => acknowledgement?.by)).toEqual(["mara@contoso.example"]);
  });

  test("says only what is so: an address alone makes no notice", async () => {
    const { get, alertId } = await start();
    for (const done of ["acknowledged", "silenced", "<b>x</b>"]) {
      const { text, markup } = await get(`/alerts/${alertId}?done=${encodeURIComponent(done)}`);
      expect(text).not.toContain("There are no more reminders");
      expect(markup).not.toContain("notice done");
    }
  });

  test("whoever asks for the form's own address is back at the alert", async () => {
    const { get, alertId } = await start();
    const { status, headers } = await get(`/alerts/${alertId}/actions`);
    expect([status, headers.get("location")]).toEqual([303, `../../alerts/${alertId}`]);
  });

  test("a page with a form is not asked for again by itself; one without is", async () => {
    const { get, world, alertId } = await start();
    const over = world.alerts.find(({ state }) => state === "resolved");
    expect((await get(`/alerts/${alertId}`)).markup).not.toMatch(/<body[^>]* data-live>/);
    expect((await get(`/alerts/${over?.id}`)).markup).toMatch(/<body[^>]* data-live>/);
  });
});

describe("an alert that is not open", () => {
  test("a resolved one says when and how it is now, and takes no form", async () => {
    const { get, post, world, acknowledged } = await start();
    const over = world.alerts.find(({ state, finding }) => state === "resolved" && finding === "sync-stale");
    const { text, markup } = await get(`/alerts/${over?.id}`);
    expect(text).toMatch(/Resolved Contoso B\.V\. · resolved less than a minute ago · lasted 1 day 6 hours/);
    expect(text).toContain("Synchronizations are being recorded again.");
    expect(text).toContain("The condition has cleared.");
    expect(markup).not.toContain("<form");
    const answer = await post(`/alerts/${over?.id}/actions`, { choice: "acknowledge", by: "m", reason: "r" });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain("It is resolved already: there is nothing left to acknowledge.");
    const before = world.silences.length;
    const silenced = await post(`/alerts/${over?.id}/actions`, {
      choice: "silence-7d",
      by: "m",
      reason: "r",
    });
    expect([silenced.status, world.silences.length]).toEqual([409, before]);
    expect(acknowledged).toEqual([]);
  });

  test("one that ends while somebody fills in the form is not acknowledged, and the page says so", async () => {
    const { post, source, world, alertId } = await start();
    source.acknowledge = async (id) => {
      const at = world.alerts.findIndex((alert) => alert.id === id);
      const alert = world.alerts[at];
      if (alert) world.alerts[at] = { ...alert, state: "resolved", resolvedAt: now };
      return null;
    };
    const answer = await post(`/alerts/${alertId}/actions`, { choice: "acknowledge", by: "m", reason: "r" });
    expect(answer.status).toBe(409);
    expect(answer.markup).not.toContain("<form");
  });

  test("a withdrawn one says when and why, and nothing of how it is now", async () => {
    const { get, world } = await start();
    const gone = world.alerts.find(({ state }) => state === "withdrawn");
    const { text } = await get(`/alerts/${gone?.id}`);
    expect(text).toContain("withdrawn 5 days ago");
    expect(text).toContain("Its tenant is polled no more.");
    expect(text).not.toContain("Synchronizations are being recorded again.");
  });

  test("there is none of that id", async () => {
    const { get, post } = await start();
    expect((await get("/alerts/nobody")).status).toBe(404);
    expect(
      (await post("/alerts/nobody/actions", { choice: "acknowledge", by: "m", reason: "r" })).status,
    ).toBe(404);
  });
});

test("what a directory and a reader say is text, on one line each", async () => {
  const { get, world } = await start();
  const evil = '<img src=x onerror=alert(1)>"\u202e\r\nX: y';
  const last = createAlertFinding(evil);
  world.alerts = [
    createAlert("evil", {
      last,
      subjectKey: evil,
      acknowledgement: { at: now, by: evil, reason: evil, via: "by-link" },
    }),
  ];
  world.timelines.set("evil", [
    { kind: "acknowledged", reason: "by-link", at: now, severity: null, by: evil, words: evil, quiet: true },
  ]);
  const { markup } = await get("/alerts/evil");
  expect(markup).toContain("&lt;img src=x onerror=alert(1)&gt;");
  expect(markup).not.toContain("<img");
  expect(markup).not.toContain("\u202e");
  expect(markup).not.toContain("\r");
});

test("the command line: the id in full, and commands with the beginning of it", async () => {
  const { get, alertId } = await start();
  const { text } = await get(`/alerts/${alertId}`);
  expect(text).toContain(`Alert ID ${alertId}`);
  expect(text).toContain(`sync-health alerts ack ${alertId.slice(0, 8)}`);
});
